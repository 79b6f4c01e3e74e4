"""What can be done with a dossier where it stands, and what an act must say."""

from dataclasses import replace
from datetime import date

from portal.domain.deadlines import check_answer_day
from portal.domain.dossier import ANYWHERE, STAGES, Act, ActKind, Dossier
from portal.domain.errors import ForbiddenMove, InvalidInput

# The unit asks what became of it, and once more; then it is recorded as not told.
FOLLOW_UPS_ASKED_AT_MOST = 2


def acted(dossier: Dossier, act: Act) -> Dossier:
    """The dossier with one more act.

    Raises ForbiddenMove where it does not stand so that this could be done (STAGES; a reply without
    a question, more time without a request, a follow-up asked for more than twice), InvalidInput
    (`text`, `missing`; `due`, `missing`, `not_later`, `before_sending`, `too_far`).
    """
    if act.kind not in ANYWHERE and (dossier.stage, act.kind) not in STAGES:
        raise ForbiddenMove(f"{act.kind} where the dossier is {dossier.stage}")
    if act.kind in _WRITTEN and not act.text.strip():
        raise InvalidInput("text", "missing")
    _CHECKS.get(act.kind, _unchecked)(dossier, act)
    return replace(dossier, acts=(*dossier.acts, act))


# A day alone tells nobody why: these say something in words.
_WRITTEN = frozenset(
    {
        ActKind.QUESTION,
        ActKind.MORE_TIME_ASKED,
        ActKind.ANSWER,
        ActKind.FOLLOW_UP,
        ActKind.REPLY,
        ActKind.MORE_TIME_GIVEN,
        ActKind.MORE_TIME_REFUSED,
        ActKind.ASKED_AGAIN,
        ActKind.FOLLOW_UP_ASKED,
    }
)


def _unchecked(_dossier: Dossier, _act: Act) -> None:
    """Nothing more to say against it."""


def _check_reply(dossier: Dossier, _act: Act) -> None:
    if dossier.open_question is None:
        raise ForbiddenMove("no question is open")


def _check_later(dossier: Dossier, act: Act) -> None:
    """More time is more: after the day that is set, and not in the past."""
    due, until = _day_of(act), dossier.due_now
    if due < act.on or until is None or due <= until:
        raise InvalidInput("due", "not_later")


def _check_refusal(dossier: Dossier, _act: Act) -> None:
    if dossier.time_wanted is None:
        raise ForbiddenMove("nobody asked for more time")


def _check_new_day(_dossier: Dossier, act: Act) -> None:
    if _day_of(act) < act.on:
        raise InvalidInput("due", "before_sending")


def _check_follow_up(dossier: Dossier, act: Act) -> None:
    _check_new_day(dossier, act)
    asked = sum(one.kind is ActKind.FOLLOW_UP_ASKED for one in dossier.acts)
    if asked >= FOLLOW_UPS_ASKED_AT_MOST:
        raise ForbiddenMove("asked twice: what was not told is registered so")


def _day_of(act: Act) -> date:
    if act.due is None:
        raise InvalidInput("due", "missing")
    check_answer_day(act.on, act.due)
    return act.due


_CHECKS = {
    ActKind.REPLY: _check_reply,
    ActKind.MORE_TIME_ASKED: _check_later,
    ActKind.MORE_TIME_GIVEN: _check_later,
    ActKind.MORE_TIME_REFUSED: _check_refusal,
    ActKind.ASKED_AGAIN: _check_new_day,
    ActKind.FOLLOW_UP_ASKED: _check_follow_up,
}
