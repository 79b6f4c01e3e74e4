"""The states of a case, the moves between them, and whose move it is."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from portal.domain.complaint import ComplaintRegister, Nature, missing_at_closing
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import MatterStanding, PassOn


class CaseKind(StrEnum):
    """Reports lie on the whistleblowing desk, the others on that of the citizens' adviser.
    `assistance` is consultative assistance, `own_motion` supervision on the adviser's own
    initiative: of these the unit files the case itself, and nobody has its code."""

    REPORT = "report"
    COMPLAINT = "complaint"
    ASSISTANCE = "assistance"
    OWN_MOTION = "own_motion"


class CaseState(StrEnum):
    RECEIVED = "received"
    OPEN = "open"
    CLOSED = "closed"
    ERASED = "erased"


class Move(StrEnum):
    TAKE_UP = "take_up"
    CLOSE = "close"
    REOPEN = "reopen"
    ERASE = "erase"


class RestsWith(StrEnum):
    UNIT = "unit"
    ADMINISTRATION = "administration"
    REPORTER = "reporter"


# A report is taken up when the first member has declared herself impartial and opened it.
MOVES: dict[tuple[CaseState, Move], CaseState] = {
    (CaseState.RECEIVED, Move.TAKE_UP): CaseState.OPEN,
    (CaseState.OPEN, Move.CLOSE): CaseState.CLOSED,
    (CaseState.CLOSED, Move.REOPEN): CaseState.OPEN,
    (CaseState.CLOSED, Move.ERASE): CaseState.ERASED,
}


def moved(state: CaseState, move: Move) -> CaseState:
    """The state a move leads to. Raises ForbiddenMove when the table has no such move."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise ForbiddenMove(f"{move} from {state}") from None


def matter_rests_with(matter: MatterStanding, *, asked: bool) -> RestsWith | None:
    """Whose move a matter is; None when it is finished. `asked`: a question to the reporter is
    open."""
    if matter.finished:
        return None
    if matter.rejected:
        waits = asked or matter.pass_on is PassOn.OFFERED
        return RestsWith.REPORTER if waits else RestsWith.UNIT
    if matter.waits_for_unit:
        return RestsWith.UNIT
    if matter.with_administration:
        return RestsWith.ADMINISTRATION
    return RestsWith.REPORTER if asked else RestsWith.UNIT


def case_rests_with(
    state: CaseState,
    matters: Sequence[MatterStanding],
    asked_about: Iterable[str | None],
    *,
    reporter_had_last_word: bool = False,
    follow_up_came: bool = False,
) -> RestsWith | None:
    """Whose move a case is: the unit's if any open matter is, else an administration's, else the
    reporter's.

    `asked_about` holds the matter id of every open question to the reporter, None for one about the
    whole case. With no open matter left the unit has to answer and close, unless it still waits for
    the reporter. A closed case rests with nobody, unless the reporter has written since, or an
    administration has told what it did and nobody has registered it (`follow_up_came`).
    """
    if state is CaseState.CLOSED and (reporter_had_last_word or follow_up_came):
        return RestsWith.UNIT
    if state not in (CaseState.RECEIVED, CaseState.OPEN):
        return None
    asked = set(asked_about)
    holders = {
        holder
        for matter in matters
        if (holder := matter_rests_with(matter, asked=None in asked or matter.id in asked))
    }
    for holder in (RestsWith.UNIT, RestsWith.ADMINISTRATION, RestsWith.REPORTER):
        if holder in holders:
            return holder
    return RestsWith.REPORTER if None in asked else RestsWith.UNIT


def closing_obstacles(
    matters: Sequence[MatterStanding], *, final_feedback_given: bool
) -> list[str]:
    """Why a case cannot be closed yet, as codes: `no_matter`, `open_matter`, `no_feedback`.

    Feedback is owed once a matter was in scope (WBL § 12(2)(3)); a rejection is answered by its
    guidance.
    """
    obstacles = []
    if not matters:
        obstacles.append("no_matter")
    if any(not matter.finished for matter in matters):
        obstacles.append("open_matter")
    if any(not matter.rejected for matter in matters) and not final_feedback_given:
        obstacles.append("no_feedback")
    return obstacles


def complaint_obstacles(
    register: ComplaintRegister, *, answered: bool, awaited: bool = False, on_behalf: bool = False
) -> list[str]:
    """Why a complaint cannot be closed yet, as codes: `answer_awaited` (an administration owes
    one), `register_incomplete`, `no_answer`. `on_behalf`: it was made for somebody else.

    An enquiry or teaching wants neither: it is counted by what it is.
    """
    obstacles = ["answer_awaited"] if awaited else []
    if missing_at_closing(register, on_behalf=on_behalf):
        obstacles.append("register_incomplete")
    if register.nature is Nature.COMPLAINT and not answered:
        obstacles.append("no_answer")
    return obstacles
