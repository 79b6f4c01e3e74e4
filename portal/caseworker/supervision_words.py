"""Supervision in words: its states and letters, and what is to be done in it now."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.supervision import (
    STATES,
    LetterKind,
    Supervision,
    SupervisionState,
)
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality

STATE_WORDS: dict[SupervisionState, Any] = {
    SupervisionState.CLARIFYING: _l("Under afklaring"),
    SupervisionState.DECIDED: _l("Besluttet"),
    SupervisionState.STARTED: _l("I gang"),
    SupervisionState.ON_HOLD: _l("Sat i bero"),
    SupervisionState.CLOSED: _l("Afsluttet"),
    SupervisionState.NOT_PURSUED: _l("Ikke videreført"),
}
LETTER_WORDS: dict[LetterKind, Any] = {
    LetterKind.OPENING: _l("Åbningsbrev"),
    LetterKind.PRELIMINARY_REPORT: _l("Foreløbig rapport til bemærkninger"),
    LetterKind.REMARKS: _l("Bemærkninger til den foreløbige rapport"),
    LetterKind.FINAL_REPORT: _l("Endelig rapport"),
    LetterKind.CLOSING: _l("Afslutningsbrev"),
    LetterKind.FOLLOW_UP: _l("Opfølgningsbrev"),
    LetterKind.REPLY: _l("Svar fra forvaltningen"),
}


def administrations_text(codes: tuple[str, ...]) -> str:
    """The names of administrations, divided by commas."""
    known = municipality()
    return ", ".join(known.label("administration", code, locale()) for code in codes)


def published_text(supervision: Supervision) -> str:
    """Whether and when the conclusion was made public; empty where there is none."""
    if not supervision.conclusion:
        return ""
    if supervision.published_on is None:
        return _("Nej")
    return _("Ja, den %(day)s", day=long_date(supervision.published_on))


def criticism_text(supervision: Supervision) -> str:
    """Whether the conclusion is criticism; empty where there is none."""
    if supervision.criticism is None:
        return ""
    return _("Ja") if supervision.criticism else _("Nej")


def supervision_steps(supervision: Supervision, today: dt.date) -> Iterator[tuple[str, str]]:
    """What is to be done now in a supervision, and the id of where on the page it is done."""
    for sent in supervision.unanswered:
        if sent.due is not None and sent.due < today:
            yield (
                _(
                    "%(administration)s skulle have svaret senest den %(day)s. Ryk for svaret.",
                    administration=administrations_text((sent.administration,)),
                    day=long_date(sent.due),
                ),
                "supervision-letters",
            )
    if words := _next_step(supervision):
        yield words, "supervision"


def _next_step(supervision: Supervision) -> str:
    reported = any(one.kind is LetterKind.FINAL_REPORT for one in supervision.letters)
    match supervision.state:
        case SupervisionState.CLARIFYING:
            return _("Beslut, om der skal føres tilsyn.")
        case SupervisionState.DECIDED:
            return _("Send åbningsbrevet, og sæt tilsynet i gang.")
        case SupervisionState.STARTED if supervision.conclusion:
            return _("Afslut tilsynet: konklusionen er skrevet.")
        case SupervisionState.STARTED if reported:
            return _("Skriv konklusionen: den endelige rapport er sendt.")
        case _:
            return ""


def next_states(supervision: Supervision) -> list[tuple[str, Any]]:
    """The states that may follow on the present one, with their words."""
    return [(state, STATE_WORDS[state]) for state in STATES[supervision.state]]
