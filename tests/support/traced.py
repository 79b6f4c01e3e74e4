"""What a program and all that it starts opens for writing, wherever it lies, as strace sees it."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STRACE = Path("/usr/bin/strace")
# Every way to make or open a file for writing, and what is said of core dumps.
CALLS = (
    "open", "openat", "openat2", "creat", "link", "linkat", "rename", "renameat", "renameat2",
    "symlink", "symlinkat", "mkdir", "mkdirat", "mknod", "mknodat", "memfd_create",
    "io_uring_setup", "execve", "prctl", "prlimit64",
)  # fmt: skip
OPENS = {"open", "openat", "openat2"}
OTHERS = {"execve", "prctl", "prlimit64"}
TO_WRITE = re.compile(r"O_(WRONLY|RDWR|CREAT|TMPFILE)")
_CALL = re.compile(r"(\d+) +(\w+)\((.*)")
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Call:
    """One line of a trace. `told` is what stands between the brackets, and after."""

    process: int
    name: str
    told: str

    @property
    def failed(self) -> bool:
        return " = -1 " in self.told

    @property
    def paths(self) -> list[str]:
        """The paths it names, from the root on; those of rename(2) and mkdir(2) as they stand."""
        return [os.path.normpath(Path(at, name)) for at, name in _PATH.findall(self.told)]


@dataclass(frozen=True)
class Trace:
    """The file in which strace writes down what a program does."""

    file: Path

    @property
    def command(self) -> tuple[str, ...]:
        """What stands before the program that is to be watched: it stays our child.

        FileNotFoundError without strace: `make setup-test` installs it.
        """
        if not STRACE.is_file():
            raise FileNotFoundError("strace is not installed; `make setup-test` does it")
        watched = f"trace={','.join(CALLS)}"
        how = ("-D", "-f", "-y", "-s", "4096", "--seccomp-bpf", "-e", watched)
        return (str(STRACE), *how, "-o", str(self.file))

    @cached_property
    def calls(self) -> list[Call]:
        """In their order. Read once, when the program has ended."""
        lines = self.file.read_text("utf-8", "replace").splitlines()
        found = (_CALL.match(line) for line in lines)
        return [Call(int(one[1]), one[2], one[3]) for one in found if one]

    def written(self) -> set[str]:
        """Every path that was made or opened for writing; the call's name where it has none."""
        return {path for call in self._writing() for path in call.paths or [call.name]}

    def of(self, process: int) -> list[Call]:
        return [call for call in self.calls if call.process == process]

    def started(self, word: str) -> set[int]:
        """The processes that became a program with this word among its arguments."""
        return {
            call.process
            for call in self.calls
            if call.name == "execve" and word in call.told and not call.failed
        }

    def _writing(self) -> Iterator[Call]:
        for call in self.calls:
            if call.failed or call.name in OTHERS:
                continue
            if call.name not in OPENS or TO_WRITE.search(call.told):
                yield call
