"""A page of a sealed file is shown without the file: as letters and pixels made anew."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Final

from portal.cleaning.limits import AT_ONCE, LARGEST
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.show_file import show_file
from portal.domain.dialogue import AttachedFile

_PLACES: Final = BoundedSemaphore(2 * AT_ONCE)
_PATIENCE_SECONDS: Final = 2.0


def show_page(file: AttachedFile, pieces: Iterator[bytes], page: int) -> Shown:
    """A page of a file, counted from 1; the last one where it has fewer.

    `pieces` are its content, as they are given to who may read it; they are in memory alone. Raises
    CannotClean with the reason where it cannot be shown, `too_large` above 64 MiB,
    `took_too_long` also where very many are looked at; CannotOpen for a file that was altered.
    """
    if file.size > LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    # Before the file is in memory: whoever opens very many at once would fill it, and hold threads
    # that others need.
    if not _PLACES.acquire(timeout=_PATIENCE_SECONDS):
        raise CannotClean(Refusal.TOOK_TOO_LONG)
    try:
        return show_file(b"".join(pieces), page)
    finally:
        _PLACES.release()
