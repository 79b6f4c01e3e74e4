"""What stands in the memory of a running process, as whoever takes the machine over could read."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.leak_search import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WRITABLE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) .w", re.MULTILINE)
_PIECE = 16 * 1024 * 1024


def family(process: int) -> list[int]:
    """A process and all that it started, and they in turn."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [process, *(member for child in children for member in family(int(child)))]


def forms_in_memory(thing: str | bytes) -> set[bytes]:
    """How Python and the libraries may hold it: a text of Danish letters has a byte for each.

    ValueError for one too short to prove anything.
    """
    if len(thing) < SHORTEST:
        raise ValueError("something this short would be found by chance")
    if isinstance(thing, str):
        return {thing.encode(), thing.encode("latin-1"), thing.encode("utf-16-le")}
    return {thing, thing.hex().encode()}


def found_in_memory(process: int, wanted: Mapping[str, Iterable[str | bytes]]) -> Counter[str]:
    """How often the things of each name stand in what the process can write to.

    Raises PermissionError, with what is missing, for somebody who may not read it: the portal's
    processes let themselves be traced by nobody but root.
    """
    forms = {name: set().union(*map(forms_in_memory, things)) for name, things in wanted.items()}
    found: Counter[str] = Counter(dict.fromkeys(wanted, 0))
    for piece in _memory(process):
        for name, looks in forms.items():
            found[name] += sum(map(piece.count, looks))
    return found


def _memory(process: int) -> Iterator[bytes]:
    """Each writable mapping as a whole."""
    mappings = _WRITABLE.findall(Path(f"/proc/{process}/maps").read_text("utf-8"))
    try:
        memory = FileIO(f"/proc/{process}/mem")
    except PermissionError:
        raise PermissionError(
            "reading the memory of a process that nobody may trace takes CAP_SYS_PTRACE: run this"
            " test as root"
        ) from None
    with memory:
        for first, last in mappings:
            yield _read(memory, int(first, 16), int(last, 16))


def _read(memory: FileIO, first: int, last: int) -> bytes:
    """What can be read of a mapping; the kernel's own cannot."""
    content = bytearray()
    memory.seek(first)
    with suppress(OSError):
        while piece := memory.read(min(_PIECE, last - first - len(content))):
            content += piece
    return bytes(content)
