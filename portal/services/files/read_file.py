"""A file is opened for who may read its case, chunk by chunk."""

from collections.abc import Iterator

from crypto.sealed_file import open_file
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFile
from portal.domain.case_status import CaseState
from portal.domain.dialogue import AttachedFile
from portal.domain.errors import NotFound
from portal.services.case_log import read_log
from portal.services.complaining.read_answers import read_answers
from portal.services.member_work import MemberWork, working_on
from portal.services.own_case import open_own_case
from portal.services.workplace import Member, Reporter, Workplace

_BATCH = 16


def read_file(
    workplace: Workplace, member: Member, number: str, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """A file of a case for a member, and its content in authenticated pieces of up to 64 KiB.

    Raises NotFound, ImpartialityNotDeclared; the iterator raises CannotOpen when a chunk was
    altered, moved or is missing.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        file = _file_of(work.file, file_id)
        work.log(CaseEvent.ATTACHMENT_READ, name=file.name)
        work.unit.commit()
    return file, content_of(workplace, file)


def look_at_file(
    workplace: Workplace, member: Member, number: str, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """As `read_file`, for a file that is shown page by page and not handed out: her first look of
    a day is what stands in the case's log."""
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        file = _file_of(work.file, file_id)
        log_first_look(work, file)
    return file, content_of(workplace, file)


def log_first_look(work: MemberWork, file: AttachedFile) -> None:
    """Write into the case's log, and commit, that the member sees a file for the first time on this
    day."""
    seen = any(
        (line.event, line.by, line.on, line.details.get("file"))
        == (CaseEvent.ATTACHMENT_SHOWN, work.by, work.on, file.id)
        for line in read_log(work)
    )
    if not seen:
        work.log(CaseEvent.ATTACHMENT_SHOWN, name=file.name, file=file.id)
        work.unit.commit()


def read_own_file(
    workplace: Workplace, reporter: Reporter, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """A file of the reporter's own case, or of an answer to what she sent an administration
    herself, as `read_file`."""
    with workplace.open_unit() as unit:
        work = open_own_case(unit, workplace, reporter)
        answers = read_answers(unit, work.file).values()
        came = [file for one in answers for act in one.acts for file in act.files]
        answered = [file for file in came if file.id == file_id]
        file = answered[0] if answered else _file_of(work.file, file_id)
    return file, content_of(workplace, file)


def content_of(workplace: Workplace, file: AttachedFile) -> Iterator[bytes]:
    """The content of a sealed file in authenticated pieces; raises CannotOpen while it is read."""
    file_id = bytes.fromhex(file.id)
    return open_file(bytes.fromhex(file.key), file_id, file.size, _boxes(workplace, file_id))


def _file_of(case: CaseFile, file_id: str) -> AttachedFile:
    for entry in case.entries:
        for file in entry.files:
            if file.id == file_id:
                return file
    raise NotFound("no such file")


def _boxes(workplace: Workplace, file_id: bytes) -> Iterator[bytes]:
    position = 0
    while True:
        with workplace.open_unit() as unit:
            boxes = unit.files.chunks(file_id, position, _BATCH)
        yield from boxes
        position += len(boxes)
        if len(boxes) < _BATCH:
            return
