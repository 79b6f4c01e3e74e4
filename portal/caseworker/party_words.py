"""The register of parties in words: roles, where the notice stands, what was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.domain.case_status import CaseState
from portal.domain.party import (
    Described,
    Notice14,
    NoticeState,
    Party,
    PartyRole,
    first_notice_day,
    notice_due,
)
from portal.services.casework.read_case import CaseView
from portal.web.formatting import long_date

# What can be noted; due is what stands there until then.
NOTED = (NoticeState.GIVEN, NoticeState.POSTPONED, NoticeState.NOT_REQUIRED)


@dataclass(frozen=True)
class NoticeShown:
    """A badge, and the sentence beside it with the date and its paragraph."""

    label: str
    kind: str
    icon: str
    sentence: str


@dataclass(frozen=True)
class PartyShown:
    """A party as the case page has it; `history` is what stood there before, oldest first, each
    with its day and the account id in hex of who changed it."""

    party: Party
    role: str
    matters: tuple[int, ...]
    notice: NoticeShown
    # Whether what the party says belongs to what an answer rests on.
    concerned: bool
    history: tuple[tuple[date, str, str], ...]


def shown_parties(view: CaseView, today: date) -> tuple[PartyShown, ...]:
    """The register of a case as it stands on a day; those who were removed come last."""
    numbers = {matter.id: matter.ordinal for matter in view.file.matters}
    shown = [
        PartyShown(
            party=party,
            role=role_text(party.role),
            matters=tuple(numbers[one] for one in party.matters if one in numbers),
            notice=_notice(party, today),
            concerned=_has_a_say(party),
            history=tuple(sorted(_history(party), key=lambda line: line[0])),
        )
        for party in view.file.parties
    ]
    return tuple(sorted(shown, key=lambda one: one.party.removed is not None))


def notice_steps(view: CaseView, today: date) -> Iterator[tuple[int, str]]:
    """What has to be done about notices now: the party's number, and in words."""
    if view.file.facts.state is not CaseState.OPEN:
        return
    for party in view.file.parties:
        due = notice_due(party)
        if due is None:
            continue
        told = {"number": party.ordinal, "day": long_date(due)}
        if party.notice_state is NoticeState.DUE:
            yield party.ordinal, _to_give(told, late=due < today)
        elif due <= today:
            yield (
                party.ordinal,
                _(
                    "Tag igen stilling til, om part %(number)d kan underrettes: det blev udsat til"
                    " den %(day)s.",
                    **told,
                ),
            )


def role_text(role: PartyRole) -> str:
    return {
        PartyRole.PERSON_CONCERNED: _("Berørt person: den, indberetningen handler om"),
        PartyRole.WITNESS: _("Vidne"),
        PartyRole.FACILITATOR: _("Formidler: har hjulpet indberetteren"),
        PartyRole.THIRD_PERSON: _("Tredjeperson med forbindelse til indberetteren"),
        PartyRole.OTHERWISE: _("Nævnt på anden måde"),
    }[role]


def notice_choice(state: NoticeState) -> str:
    """A decision about the notice, with its paragraph."""
    return {
        NoticeState.GIVEN: _("Parten er underrettet"),
        NoticeState.POSTPONED: _("Underretningen er udsat (databeskyttelsesloven § 22)"),
        NoticeState.NOT_REQUIRED: _(
            "Parten skal ikke underrettes (databeskyttelsesforordningen art. 14, stk. 5)"
        ),
        NoticeState.DUE: _("Ikke underrettet endnu"),
    }[state]


def _has_a_say(party: Party) -> bool:
    if party.removed:
        return False
    return party.role is PartyRole.PERSON_CONCERNED or bool(party.remarks)


def _to_give(told: dict[str, object], *, late: bool) -> str:
    if late:
        return _(
            "Underret part %(number)d, eller notér, hvorfor ikke: fristen den %(day)s er"
            " overskredet.",
            **told,
        )
    return _("Underret part %(number)d senest den %(day)s, eller notér, hvorfor ikke.", **told)


def _notice(party: Party, today: date) -> NoticeShown:
    if party.removed:
        return NoticeShown(_("Taget ud af registret"), "neutral", "close", "")
    if party.legal_person:
        return NoticeShown(
            _("Skal ikke underrettes"),
            "neutral",
            "business",
            _("Pligten til at underrette gælder kun fysiske personer."),
        )
    if party.notice is None:
        return _notice_due(party, today)
    return _noted(party.notice, today)


def _notice_due(party: Party, today: date) -> NoticeShown:
    last = first_notice_day(party)
    sentence = _(
        "En måned efter den %(day)s, hvor oplysningerne blev modtaget"
        " (databeskyttelsesforordningen art. 14, stk. 3, litra a). Bruges oplysningerne til at"
        " skrive til parten eller gives de til en anden, er det dog senest samtidig (litra b og"
        " c).",
        day=long_date(party.obtained_on),
    )
    if last < today:
        late = _("Fristen for at underrette er overskredet: %(day)s", day=long_date(last))
        return NoticeShown(late, "error", "error", sentence)
    due = _("Skal underrettes senest %(day)s", day=long_date(last))
    return NoticeShown(due, "warning", "time", sentence)


def _noted(notice: Notice14, today: date) -> NoticeShown:
    if notice.until is not None:
        again = notice.until <= today
        day = long_date(notice.until)
        label = (
            _("Udsat til %(day)s: tag stilling igen", day=day)
            if again
            else _("Underretningen er udsat til %(day)s", day=day)
        )
        words = _("Databeskyttelsesloven § 22.")
        return NoticeShown(label, "warning" if again else "info", "hourglass", words)
    if notice.on is not None:
        given = _("Underrettet %(day)s", day=long_date(notice.on))
        return NoticeShown(given, "success", "check", "")
    words = _("Databeskyttelsesforordningen art. 14, stk. 5.")
    return NoticeShown(_("Skal ikke underrettes"), "neutral", "close", words)


def _history(party: Party) -> Iterator[tuple[date, str, str]]:
    for correction in party.corrections:
        yield correction.on, correction.by, _before(correction.before)
    for notice in party.notices:
        said = notice_choice(notice.state)
        if day := notice.on or notice.until:
            said += f", {long_date(day)}"
        yield notice.noted_on, notice.by, f"{said}: {notice.text}"


def _before(described: Described) -> str:
    parts = [role_text(described.role), described.name, described.about]
    return _("Før stod der: %(what)s", what=", ".join(part for part in parts if part))
