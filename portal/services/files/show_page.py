"""A page of a sealed file is shown without the file: as letters and pixels made anew."""

from collections.abc import Iterator

from portal.cleaning.limits import LARGEST
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.show_file import show_file
from portal.domain.dialogue import AttachedFile


def show_page(file: AttachedFile, pieces: Iterator[bytes], page: int) -> Shown:
    """A page of a file, counted from 1; the last one where it has fewer.

    `pieces` are its content, as they are given to who may read it; they are in memory alone. Raises
    CannotClean with the reason where it cannot be shown, `too_large` above 64 MiB; CannotOpen for a
    file that was altered.
    """
    if file.size > LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    return show_file(b"".join(pieces), page)
