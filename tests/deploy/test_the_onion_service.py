"""tor reads the onion service's file as it stands, but for the folder of its key."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.support.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILE = ROOT / "deploy" / "tor" / "torrc"
THERE = "/var/lib/tor/portal/"


def verified(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    folder.chmod(0o700)
    assert THERE in text
    (folder / "torrc").write_text(text.replace(THERE, f"{folder}/service/"), "utf-8")
    where = ["-f", str(folder / "torrc"), "--DataDirectory", str(folder / "data")]
    return subprocess.run(
        ["/usr/bin/tor", "--verify-config", "--ignore-missing-torrc", "--defaults-torrc",
         "/dev/null", *where],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_tor_takes_the_file(tmp_path: Path) -> None:
    checked = verified(tmp_path, FILE.read_text("utf-8"))
    assert checked.returncode == 0, checked.stdout


def test_tor_would_refuse_a_line_that_it_does_not_know(tmp_path: Path) -> None:
    checked = verified(tmp_path, FILE.read_text("utf-8") + "HiddenServiceChatter 1\n")
    assert checked.returncode != 0


def test_it_leads_past_the_proxy_and_tells_no_addresses() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    assert "HiddenServicePort 80 127.0.0.1:8003" in lines
    assert "SafeLogging 1" in lines
    assert not [line for line in lines if line.startswith("Log ") and "notice" not in line]
