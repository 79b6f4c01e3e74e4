"""A call is written down: a note to the unit that says whom it was with and what comes next."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.call import Call
from portal.domain.case_file import Note, NoteReader
from portal.domain.case_status import CaseState
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def log_call(workplace: Workplace, member: Member, number: str, call: Call, said: str) -> None:
    """Write down a call in a complaint, and what was said (offentlighedsloven § 13: the duty to
    note). Raises InvalidInput (`note`, `missing`), ForbiddenMove for another kind of case,
    NotFound."""
    if not said.strip():
        raise InvalidInput("note", "missing")
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        if work.file.register is None:
            raise ForbiddenMove("the case is no complaint")
        kept = replace(call, spoke_with=call.spoke_with.strip(), next_step=call.next_step.strip())
        note = Note(
            author=member.id,
            reader=NoteReader.UNIT,
            on=work.on,
            text=said.strip(),
            ordinal=len(work.file.notes) + 1,
            call=kept,
        )
        work.add_note(note)
        work.log(CaseEvent.NOTE_WRITTEN, reader=note.reader, call=kept.with_whom)
        work.finish()
