"""Where a draft was going, read off its address: the form it is opened in, and in words."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain.draft import Draft

_IN_A_CASE = re.compile(
    r"/staff/cases/[^/]+/(?:matters(?:/(?P<matter>\d+))?/?)?(?P<action>[a-z-]*)"
)


@dataclass(frozen=True)
class FormPlace:
    """A form of the case page, as it is named there; `matter` is the matter's number."""

    action: str
    matter: int | None


def form_at(address: str) -> FormPlace | None:
    """The form that sends to an address, None for one outside a case."""
    found = _IN_A_CASE.fullmatch(address)
    if found is None:
        return None
    matter = int(found["matter"]) if found["matter"] else None
    return FormPlace(found["action"] or "matter", matter)


def words_for(draft: Draft) -> str:
    """The case and what was being written in it: a note is not to be sent as a message."""
    place = form_at(draft.address)
    if place is None:
        return _("Vejledningstekst")
    words = _("Sag %(number)s", number=draft.number)
    if form := _form_words(place.action):
        words += f": {form}"
    if place.matter:
        words += ", " + _("forhold %(number)d", number=place.matter)
    return words


def _form_words(action: str) -> str:
    return {
        "message": _("besked til indberetteren"),
        "note": _("notat"),
        "feedback": _("feedback til indberetteren"),
        "triage": _("vurdering, til indberetteren"),
        "forward": _("tekst til en forvaltning"),
        "answer": _("svar fra en forvaltning"),
        "pass-on": _("det, der er givet videre"),
        "matter": _("beskrivelse af et forhold"),
        "extend": _("længere tid til feedback, til indberetteren"),
        "postpone": _("længere tid til en forvaltning"),
        "set-aside": _("hvorfor sagen lægges til side"),
        "close": _("hvorfor sagen afsluttes"),
        "reopen": _("hvorfor sagen genåbnes"),
    }.get(action, "")
