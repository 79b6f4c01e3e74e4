"""Where a draft was going, read off its address: the form it is opened in, and in words."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.caseworker.kinds import is_complaint
from portal.domain.draft import Draft

NEW_COMPLAINT = "/staff/complaints/new"
NEW_ENQUIRY = "/staff/complaints/new/enquiry"
NEW_ASSISTANCE = "/staff/assistance/new"
NEW_SUPERVISION = "/staff/supervisions/new"
_IN_A_CASE = re.compile(
    r"/staff/cases/[^/]+/(?:(?P<kind>matters|parties|dossiers|recommendations)"
    r"(?:/(?P<matter>\d+|D[0-9A-Z-]+))?/?)?(?P<action>[a-z-]*)"
)
_IN_A_REPORT = re.compile(
    r"/staff/publications/(?P<kind>\w+)/(?P<first>[\d-]+)/(?P<last>[\d-]+)/(?P<form>\w+)"
)


@dataclass(frozen=True)
class FormPlace:
    """A form of the case page, as it is named there; `matter` is the number of the matter, the
    party or the dossier that it is about."""

    action: str
    matter: int | str | None


def form_at(address: str) -> FormPlace | None:
    """The form that sends to an address, None for one outside a case."""
    found = _IN_A_CASE.fullmatch(address)
    if found is None:
        return None
    if found["kind"] == "dossiers":
        return FormPlace(f"dossier-{found['action']}", found["matter"])
    matter = int(found["matter"]) if (found["matter"] or "").isdecimal() else None
    if found["kind"] is None and found["action"] == "move":
        return FormPlace("whose-move", None)
    if found["kind"] == "parties":
        return FormPlace(f"party-{found['action']}".removesuffix("-"), matter)
    if found["kind"] == "recommendations":
        return FormPlace(f"recommendation-{found['action']}", matter)
    return FormPlace(found["action"] or "matter", matter)


@dataclass(frozen=True)
class ReportFormPlace:
    """A form of a report that is to be published, as its address names both."""

    kind: str
    first: str
    last: str
    form: str

    @property
    def opens_again(self) -> bool:
        """Whether the form has a page of its own."""
        return self.form in ("words", "remarks")


def report_form_at(address: str) -> ReportFormPlace | None:
    """The form of a report that sends to an address, None for any other."""
    found = _IN_A_REPORT.fullmatch(address)
    return ReportFormPlace(**found.groupdict()) if found else None


def words_for(draft: Draft) -> str:
    """The case and what was being written in it: a note is not to be sent as a message."""
    place = form_at(draft.address)
    if outside := _outside_a_case().get(draft.address):
        return outside
    if report_form_at(draft.address):
        return _("Tekst til en rapport, der skal offentliggøres")
    if place is None:
        return _("Vejledningstekst")
    complaint = is_complaint(draft.number)
    words = _("Sag %(number)s", number=draft.number)
    if complaint:
        words = _("Klage %(number)s", number=draft.number)
    if form := (_to_the_citizen(place.action) if complaint else "") or _form_words(place.action):
        words += f": {form}"
    if isinstance(place.matter, str):
        words += f", {place.matter}"
    elif place.matter and place.action.startswith("party"):
        words += ", " + _("part %(number)d", number=place.matter)
    elif place.matter and place.action.startswith("recommendation"):
        words += ", " + _("anbefaling %(number)d", number=place.matter)
    elif place.matter:
        words += ", " + _("forhold %(number)d", number=place.matter)
    return words


def _outside_a_case() -> dict[str, str]:
    return {
        NEW_COMPLAINT: _("Ny klage"),
        NEW_ENQUIRY: _("Ny henvendelse"),
        NEW_ASSISTANCE: _("Ny bistand"),
        NEW_SUPERVISION: _("Nyt tilsyn"),
    }


def _to_the_citizen(action: str) -> str:
    """What is written to the citizen in a complaint, where a report has a reporter."""
    return {
        "message": _("besked til borgeren"),
        "feedback": _("svar til borgeren"),
    }.get(action, "")


def _form_words(action: str) -> str:
    return {
        "message": _("besked til indberetteren"),
        "note": _("notat"),
        "call": _("telefonsamtale"),
        "assistance": _("bistand til en forvaltning"),
        "mediation-offer": _("tilbud om mægling"),
        "mediation-end": _("resultat af mægling"),
        "link": _("hvorfor to sager hører sammen"),
        "merge": _("hvorfor to klager behandles samlet"),
        "unlink": _("hvorfor to sager ikke hører sammen"),
        "feedback": _("feedback til indberetteren"),
        "triage": _("vurdering, til indberetteren"),
        "dossier": _("forsendelse til en forvaltning"),
        "forward-elsewhere": _("tekst til en forvaltning, uden om portalen"),
        "other-body": _("flytning til en anden instans"),
        "answer": _("svar fra en forvaltning"),
        "consent": _("spørgsmål om samtykke, til indberetteren"),
        "other-door": _("spørgsmål om den anden dør"),
        "disclosure-notice": _("besked om videregivelse, til indberetteren"),
        "pass-on": _("det, der er givet videre"),
        "matter": _("beskrivelse af et forhold"),
        "extend": _("længere tid til feedback, til indberetteren"),
        "postpone": _("længere tid til en forvaltning"),
        "set-aside": _("hvorfor sagen lægges til side"),
        "close": _("hvorfor sagen afsluttes"),
        "reopen": _("hvorfor sagen genåbnes"),
        "party-notice": _("underretning af en part"),
        "party-remarks": _("bemærkninger fra en part"),
        "party-remove": _("hvorfor en part tages ud af registret"),
        "dossier-reply": _("svar på et spørgsmål fra en forvaltning"),
        "dossier-more-time": _("længere tid til en forvaltning"),
        "dossier-refuse-time": _("hvorfor en forvaltning ikke får længere tid"),
        "dossier-ask-again": _("nye spørgsmål til en forvaltning"),
        "dossier-answer": _("svar fra en forvaltning"),
        "dossier-follow-up-ask": _("spørgsmål om en forvaltnings opfølgning"),
        "dossier-follow-up-register": _("bemærkning til en forvaltnings opfølgning"),
        "dossier-follow-up-enter": _("det, en forvaltning har gjort"),
        "whose-move": _("hvorfor sagen beror på en anden"),
        "supervision-begin": _("et tilsyn, der begynder"),
        "supervision-subject": _("hvad tilsynet handler om"),
        "supervision-state": _("hvordan tilsynet står"),
        "supervision-letter": _("et brev i tilsynet"),
        "supervision-conclusion": _("tilsynets konklusion"),
        "recommendation": _("en anbefaling"),
        "recommendation-change": _("hvor langt det er"),
    }.get(action, "")
