"""Whatever a program or its child writes to is seen, and what it reads is not."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.support.traced import Trace

WRITES = """
import ctypes, os, subprocess, sys
os.chdir(sys.argv[1])
open("plain", "w").close()
open("plain").close()
here = os.getcwd()
os.rename(f"{here}/plain", f"{here}/renamed")
os.mkdir(f"{here}/folder")
handle = os.open("folder", os.O_RDONLY)
os.close(os.open("inside", os.O_WRONLY | os.O_CREAT, dir_fd=handle))
os.memfd_create("nameless")
open("read-only", "r").close()
subprocess.run([sys.executable, "-c", "open('by a child', 'a')"], check=True)
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
"""


def test_what_a_program_writes_to_is_seen_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "read-only").touch()
    trace = Trace(tmp_path.parent / f"{tmp_path.name}.trace")
    with subprocess.Popen([*trace.command, sys.executable, "-c", WRITES, tmp_path]) as process:
        assert process.wait(60) == 0
    _wait_for_the_tracer(trace, process.pid)
    written = {os.path.relpath(path, tmp_path) for path in trace.written()}
    assert {"plain", "renamed", "folder", "folder/inside", "by a child"} <= written
    assert any("nameless" in path for path in written)
    assert "read-only" not in written
    dumps = [call for call in trace.of(process.pid) if "PR_SET_DUMPABLE" in call.told]
    assert [call.name for call in dumps] == ["prctl"]


def _wait_for_the_tracer(trace: Trace, process: int) -> None:
    """It outlives the program by a moment, and says last that it ended."""
    for _ in range(200):
        if f"{process} +++ exited" in " ".join(trace.file.read_text().split()):
            return
        time.sleep(0.05)
