"""A case is closed, or opened again."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import (
    CaseState,
    Move,
    moved,
)
from portal.domain.closing import obstacles_to_closing
from portal.domain.dialogue import EntryKind, open_questions
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def close_case(workplace: Workplace, member: Member, number: str, *, reason: str) -> None:
    """Close a case and tell the reporter, who can still write for as long as it is kept.

    Questions still open are closed with it.
    Raises ForbiddenMove (what `obstacles_to_closing` says, or a word of the reporter's that the
    member has not seen), InvalidInput (`reason`, `missing`), NotFound.
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number) as work:
        # It came while she was closing: a closed case is on nobody's list, and may be erased.
        if work.has_unread_word():
            raise ForbiddenMove("the reporter has written")
        if obstacles := obstacles_to_closing(work.file):
            raise ForbiddenMove(", ".join(obstacles))
        for question in open_questions(work.file.entries):
            work.add_entry(EntryKind.QUESTION_CLOSED, matter=question.matter, about=question.id)
        work.add_entry(EntryKind.CLOSING)
        work.set_facts(
            replace(
                work.facts,
                state=moved(work.facts.state, Move.CLOSE),
                closed_on=work.on,
            )
        )
        work.log(CaseEvent.STATUS_CHANGED, state=CaseState.CLOSED, reason=reason.strip())
        work.finish()


def reopen_case(workplace: Workplace, member: Member, number: str, *, reason: str) -> None:
    """Open a closed case again and tell the reporter. Raises ForbiddenMove, NotFound,
    InvalidInput (`reason`, `missing`)."""
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number, CaseState.CLOSED) as work:
        work.add_entry(EntryKind.REOPENING)
        work.set_facts(
            replace(
                work.facts,
                state=moved(work.facts.state, Move.REOPEN),
                closed_on=None,
            )
        )
        work.log(CaseEvent.STATUS_CHANGED, state=CaseState.OPEN, reason=reason.strip())
        work.finish()
