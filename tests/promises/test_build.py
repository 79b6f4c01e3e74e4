"""The commands that are promised exist, CI runs the same ones, and what is installed is locked."""

import os
import re
import subprocess
import tomllib
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.tree import ROOT

RUNTIME, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)")


def _locked(path: Path) -> dict[str, set[str]]:
    """The versions by name: two, where an older Python needs an older one."""
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if pinned := PINNED.match(line):
            found.setdefault(pinned.group(1), set()).add(pinned.group(2))
    return found


def _plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower()


def _would_run(target: str) -> str:
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "--no-print-directory", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )
    return shown.stdout


def test_ci_runs_what_a_developer_runs() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


@pytest.mark.parametrize(
    "target", ["demo", "test", "check", "audit", "drill", "bench", "lock", "sbom", "wheel"]
)
def test_each_promised_command_exists(target: str) -> None:
    assert _would_run(target)


def test_the_whole_test_holds_every_check() -> None:
    whole = _would_run("test")
    for line in _would_run("check").splitlines():
        assert line in whole
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "djlint", "bandit"):
        assert f".venv/bin/{tool}" in whole
    assert "pytest -n 2" in whole


def test_a_demo_needs_no_system_package_and_no_tool_of_ours() -> None:
    demo = _would_run("demo")
    assert "system-packages" not in demo
    assert "requirements-dev" not in demo


@pytest.mark.parametrize("path", [RUNTIME, DEV])
def test_every_lock_pins_versions_with_hashes_and_names_no_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.split("make lock\n", 1)[1])
    assert len(entries) == sum(map(len, _locked(path).values())) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--find-links" not in text


def test_the_locks_hold_what_the_project_asks_for_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime, dev = _locked(RUNTIME), _locked(DEV)
    asked = project["project"]["dependencies"] + groups["build"]
    assert {_plain(name) for name in asked} <= runtime.keys()
    assert {_plain(name) for name in groups["dev"]} <= dev.keys()
    assert runtime.items() <= dev.items()


def test_the_bill_of_materials_is_made_of_the_lock() -> None:
    assert "cyclonedx-py requirements" in _would_run("sbom")
    assert "requirements.txt" in _would_run("sbom")


def test_the_wheel_is_the_same_whoever_builds_it(tmp_path: Path) -> None:
    digests = set()
    for umask, zone in ((0o077, "Asia/Tokyo"), (0o002, "Europe/Copenhagen")):
        place = tmp_path / zone.rpartition("/")[2]
        place.mkdir(parents=True)
        subprocess.run(
            ["bash", ROOT / "scripts" / "build_wheel.sh", place / "out"],
            cwd=tmp_path,
            check=True,
            umask=umask,
            env={"PATH": os.environ["PATH"], "TMPDIR": str(place), "TZ": zone, "HOME": str(place)},
        )
        (wheel,) = (place / "out").iterdir()
        digests.add(sha256(wheel.read_bytes()).hexdigest())
        with ZipFile(wheel) as packed:
            names = packed.namelist()
            # The commit's time, not that of the build.
            assert len({one.date_time for one in packed.infolist()}) == 1
    assert len(digests) == 1
    assert "portal/translations/en/LC_MESSAGES/messages.mo" in names
    assert [name for name in names if name.startswith("tests/")] == []
