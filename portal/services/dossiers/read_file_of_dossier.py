"""A member reads, or looks at, a file that went out with a dossier or came back with an answer."""

from collections.abc import Iterator

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.dialogue import AttachedFile
from portal.services.dossiers.read_dossier import file_of_dossier
from portal.services.dossiers.unit_act import dossier_of
from portal.services.files.read_file import content_of, log_first_look
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def read_file_of_dossier(
    workplace: Workplace, member: Member, number: str, dossier: str, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """A file of a dossier (its number), and its content in authenticated pieces of up to 64 KiB.

    Written in the case's log. Raises NotFound, ImpartialityNotDeclared; the iterator raises
    CannotOpen when a chunk was altered, moved or is missing.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        file = file_of_dossier(dossier_of(work, dossier), file_id)
        work.log(CaseEvent.ATTACHMENT_READ, name=file.name)
        work.unit.commit()
    return file, content_of(workplace, file)


def look_at_file_of_dossier(
    workplace: Workplace, member: Member, number: str, dossier: str, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """As `read_file_of_dossier`, for a file that is shown page by page and not handed out."""
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        file = file_of_dossier(dossier_of(work, dossier), file_id)
        log_first_look(work, file)
    return file, content_of(workplace, file)
