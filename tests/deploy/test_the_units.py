"""systemd's own tools read the units: nothing in them is unknown, and each shuts its process in."""

from __future__ import annotations

import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.support.tree import ROOT

UNITS = ROOT / "deploy" / "systemd"
NAMES = ("portal-intake", "portal-onion", "portal-staff", "portal-worker")
PEPPER = "/var/lib/portal/data/secrets/pepper"
# systemd's scale goes from 0 to 10; below 2 is what it calls OK.
MOST_EXPOSED = "20"


def analyzed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


def unit(name: str) -> dict[str, list[str]]:
    """The settings of a unit's service, each with its values in their order."""
    text = (UNITS / f"{name}.service").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.partition("[Service]")[2].partition("[Install]")[0].splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_there_is_a_unit_for_each_process() -> None:
    assert tuple(sorted(path.stem for path in UNITS.glob("*.service"))) == NAMES


def test_systemd_knows_every_line(tmp_path: Path) -> None:
    for name in NAMES:
        text = (UNITS / f"{name}.service").read_text("utf-8")
        # It looks whether the program is there.
        (tmp_path / f"{name}.service").write_text(
            text.replace("/opt/portal/.venv/bin", "/usr/bin").replace(
                "/usr/bin/portal", "/usr/bin/env"
            ),
            "utf-8",
        )
    checked = analyzed("verify", "--man=no", *sorted(tmp_path.glob("*.service")))
    assert (checked.stderr, checked.returncode) == ("", 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_process_is_shut_in(name: str) -> None:
    checked = analyzed(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED}", UNITS / f"{name}.service"
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_process_lands_on_a_disk_or_leaves_the_machine(name: str) -> None:
    service = unit(name)
    assert service["LimitCORE"] == ["0"]
    assert service["MemorySwapMax"] == ["0"]
    assert service["PrivateTmp"] == ["yes"]
    assert service["ReadWritePaths"] == ["/var/lib/portal"]
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == (["any"], ["localhost"])


def test_only_who_signs_staff_in_can_read_the_pepper() -> None:
    hidden = {name: unit(name).get("InaccessiblePaths", []) for name in NAMES}
    assert hidden.pop("portal-staff") == []
    assert set(map(tuple, hidden.values())) == {(PEPPER,)}


def test_each_process_serves_one_area_and_the_jobs_have_one_of_their_own() -> None:
    started = {name: unit(name)["ExecStart"][0].partition("/bin/portal ")[2] for name in NAMES}
    assert started == {
        "portal-intake": "serve --area intake --port 8001 --no-jobs",
        "portal-onion": "serve --area intake --port 8003 --no-jobs",
        "portal-staff": "serve --area staff --port 8002 --no-jobs",
        "portal-worker": "worker",
    }


def test_the_public_side_is_told_neither_the_mail_server_nor_what_the_staffs_side_is() -> None:
    told = {name: unit(name)["EnvironmentFile"] for name in NAMES}
    assert told["portal-intake"] == ["/etc/portal/intake.env"]
    assert told["portal-onion"] == ["/etc/portal/onion.env"]
    assert told["portal-staff"] == told["portal-worker"] == ["/etc/portal/staff.env"]


def test_the_journal_is_kept_for_a_while_and_sent_nowhere() -> None:
    journal = ConfigParser(interpolation=None)
    journal.optionxform = str  # type: ignore[assignment,method-assign]
    journal.read(ROOT / "deploy" / "journald" / "portal.conf", "utf-8")
    said = journal["Journal"]
    assert said["MaxRetentionSec"] == "1month"
    assert {said[key] for key in said if key.startswith("ForwardTo")} == {"no"}
