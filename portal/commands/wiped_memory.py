"""What the portal gives back to the allocator is overwritten at once.

Python can promise for no copy of a text or a key that it is gone: it lies where it lay until
something else is put there, which may be never. So the portal is started with an allocator that
overwrites (mallopt(3), M_PERTURB), for what Python and the libraries in C free alike. It counts for
a whole process from its first moment, so the command starts itself once more in its own place.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from portal.settings import whole_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

_TUNABLES: Final = "GLIBC_TUNABLES"
# Without glibc's caches of each thread, which keep small pieces as they were.
_OVERWRITING: Final = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"
# Python's own allocator for small objects overwrites nothing.
_PYTHON: Final = ("PYTHONMALLOC", "malloc")


def wipe_what_is_freed() -> None:
    """Start this command anew in its own place, overwriting, unless it was started so.

    The process keeps its number. With another C library than glibc it changes nothing but the
    allocator: freed memory is then not overwritten.
    """
    environment = whole_environment()
    wiping = overwriting(environment)
    if wiping != environment:
        # Our own interpreter and our own arguments, no shell.
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], wiping)  # nosec B606


def overwriting(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which a process overwrites what it frees; other tunables are kept."""
    kept = environment.get(_TUNABLES, "")
    tunables = kept if kept.endswith(_OVERWRITING) else ":".join(filter(None, (kept, _OVERWRITING)))
    return {**environment, _TUNABLES: tunables, _PYTHON[0]: _PYTHON[1]}
