"""A note in the case, for one of three readers (offentlighedsloven § 13: the duty to note)."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Note, NoteReader
from portal.domain.case_status import CaseState
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.member_work import working_on
from portal.services.own_notes import seal_own_note
from portal.services.workplace import Member, Workplace


def write_note(
    workplace: Workplace, member: Member, number: str, text: str, reader: NoteReader
) -> None:
    """Write a note for the reporter (it stands in the dialogue), for the unit, or for oneself
    alone (sealed to its author). Raises InvalidInput (`note`, `missing`), ForbiddenMove for a note
    to the reporter of a case that the unit filed itself, NotFound."""
    if not text.strip():
        raise InvalidInput("note", "missing")
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        if reader is NoteReader.REPORTER and work.file.report.kind is EntryKind.OWN_CASE:
            raise ForbiddenMove("nobody holds a code to the case")
        if reader is NoteReader.REPORTER:
            work.add_entry(EntryKind.NOTE, text=text.strip())
        else:
            ordinal = len(work.file.notes) + 1
            note = Note(member.id, reader, work.on, text.strip(), ordinal)
            own = reader is NoteReader.SELF
            work.add_note(seal_own_note(note, member, work.facts.id) if own else note)
        work.log(CaseEvent.NOTE_WRITTEN, reader=reader)
        work.finish()
