"""The parts of a zip file, read with care and written with nothing but their content."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from portal.cleaning import limits
from portal.cleaning.outcome import CannotClean, Refusal

_ENCRYPTED: Final = 0x1  # APPNOTE 4.4.4, bit 0
_DOS: Final = 0
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Parts:
    """The parts of a package by their names. What is read counts against limits.UNPACKED."""

    def __init__(self, content: bytes) -> None:
        """Raises CannotClean for a broken or encrypted package, one with too many parts, with two
        parts of one name, or with a name that leads out of it."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise CannotClean(Refusal.BROKEN) from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > limits.PARTS:
            raise CannotClean(Refusal.TOO_LARGE)
        if sum(entry.file_size for entry in entries) > limits.UNPACKED:
            raise CannotClean(Refusal.TOO_LARGE)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise CannotClean(Refusal.ENCRYPTED)
        self._entries = {entry.filename.lower(): entry for entry in entries}
        if len(self._entries) != len(entries) or not all(map(_stays_inside, self._entries)):
            raise CannotClean(Refusal.BROKEN)
        self._left = limits.UNPACKED

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """The names as they are written, in the order of the package."""
        return [entry.filename for entry in self._entries.values()]

    def read(self, name: str) -> bytes:
        """One part (names are compared without case: ECMA-376 part 2, 6.2.2). Raises CannotClean
        where it is missing, broken, or larger than it says."""
        entry = self._entries.get(name.lower())
        if entry is None or entry.compress_type not in _METHODS:
            raise CannotClean(Refusal.BROKEN)
        try:
            with self._zip.open(entry) as part:
                content = part.read(min(entry.file_size, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise CannotClean(Refusal.BROKEN) from None
        self._left -= len(content)
        if self._left < 0:
            raise CannotClean(Refusal.TOO_LARGE)
        return content


def written(parts: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """A zip file of these parts in this order: one date for all, no owner, no extra field, no
    comment. The part named `stored` is not compressed (OpenDocument 1.3 part 2, 3.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = _DOS
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    strange = "\\" in name or "\x00" in name or ":" in name
    return not (strange or path.is_absolute() or ".." in path.parts)
