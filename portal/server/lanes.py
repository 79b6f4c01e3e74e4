"""Who may have how many of a process's threads at once, so that no way of asking takes them all.

A request gets a thread once it is there: its head and, if it is small, its body. Until then it
costs no more than its connection. A large body is read by a thread as it comes, for it goes
straight into the sealing; those threads are counted.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

THREADS = 32
# Longer than any form without files, at three bytes a letter.
SMALL_BODY = 256 * 1024
# Longer than what browsers send, cookies and all.
LONGEST_HEAD = 64 * 1024
# Browsers send some twenty, a proxy adds a few.
MOST_FIELDS = 64
_END = b"\r\n\r\n"
# What is fetched there may be larger than what the connection takes in at once, so a slow reader
# keeps a thread.
_FILE = re.compile(rb"GET [^ ?]*(/files/|/reports/[^/ ?]+/)")


class LaneName(StrEnum):
    """What a request is about to do with its thread."""

    READING = "reading"
    WRITING = "writing"
    LARGE = "large"


@dataclass
class Lane:
    """`places` threads at once; up to `most_waiting` connections more wait without one."""

    places: int
    most_waiting: int
    taken: int = 0
    waiting: deque[Any] = field(default_factory=deque)

    @property
    def is_free(self) -> bool:
        return self.taken < self.places


def lanes() -> dict[LaneName, Lane]:
    """Those of one process. Half of the threads carry what is large, in or out, a quarter write;
    what is left, and what those leave, shows pages."""
    return {
        LaneName.READING: Lane(THREADS, 128),
        LaneName.WRITING: Lane(THREADS // 4, 128),
        LaneName.LARGE: Lane(THREADS // 2, 64),
    }


@dataclass(frozen=True)
class Arriving:
    """A request of which the head is there: its lane, and whether it can have a thread now."""

    lane: LaneName
    is_whole: bool


def arriving(heard: bytes | bytearray) -> Arriving | None:
    """What has come of a request so far; None while its head has not ended.

    Only how long to wait and where is decided by this reading. What the bytes mean is the server's
    to judge, from the same bytes.
    """
    end = heard.find(_END, 0, LONGEST_HEAD)
    if end < 0:
        return None
    if heard.count(b"\r\n", 0, end) > MOST_FIELDS:
        # The server refuses it; taken apart again at each piece, it would keep the main loop busy.
        return Arriving(LaneName.WRITING, is_whole=True)
    request_line, *lines = bytes(heard[:end]).split(b"\r\n")
    fields = dict(_field(line) for line in lines)
    length = fields.get(b"content-length", b"0")
    # Of a body in chunks nobody knows the length, and who expects a word sends nothing before it.
    unknown = b"transfer-encoding" in fields or b"expect" in fields or not length.isdigit()
    if unknown or len(length) > 9 or int(length) > SMALL_BODY:
        return Arriving(LaneName.LARGE, is_whole=True)
    if _FILE.match(request_line):
        lane = LaneName.LARGE
    else:
        reads = request_line.startswith((b"GET ", b"HEAD "))
        lane = LaneName.READING if reads else LaneName.WRITING
    return Arriving(lane, is_whole=len(heard) >= end + len(_END) + int(length))


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.strip().lower(), value.strip()
