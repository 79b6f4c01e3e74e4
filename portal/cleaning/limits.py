"""How much a file may cost, and how the process that reads it is shut in.

| limit | value | why |
|---|---|---|
| file, working copy | 64 MiB each | mail systems and phones' cameras stay below it |
| memory of the process | 2 GiB of addresses | the largest picture takes half of it on its way |
| its time | 60 seconds of processor, 90 by the wall clock | a page with the answer is waited for |
| at once | 2 processes | a portal has two cores and 4 GiB at the least |
| pixels | 64 million a picture | the 50 million of a phone's camera, with room |
| unpacked | 256 MiB, 4,000 parts | a hundredfold of a long report; a bomb is thousandfold |
| pages | 2,000, and 300 when they are painted | |
| a page to look at | 2,000 pixels a side, 20,000 letters, 20 seconds | small print can be read |
"""

import ctypes
import os
import resource
from typing import Final

MIB: Final = 1024 * 1024
LARGEST: Final = 64 * MIB
MEMORY: Final = 2048 * MIB
PROCESSOR_SECONDS: Final = 60
WALL_SECONDS: Final = 90
AT_ONCE: Final = 2
PIXELS: Final = 64_000_000
UNPACKED: Final = 256 * MIB
PARTS: Final = 4_000
PAGES: Final = 2_000
PAINTED_PAGES: Final = 300
# More pages than any paper has; each costs a link.
MOST_SAID: Final = 100_000
SHOWN_SIDE: Final = 2_000
SHOWN_LETTERS: Final = 20_000
SHOWN_SECONDS: Final = 20

_NO_NEW_PRIVILEGES = 38  # prctl(2), PR_SET_NO_NEW_PRIVS
_DUMPABLE = 4  # prctl(2), PR_SET_DUMPABLE
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same on every machine
_VERSION_ONLY = 1
# linux/landlock.h: how many kinds of access to files each version knows, from the first on.
_FILE_RIGHTS = (13, 14, 15, 15, 16)
_NETWORK = 0b11  # binding and connecting
_OTHERS = 0b11  # abstract sockets and signals of others


def confine_before_reading() -> None:
    """Takes from this process, before it has read a byte of the file, what it does not need.

    It writes no file, leaves no core, is not traced by its neighbours, and gains no rights. Memory
    and time are bounded.
    """
    kernel = ctypes.CDLL(None)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kernel.prctl(_DUMPABLE, 0, 0, 0, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, PROCESSOR_SECONDS, more=1)  # a second between the signals


def confine_before_parsing(*, by_threads: bool) -> None:
    """Takes the last: no file, no socket and no program can be opened any more, no process started.

    Called once everything is imported. Only the pipes stay, which are open already. What needs no
    open file, deleting one or ending a process, is kept from it by Landlock, where the kernel has
    it (Linux 5.13; signals 6.12). To the kernel a
    thread is a process: HEIC is decoded in one of its own (libde265), and so that type alone is
    left the right to start some. Nor does the kernel hold root to that limit.
    """
    _shut_out_of_the_file_system()
    _limit(resource.RLIMIT_NOFILE, 0)
    if not by_threads:
        _limit(resource.RLIMIT_NPROC, 0)


def _shut_out_of_the_file_system() -> None:
    """Landlock (landlock(7)) with a ruleset that handles every way it knows and allows none."""
    kernel = ctypes.CDLL(None)
    version = kernel.syscall(_LANDLOCK_CREATE, None, 0, _VERSION_ONLY)
    if version < 1:
        return
    ways = (1 << _FILE_RIGHTS[min(version, len(_FILE_RIGHTS)) - 1]) - 1
    # Connections, and signals and sockets of processes outside, came with versions 4 and 6.
    fields = [ways, *([_NETWORK] if version >= 4 else []), *([_OTHERS] if version >= 6 else [])]
    ruleset = (ctypes.c_uint64 * len(fields))(*fields)
    handle = kernel.syscall(_LANDLOCK_CREATE, ruleset, ctypes.sizeof(ruleset), 0)
    if handle >= 0:
        kernel.syscall(_LANDLOCK_RESTRICT, handle, 0)
        os.close(handle)


def _limit(what: int, to: int, *, more: int = 0) -> None:
    _, hard = resource.getrlimit(what)
    most = to + more if hard == resource.RLIM_INFINITY else min(to + more, hard)
    resource.setrlimit(what, (min(to, most), most))
