"""What the page of a case tells of its supervision, and the page of one on own initiative."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from portal.caseworker.case_timeline import (
    Step,
    dossier_steps,
    end_of_case,
    in_order,
    set_aside_until,
)
from portal.caseworker.hearing_words import hearing_steps
from portal.caseworker.recommendation_words import KIND_WORDS, STANDING_WORDS, on_day, years_text
from portal.caseworker.supervision_words import (
    LETTER_WORDS,
    STATE_WORDS,
    administrations_text,
    criticism_text,
    published_text,
    supervision_steps,
)
from portal.domain.case_status import CaseState
from portal.domain.supervision import Supervision, SupervisionState
from portal.services.casework.read_case import CaseView
from portal.web.workplace import workplace

_LOOKED_INTO = (SupervisionState.STARTED, SupervisionState.CLOSED)


def supervision_parts(view: CaseView) -> dict[str, Any]:
    """What a template is told of the supervision in a case, if there is one."""
    supervision = view.file.supervision
    return {
        "supervision": supervision,
        "looked_into": supervision is not None and supervision.state in _LOOKED_INTO,
        "supervised": _supervised(supervision) if supervision else [],
        "concluded": _concluded(supervision) if supervision else [],
        "state_words": STATE_WORDS,
        "letter_words": LETTER_WORDS,
        "kind_words": KIND_WORDS,
        "standing_words": STANDING_WORDS,
        "administrations_text": administrations_text,
        "years_text": years_text,
        "on_day": on_day,
    }


def own_motion_parts(view: CaseView) -> dict[str, Any]:
    """What the template of a case of own-motion supervision is told."""
    today = workplace().today()
    return {"timeline": _timeline(view, today), **supervision_parts(view)}


def own_motion_steps(view: CaseView, today: dt.date) -> Iterator[tuple[str, str]]:
    """What is to be done now in a case of its own, and the id of where on the page it is done."""
    supervision = view.file.supervision
    if supervision is None or view.file.facts.state is CaseState.CLOSED:
        return
    yield from hearing_steps(view, today)
    yield from supervision_steps(supervision, today)
    if not view.closing_obstacles:
        yield _("Afslut sagen: tilsynet er slut."), "closing"


def _supervised(supervision: Supervision) -> list[tuple[str, str]]:
    return [
        (_("Emne"), supervision.subject),
        (_("Forvaltninger"), administrations_text(supervision.administrations)),
        (_("Tilstand"), str(STATE_WORDS[supervision.state])),
        (_("Begrundelse"), supervision.states[-1].reason),
    ]


def _concluded(supervision: Supervision) -> list[tuple[str, str]]:
    return [
        (_("Kritik"), criticism_text(supervision)),
        (_("Offentliggjort"), published_text(supervision)),
    ]


def supervision_dates(view: CaseView, today: dt.date) -> Iterator[Step]:
    """Everything with a date in the supervision of a case: its states and letters, and the days by
    which something is owed."""
    supervision = view.file.supervision
    if supervision is None:
        return
    for one in supervision.states:
        heading = _("Tilsyn: %(state)s", state=STATE_WORDS[one.state])
        yield Step(one.on, "done", heading, one.reason)
    for letter in supervision.letters:
        told = administrations_text((letter.administration,))
        yield Step(letter.on, "done", str(LETTER_WORDS[letter.kind]), told)
    for sent in supervision.unanswered:
        if sent.due is not None:
            heading = _(
                "Svar fra %(administration)s senest",
                administration=administrations_text((sent.administration,)),
            )
            yield Step(sent.due, "overdue" if sent.due < today else "coming", heading)


def _timeline(view: CaseView, today: dt.date) -> list[Step]:
    return in_order(
        [
            *supervision_dates(view, today),
            *dossier_steps(view, today),
            *set_aside_until(view.file, today),
            *end_of_case(view),
        ],
        today,
    )
