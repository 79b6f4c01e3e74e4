"""What is written when a case ends, and when it begins again: by itself, or with another."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState, Move, moved
from portal.domain.closing import obstacles_to_closing
from portal.domain.dialogue import EntryKind, open_questions
from portal.domain.errors import ForbiddenMove
from portal.services.member_work import MemberWork


def require_read(work: MemberWork) -> None:
    """Raises ForbiddenMove for a word of the reporter's that the member has not seen. Asked before
    she writes anything herself."""
    # It came while she was closing: a closed case is on nobody's list, and may be erased.
    if work.has_unread_word():
        raise ForbiddenMove("the reporter has written")


def end_case(work: MemberWork, reason: str, *, facts: dict[str, str] | None = None) -> None:
    """Write that an open case is closed, with the questions that were still open. `facts` are those
    of the entry that tells the reporter. The caller has made sure that she has read it
    (`require_read`), and saves.

    Raises ForbiddenMove: what `obstacles_to_closing` says.
    """
    if obstacles := obstacles_to_closing(work.file):
        raise ForbiddenMove(", ".join(obstacles))
    for question in open_questions(work.file.entries):
        work.add_entry(EntryKind.QUESTION_CLOSED, matter=question.matter, about=question.id)
    work.add_entry(EntryKind.CLOSING, facts=facts)
    state = moved(work.facts.state, Move.CLOSE)
    work.set_facts(replace(work.facts, state=state, closed_on=work.on))
    work.log(CaseEvent.STATUS_CHANGED, state=CaseState.CLOSED, reason=reason.strip())


def begin_again(work: MemberWork, reason: str) -> None:
    """Write that a closed case is open again. The caller saves. Raises ForbiddenMove."""
    work.add_entry(EntryKind.REOPENING)
    state = moved(work.facts.state, Move.REOPEN)
    work.set_facts(replace(work.facts, state=state, closed_on=None))
    work.log(CaseEvent.STATUS_CHANGED, state=CaseState.OPEN, reason=reason.strip())
