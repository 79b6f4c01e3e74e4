"""What a serving process frees is overwritten, whatever it was started with."""

import subprocess
import sys

from portal.commands.wiped_memory import overwriting

# A text of its own that is freed and then looked for, byte for byte, in what lies where it lay.
FREED = """
import ctypes, sys
size = int(sys.argv[1])
lay = bytes(range(1, 256)) * (size // 255 + 1)
where, length = id(lay) + bytes.__basicsize__ - 1, len(lay)
before = ctypes.string_at(where + 64, 64)
del lay
print(ctypes.string_at(where + 64, 64) == before)
"""


def _still_there(size: int, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", FREED, str(size)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_what_is_freed_is_overwritten() -> None:
    # Large and small, and yet below what the kernel takes back by itself.
    assert {size: _still_there(size, overwriting({})) for size in (1, 400, 60_000)} == {
        1: "False",
        400: "False",
        60_000: "False",
    }


def test_python_alone_would_leave_it_there() -> None:
    assert _still_there(1, {}) == "True"


def test_what_else_was_set_is_kept_and_nothing_is_set_twice() -> None:
    given = {"LANG": "C.UTF-8", "GLIBC_TUNABLES": "glibc.malloc.arena_max=2"}
    first = overwriting(given)
    assert first["LANG"] == "C.UTF-8"
    assert first["GLIBC_TUNABLES"].startswith("glibc.malloc.arena_max=2:glibc.malloc.perturb=")
    assert overwriting(first) == first
