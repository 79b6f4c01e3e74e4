"""A case's log in words, for who can open the case."""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from crypto.recovery import RECOVERY_HOLDER
from portal.caseworker.complaint_event_words import OF_COMPLAINTS, TO_CITIZENS
from portal.caseworker.dossier_event_words import DOSSIER_EVENTS, dossier_event_text
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import LogLine
from portal.domain.dialogue import EntryKind
from portal.domain.municipality import Municipality
from portal.web.formatting import long_date

_Words = Callable[[dict[str, str], "_Labels"], str]


class _Labels:
    """The municipality's labels in one language; a code it no longer has stands as it is."""

    def __init__(self, municipality: Municipality, locale: str, names: dict[str, str]) -> None:
        self._municipality = municipality
        self._locale = locale
        self._names = names

    def label(self, kind: str, code: str) -> str:
        try:
            return self._municipality.label(kind, code, self._locale)
        except LookupError:
            return code

    def recipient(self, code: str) -> str:
        """An administration or another body."""
        try:
            return self._municipality.recipient_label(code, self._locale)
        except LookupError:
            return code

    def change(self, kind: str, change: str) -> str:
        """`a > b` in words; empty when nothing changed."""
        before, _sign, after = change.partition(" > ")
        return "" if before == after else f"{self.label(kind, before)} → {self.label(kind, after)}"

    def name(self, account: str) -> str:
        return self._names.get(account, _("en tidligere medarbejder"))


def case_event_text(
    line: LogLine,
    municipality: Municipality,
    locale: str,
    names: dict[str, str],
    *,
    complaint: bool = False,
) -> str:
    """One line of a case's log as a sentence. `names` maps account ids in hex to names."""
    words = _CASE[line.event]
    if complaint:
        words = TO_CITIZENS.get(line.event, words)
    return words(line.details, _Labels(municipality, locale, names))


def _added(told: dict[str, str], labels: _Labels) -> str:
    theme = labels.label("theme", told["theme"])
    return _("Oprettede forhold %(number)s: %(theme)s", number=told["matter"], theme=theme)


def _changed(told: dict[str, str], labels: _Labels) -> str:
    changes = [labels.change(kind, told[kind]) for kind in ("theme", "administration")]
    said = ", ".join(change for change in changes if change) or _("ny beskrivelse")
    return _("Rettede forhold %(number)s: %(change)s", number=told["matter"], change=said)


def _triaged(told: dict[str, str], labels: _Labels) -> str:
    if not told["ground"]:
        return _("Vurderede forhold %(number)s: inden for ordningen", number=told["matter"])
    ground = labels.label("ground", told["ground"])
    return _("Afviste forhold %(number)s: %(ground)s", number=told["matter"], ground=ground)


def _forwarded(told: dict[str, str], labels: _Labels) -> str:
    return _(
        "Sendte forhold %(number)s til %(administration)s",
        number=told["matter"],
        administration=labels.label("administration", told["administration"]),
    )


def _answered(told: dict[str, str], labels: _Labels) -> str:
    if "dossier" in told:
        return dossier_event_text(CaseEvent.ANSWER_ENTERED, told, labels)
    return _(
        "Skrev svaret fra %(administration)s om forhold %(number)s ind",
        number=told["matter"],
        administration=labels.label("administration", told["administration"]),
    )


def _settled(told: dict[str, str], labels: _Labels) -> str:
    outcome = labels.label("outcome", told["outcome"])
    said = _("Udfald af forhold %(number)s: %(outcome)s", number=told["matter"], outcome=outcome)
    return (
        _("%(said)s; anmeldt til politiet", said=said) if told["police_report"] == "yes" else said
    )


def _passed_on(told: dict[str, str], labels: _Labels) -> str:
    return _(
        "Gav oplysningerne om forhold %(number)s videre til %(administration)s: %(text)s",
        number=told["matter"],
        administration=labels.label("administration", told["administration"]),
        text=told["text"],
    )


def _status(told: dict[str, str], _labels: _Labels) -> str:
    reason = told.get("reason", "")
    if told["state"] == "closed" and not reason:
        return _("Afsluttede sagen, da den blev skrevet ind")
    if told["state"] == "closed":
        return _("Afsluttede sagen: %(reason)s", reason=reason)
    if reason:
        return _("Genåbnede sagen: %(reason)s", reason=reason)
    return _("Tog sagen op")


def _noted(told: dict[str, str], _labels: _Labels) -> str:
    return {
        "reporter": _("Skrev et notat til indberetteren"),
        "unit": _("Skrev et notat til enheden"),
        "self": _("Skrev et notat til sig selv"),
    }[told["reader"]]


def _fed_back(told: dict[str, str], _labels: _Labels) -> str:
    return _("Gav foreløbig feedback") if told["interim"] == "yes" else _("Gav endelig feedback")


def _extended(told: dict[str, str], _labels: _Labels) -> str:
    day = long_date(date.fromisoformat(told["due"]))
    return _(
        "Forlængede tiden til feedback til den %(day)s: %(reason)s", day=day, reason=told["reason"]
    )


def _postponed(told: dict[str, str], labels: _Labels) -> str:
    if "dossier" in told:
        return dossier_event_text(CaseEvent.ANSWER_POSTPONED, told, labels)
    return _(
        "Gav %(administration)s frist til den %(day)s til at svare om forhold %(number)s:"
        " %(reason)s",
        administration=labels.label("administration", told["administration"]),
        day=long_date(date.fromisoformat(told["due"])),
        number=told["matter"],
        reason=told["reason"],
    )


def _set_aside(told: dict[str, str], _labels: _Labels) -> str:
    day = long_date(date.fromisoformat(told["until"]))
    return _("Lagde sagen til side til den %(day)s: %(reason)s", day=day, reason=told["reason"])


def _consented(told: dict[str, str], _labels: _Labels) -> str:
    if told.get("about") == EntryKind.OTHER_DOOR:
        return _("Sagde nej til at gå videre ved den anden dør")
    if told["answer"] == "yes":
        return _("Sagde ja til, at oplysningerne gives videre")
    return _("Sagde nej til, at oplysningerne gives videre")


def _asked_consent(told: dict[str, str], labels: _Labels) -> str:
    return _(
        "Bad indberetteren om samtykke til at give oplysninger om forhold %(number)s til"
        " %(recipient)s",
        number=told["matter"],
        recipient=labels.recipient(told["recipient"]),
    )


def _announced(told: dict[str, str], labels: _Labels) -> str:
    return _(
        "Gav indberetteren besked, før oplysninger om forhold %(number)s gives til %(recipient)s"
        " uden samtykke",
        number=told["matter"],
        recipient=labels.recipient(told["recipient"]),
    )


def _registered(told: dict[str, str], _labels: _Labels) -> str:
    return _("Skrev part %(number)s i registret over parter", number=told["party"])


def _party_changed(told: dict[str, str], _labels: _Labels) -> str:
    if told["change"] == "removed":
        return _("Tog part %(number)s ud af registret", number=told["party"])
    return _("Rettede part %(number)s i registret", number=told["party"])


def _notified(told: dict[str, str], _labels: _Labels) -> str:
    number = told["party"]
    if told["notice"] == "postponed":
        day = long_date(date.fromisoformat(told["until"]))
        return _(
            "Udsatte underretningen af part %(number)s til den %(day)s", number=number, day=day
        )
    if told["notice"] == "not_required":
        return _("Noterede, at part %(number)s ikke skal underrettes", number=number)
    return _("Noterede, at part %(number)s er underrettet", number=number)


def _gave_access(told: dict[str, str], labels: _Labels) -> str:
    if told["to"] == RECOVERY_HOLDER.hex():
        return _("Forseglede sagens nøgle til gendannelsesnøglen")
    return _("Gav %(name)s adgang til sagen", name=labels.name(told["to"]))


def _assigned(told: dict[str, str], labels: _Labels) -> str:
    if not told["to"]:
        return _("Fjernede den ansvarlige fra sagen")
    return _("Gjorde %(name)s ansvarlig for sagen", name=labels.name(told["to"]))


_CASE: dict[CaseEvent, _Words] = {
    CaseEvent.REPORT_RECEIVED: lambda _told, _labels: _("Indberetningen blev modtaget"),
    CaseEvent.IMPARTIALITY_DECLARED: lambda _told, _labels: _("Erklærede sig ikke inhabil"),
    CaseEvent.DISQUALIFIED: lambda _told, _labels: _("Erklærede sig inhabil og mistede adgangen"),
    CaseEvent.OPENED: lambda _told, _labels: _("Læste sagen"),
    CaseEvent.IDENTITY_SHOWN: lambda told, _labels: _(
        "Så indberetterens identitet: %(reason)s", reason=told["reason"]
    ),
    CaseEvent.ATTACHMENT_READ: lambda told, _labels: _("Hentede filen %(name)s", name=told["name"]),
    CaseEvent.ATTACHMENT_SHOWN: lambda told, _labels: _("Så filen %(name)s", name=told["name"]),
    CaseEvent.STATUS_CHANGED: _status,
    CaseEvent.ALTERATION_ACCEPTED: lambda told, _labels: _(
        "Frigav sagen, efter at den var ændret uden om portalen: %(reason)s",
        reason=told["reason"],
    ),
    CaseEvent.MATTER_ADDED: _added,
    CaseEvent.MATTER_CHANGED: _changed,
    CaseEvent.MATTER_TRIAGED: _triaged,
    CaseEvent.MATTER_FORWARDED: _forwarded,
    CaseEvent.ANSWER_ENTERED: _answered,
    CaseEvent.MATTER_SETTLED: _settled,
    CaseEvent.MATTER_PASSED_ON: _passed_on,
    CaseEvent.MESSAGE_SENT: lambda _told, _labels: _("Skrev til indberetteren"),
    CaseEvent.MESSAGE_RECEIVED: lambda _told, _labels: _("Indberetteren skrev"),
    CaseEvent.QUESTION_ASKED: lambda _told, _labels: _("Stillede indberetteren et spørgsmål"),
    CaseEvent.QUESTION_CLOSED: lambda _told, _labels: _("Venter ikke længere på svar"),
    CaseEvent.CONSENT_ASKED: _asked_consent,
    CaseEvent.CONSENT_ANSWERED: _consented,
    CaseEvent.CONSENT_WITHDRAWN: lambda _told, _labels: _("Trak sit samtykke tilbage"),
    CaseEvent.DISCLOSURE_ANNOUNCED: _announced,
    CaseEvent.PARTY_REGISTERED: _registered,
    CaseEvent.PARTY_CHANGED: _party_changed,
    CaseEvent.PARTY_NOTIFIED: _notified,
    CaseEvent.PARTY_HEARD: lambda told, _labels: _(
        "Skrev bemærkninger fra part %(number)s ind", number=told["party"]
    ),
    CaseEvent.NOTE_WRITTEN: _noted,
    CaseEvent.FEEDBACK_GIVEN: _fed_back,
    CaseEvent.FEEDBACK_EXTENDED: _extended,
    CaseEvent.ANSWER_POSTPONED: _postponed,
    CaseEvent.SET_ASIDE: _set_aside,
    CaseEvent.TAKEN_UP_AGAIN: lambda _told, _labels: _("Tog sagen frem igen"),
    **DOSSIER_EVENTS,
    **OF_COMPLAINTS,
    CaseEvent.ACCESS_GIVEN: _gave_access,
    CaseEvent.HANDLER_ASSIGNED: _assigned,
}
