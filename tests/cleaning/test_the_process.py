"""The process that looks into a file is shut in, and however it ends, the portal goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.cleaning import limits, pipe
from portal.cleaning import process as module
from portal.cleaning.clean_file import CannotClean, Refusal, clean_file
from portal.cleaning.outcome import Remark

TRIES = """
import os, resource, socket, subprocess, sys
from portal.cleaning import limits
limits.confine_before_reading()
limits.confine_before_parsing(by_threads=False)
def tried(act):
    try:
        act()
    except (OSError, MemoryError) as refused:
        return type(refused).__name__
    return "done"
acts = [
    lambda: open("/etc/hostname"),
    lambda: open("/tmp/portal-was-here", "w"),
    lambda: socket.socket(),
    lambda: subprocess.run(["/bin/true"]),
    lambda: bytearray(3 * 1024 ** 3),
]
print([tried(act) for act in acts], resource.getrlimit(resource.RLIMIT_CORE), dict(os.environ))
"""


def test_it_opens_no_file_no_socket_and_no_program() -> None:
    told = subprocess.run(
        [sys.executable, "-I", "-c", TRIES], capture_output=True, check=True, text=True, env={}
    ).stdout
    tried = "['OSError', 'OSError', 'OSError', 'OSError', 'MemoryError']"
    assert told.startswith(f"{tried} (0, 0)"), told
    assert "PORTAL" not in told


DESTROYS = """
import os, sys
from portal.cleaning import limits
victim, neighbour = sys.argv[1], int(sys.argv[2])
limits.confine_before_reading()
limits.confine_before_parsing(by_threads=False)
def tried(act):
    try:
        act()
    except OSError as refused:
        return type(refused).__name__
    return "done"
acts = [
    lambda: os.unlink(victim),
    lambda: os.rename(victim, victim + ".gone"),
    lambda: os.truncate(victim, 0),
    lambda: os.symlink(victim, victim + ".link"),
    lambda: os.mkdir(victim + ".folder"),
    lambda: os.kill(neighbour, 0),
]
print(*{tried(act) for act in acts})
"""


def test_it_deletes_moves_and_empties_nothing_and_ends_nobody(tmp_path: Path) -> None:
    """None of this needs an open file: Landlock keeps it from them."""
    victim = tmp_path / "portal.db"
    victim.write_text("here")
    with subprocess.Popen(["/bin/sleep", "30"]) as neighbour:
        command = [sys.executable, "-I", "-c", DESTROYS, str(victim), str(neighbour.pid)]
        told = subprocess.run(command, capture_output=True, check=True, text=True, env={}).stdout
        neighbour.kill()
    assert told.split() == ["PermissionError"]
    assert victim.read_text() == "here"
    assert list(tmp_path.iterdir()) == [victim]


def test_it_knows_nothing_of_the_portal_but_how_to_clean() -> None:
    listed = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            (
                "import sys; from portal.cleaning import by_kind, pipe, kinds\n"
                "for kind in kinds.Kind: by_kind.prepare(kind)\n"
                "print(*sys.modules)"
            ),
        ],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    own = {name.split(".")[1] for name in listed if name.startswith("portal.")}
    assert own == {"cleaning"}
    assert not {"crypto", "flask", "sqlalchemy", "cryptography"} & set(listed)


def _behaves(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(module, "_COMMAND", (sys.executable, "-I", "-c", code))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", Refusal.BROKEN),
        ("raise SystemExit(3)", Refusal.BROKEN),
        ("print('not an answer')", Refusal.BROKEN),
        ("print('{}')", Refusal.BROKEN),
        ("print('[]')", Refusal.BROKEN),
        ('print(\'{"type": "text/html", "remarks": []}\')', Refusal.BROKEN),
        ('print(\'{"type": "text/plain", "remarks": ["<b>"]}\')', Refusal.BROKEN),
        ('print(\'{"refusal": "too_large"}\')', Refusal.TOO_LARGE),
        ('print(\'{"refusal": "something else"}\')', Refusal.BROKEN),
        (
            (
                "import os, resource, signal\n"
                "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
                "os.kill(os.getpid(), signal.SIGXCPU)"
            ),
            Refusal.TOOK_TOO_LONG,
        ),
    ],
)
def test_however_it_ends_there_is_a_reason(
    code: str, reason: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _behaves(monkeypatch, code)
    with pytest.raises(CannotClean) as refused:
        clean_file(b"a", "x", "")
    assert refused.value.reason is reason
    assert refused.value.__cause__ is None


def test_one_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    _behaves(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(CannotClean) as refused:
        clean_file(b"a" * 1_000_000, "x", "")
    assert refused.value.reason is Refusal.TOOK_TOO_LONG


def test_one_that_answers_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1_000_000)
    _behaves(monkeypatch, "import sys\nwhile True: sys.stdout.write('a' * 65536)")
    with pytest.raises(CannotClean) as refused:
        clean_file(b"a", "x", "")
    assert refused.value.reason is Refusal.TOO_LARGE


def test_a_place_is_free_again_after_each(monkeypatch: pytest.MonkeyPatch) -> None:
    _behaves(monkeypatch, "raise SystemExit(1)")
    for _ in range(limits.AT_ONCE + 1):
        with pytest.raises(CannotClean):
            clean_file(b"a", "x", "")


def test_a_file_that_is_too_large_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_COMMAND", ("/nothing/here",))
    with pytest.raises(CannotClean) as refused:
        clean_file(bytes(limits.LARGEST + 1), "x", "")
    assert refused.value.reason is Refusal.TOO_LARGE


def test_content_stands_in_no_error_and_no_representation() -> None:
    cleaned = clean_file(b"hemmelig", "x.txt", "")
    assert "hemmelig" not in repr(cleaned)
    told = json.dumps({"type": "text/plain", "remarks": [Remark.WORDING]}).encode() + b"\nhemmelig"
    assert "hemmelig" not in repr(pipe.read_answer(told))
