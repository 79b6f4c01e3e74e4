"""The process that looks into a file, as the portal starts it.

What a stranger sent may be made to take over whoever reads it, so it is never read by the process
that has keys and sessions. The other one is started without an environment, gets the file through a
pipe and answers through another; it writes nothing to any disk, and opens nothing once it begins to
read (portal/cleaning/limits.py says what it may use).
"""

import os
import signal
import subprocess  # nosec B404
import sys
import threading
from contextlib import suppress
from typing import IO, Final

from portal.cleaning import limits
from portal.cleaning.outcome import CannotClean, Refusal

_COMMAND: Final = (sys.executable, "-I", "-B", "-m", "portal.cleaning")
_PLACES = threading.BoundedSemaphore(limits.AT_ONCE)


def asked(head: bytes, content: bytes, *, within: float | None = None) -> bytes:
    """What the process answers, at the most limits.LARGEST bytes, or nothing when it dies.

    `within` is the time it has, in seconds by the wall clock (limits.WALL_SECONDS otherwise); as
    long is waited for a place. Raises CannotClean when it is too slow or says too much.
    """
    seconds = within or limits.WALL_SECONDS
    if not _PLACES.acquire(timeout=seconds):
        raise CannotClean(Refusal.TOOK_TOO_LONG)
    try:
        return _told(head, content, seconds)
    finally:
        _PLACES.release()


def _told(head: bytes, content: bytes, seconds: float) -> bytes:
    # Our own interpreter, no shell, and nothing of the file among its arguments.
    with subprocess.Popen(  # nosec B603
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a crash may say what it crashed on
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        late = threading.Event()
        clock = threading.Timer(seconds, _stop, (process, late))
        feeder = threading.Thread(target=_feed, args=(process.stdin, head, content))
        clock.start()
        feeder.start()
        try:
            answer = _read(process.stdout)
        finally:
            clock.cancel()
            _end(process)
            feeder.join()
    if late.is_set() or process.returncode == -signal.SIGXCPU:
        raise CannotClean(Refusal.TOOK_TOO_LONG)
    if len(answer) > limits.LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    return answer


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it with whatever it may have started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _feed(into: IO[bytes] | None, head: bytes, content: bytes) -> None:
    if into is None:
        return
    with suppress(OSError):  # it ended without reading: its answer, or none, says why
        into.write(head)
        into.write(content)
    with suppress(OSError):
        into.close()


def _read(source: IO[bytes] | None) -> bytes:
    return b"" if source is None else source.read(limits.LARGEST + 1)
