"""The unit writes to the reporter: a message, or a question that waits for an answer."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.deadlines import answer_due, check_answer_day
from portal.domain.dialogue import AttachedFile, EntryKind, open_questions
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.offer import offer_withdrawn
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def write_to_reporter(
    workplace: Workplace,
    member: Member,
    number: str,
    text: str,
    files: tuple[AttachedFile, ...] = (),
    *,
    asks: bool = False,
    about_matter: int | None = None,
    due: date | None = None,
    token: str = "",
) -> None:
    """Write one message. With `asks` it is a question: the move is then the reporter's.

    `due` is the day until which an answer is waited for, 14 days from now unless said otherwise
    (the municipality's file). `about_matter` is the number of the matter asked about; None asks
    about the whole case. `token` marks one sending of a form: the same one a second time is not
    written again. Raises InvalidInput (`message`, `missing`; `due`: `not_ahead`, `too_far`),
    NotFound; ForbiddenMove for a question in a closed case (a message may still be sent) or about a
    finished matter.
    """
    if not text.strip():
        raise InvalidInput("message", "missing")
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        if work.has_sent(token):
            return
        matter = work.matter(about_matter) if asks and about_matter is not None else None
        if asks:
            work.require_state(CaseState.OPEN)
            if matter and matter.finished:
                raise ForbiddenMove("the matter is finished")
            if due is not None and due <= work.on:
                raise InvalidInput("due", "not_ahead")
            if due is not None:
                check_answer_day(work.on, due)
        days = workplace.municipality.limits.reporter_answer_days
        work.add_entry(
            EntryKind.QUESTION if asks else EntryKind.MESSAGE,
            text=text.strip(),
            files=files,
            matter=matter.id if matter else None,
            due=(due or answer_due(work.on, days)) if asks else None,
            facts={"token": token} if token else {},
        )
        work.log(CaseEvent.QUESTION_ASKED if asks else CaseEvent.MESSAGE_SENT)
        work.finish()


def stop_waiting(workplace: Workplace, member: Member, number: str, entry_id: str) -> None:
    """No longer wait for an answer to a question or offer: the unit decides on what it has.

    Raises NotFound when nothing of that id is open.
    """
    with working_on(workplace, member, number) as work:
        waiting = {entry.id: entry for entry in open_questions(work.file.entries)}
        if entry_id not in waiting:
            raise NotFound("no such question is open")
        question = waiting[entry_id]
        work.add_entry(EntryKind.QUESTION_CLOSED, matter=question.matter, about=entry_id)
        if question.kind is EntryKind.OFFER:
            matter = next(m for m in work.file.matters if m.id == question.matter)
            work.change_matter(offer_withdrawn(matter))
        work.log(CaseEvent.QUESTION_CLOSED)
        work.finish()
