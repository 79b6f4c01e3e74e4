"""A file goes out as a working copy: without what it tells beside what is seen in it.

The file that came stays as it is, sealed; the copy is a new one under a key of its own, and belongs
to nothing until a dossier takes it. What is read here is in memory alone.
"""

from collections.abc import Iterator, Sequence

from portal.cleaning.clean_file import clean_file, name_without
from portal.cleaning.limits import LARGEST
from portal.cleaning.outcome import CannotClean, Refusal
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import WorkingCopy
from portal.services.files.discard_file import discard_file
from portal.services.files.read_file import content_of
from portal.services.files.receive_file import FileIntake
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def make_working_copy(
    workplace: Workplace,
    file: AttachedFile,
    *,
    black_out: Sequence[str] = (),
    uncleaned_because: str = "",
) -> WorkingCopy:
    """A cleaned copy of a file of a case, or of one that was just uploaded.

    `black_out` are words to be blacked out in it and in its name. With `uncleaned_because`, a
    caseworker's reason, it is copied byte for byte; only its name is treated. Raises CannotClean
    with the reason, `too_large` above 64 MiB; CannotOpen for a file that was altered.
    """
    if uncleaned_because.strip():
        name = name_without(file.name, black_out)
        copied = _seal(workplace, name, file.media_type, content_of(workplace, file))
        return WorkingCopy(copied, uncleaned_because=uncleaned_because.strip())
    if file.size > LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    content = b"".join(content_of(workplace, file))
    cleaned = clean_file(content, file.name, file.media_type, black_out=tuple(black_out))
    sealed = _seal(workplace, cleaned.name, cleaned.media_type, iter([cleaned.content]))
    return WorkingCopy(sealed, remarks=tuple(cleaned.remarks))


def read_working_copy(
    workplace: Workplace, member: Member, number: str, copy: WorkingCopy
) -> Iterator[bytes]:
    """The content of a copy that waits to be sent, for who works on its case.

    Raises NotFound, ImpartialityNotDeclared, ForbiddenMove; the iterator raises CannotOpen.
    """
    with working_on(workplace, member, number):
        pass
    return content_of(workplace, copy.file)


def discard_working_copies(workplace: Workplace, copies: Sequence[WorkingCopy]) -> None:
    """Delete copies that were not sent; nothing happens to those that a dossier has."""
    for copy in copies:
        discard_file(workplace, copy.file.id)


def _seal(
    workplace: Workplace, name: str, media_type: str, pieces: Iterator[bytes]
) -> AttachedFile:
    intake = FileIntake(workplace, name, media_type)
    for piece in pieces:
        intake.write(piece)
    return intake.finish()
