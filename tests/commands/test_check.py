from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.app import build_workplace
from portal.clock import SystemClock
from portal.commands.check import (
    check_clock,
    check_disk,
    check_list,
    check_mail,
    check_outbox,
)
from portal.domain.mail import MailState
from portal.domain.room import Room
from portal.services.members.look_at_list import LookAtList
from portal.services.workplace import MailSettings
from portal.settings import load_settings
from tests.commands.conftest import LEAD

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def levels(ran) -> dict[str, str]:
    """The level of each subject; the worst one where a subject has two lines."""
    found: dict[str, str] = {}
    for line in ran.out.splitlines():
        level, subject = line.split()[:2]
        found[subject] = "error" if "error" in (level, found.get(subject)) else level
    return found


def test_a_portal_in_order_has_no_error(installed):
    ran = installed("check")
    assert ran.status == 0
    assert levels(ran) == {
        "settings": "ok",
        "data": "ok",
        "keys": "ok",
        "database": "ok",
        "migrations": "ok",
        "list": "ok",
        "outbox": "ok",
        "mail": "warning",
        "clock": "ok",
        "disk": "ok",
    }


def test_before_init_everything_missing_is_named(portal):
    ran = portal("check")
    assert ran.status == 1
    assert ran.out.count("run portal init") == 3
    assert {"data": "error", "keys": "error", "database": "error"}.items() <= levels(ran).items()


def test_no_active_head_of_unit_is_a_warning(portal):
    portal("init", "--lead", LEAD)
    ran = portal("check")
    assert ran.status == 0
    assert levels(ran)["list"] == "warning"


@pytest.mark.parametrize(
    ("path", "mode", "subject"),
    [
        (".", 0o750, "data"),
        ("secrets", 0o705, "keys"),
        ("secrets/pepper", 0o640, "keys"),
        ("secrets/server_key", 0o604, "keys"),
        ("portal.db", 0o644, "database"),
    ],
)
def test_what_is_open_to_others_is_an_error(installed, data_dir, path, mode, subject):
    (data_dir / path).chmod(mode)
    ran = installed("check")
    assert ran.status == 1
    assert levels(ran)[subject] == "error"
    assert "chmod" in ran.out


def test_a_secret_that_is_gone_or_damaged_is_an_error(installed, data_dir):
    (data_dir / "secrets" / "server_key").write_bytes(b"short")
    assert "damaged" in installed("check").out
    (data_dir / "secrets" / "pepper").unlink()
    assert "put its copy back" in installed("check").out


def test_a_database_without_migrations_is_an_error(installed, data_dir):
    for file in data_dir.glob("portal.db*"):
        file.unlink()
    (data_dir / "portal.db").touch(mode=0o600)
    ran = installed("check")
    assert ran.status == 1
    assert levels(ran)["migrations"] == "error"
    assert "portal db upgrade" in ran.out


def test_a_database_that_is_no_database_is_an_error(installed, data_dir):
    (data_dir / "portal.db").write_bytes(b"not a database at all, " * 100)
    ran = installed("check")
    assert ran.status == 1
    assert levels(ran)["database"] == "error"


def test_a_database_that_does_not_answer_is_an_error_without_its_password(
    installed, own_environment
):
    own_environment.setenv(
        "PORTAL_DATABASE_URL", "postgresql+psycopg://portal:hunter2@127.0.0.1:1/portal"
    )
    ran = installed("check")
    assert ran.status == 1
    assert "PostgreSQL does not answer" in ran.out
    assert "hunter2" not in ran.out + ran.err
    other = installed("staff", "list")
    assert other.status == 1
    assert "cannot be reached" in other.reason


def test_a_bad_setting_is_the_only_line(portal, own_environment):
    own_environment.setenv("PORTAL_LANGUAGE", "da")
    ran = portal("check")
    assert ran.status == 1
    (line,) = ran.out.splitlines()
    assert "PORTAL_LANGUAGE" in line
    assert "PORTAL_LANGUAGE" in portal("staff", "list").reason


def test_a_moved_clock_is_a_warning(installed, own_environment):
    own_environment.setenv("PORTAL_NOW", "2031-03-01T12:00:00+01:00")
    assert "2031-03-01T11:00" in installed("check").out
    assert levels(installed("check"))["clock"] == "warning"


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("http://127.0.0.1:8000", "warning"),
        ("http://portal.example.org", "error"),
        ("https://portal.example.org", "ok"),
        (f"http://{'a' * 56}.onion", "ok"),
    ],
)
def test_the_address_in_production_must_be_one_that_can_be_trusted(
    installed, own_environment, address, level
):
    own_environment.setenv("PORTAL_ENV", "production")
    own_environment.setenv("PORTAL_BASE_URL", address)
    assert levels(installed("check"))["settings"] == level


def test_a_year_that_cannot_be_is_an_error():
    assert check_clock(NOON, moved=False).level == "ok"
    assert check_clock(NOON.replace(year=1970), moved=False).level == "error"
    assert check_clock(NOON.replace(year=2200), moved=True).level == "error"


def test_the_disk_must_have_room_for_reports():
    def found(free_mib: int, max_upload_mb: int) -> tuple[str, str]:
        finding = check_disk(Room(free_mib * 1024**2, 100 * 1024**3, 1024**3), max_upload_mb)
        return finding.level, finding.text.partition(": ")[2]

    assert found(5 * 1024, 500) == ("ok", "")
    assert found(5 * 1024, 2000) == ("warning", "below 2048 MiB no file is taken in")
    assert found(4 * 1024 - 1, 10) == ("warning", "below 2048 MiB no file is taken in")
    assert found(2 * 1024 - 1, 10) == ("warning", "no file is taken in")
    assert found(511, 10) == ("warning", "no new case and no file is taken in")
    assert found(50, 10) == ("error", "")


def settings_for(url: str) -> MailSettings:
    return MailSettings(url, "no-reply@portal.example", "https://portal.example")


def test_a_mail_server_that_takes_us_in_is_told_from_one_that_does_not(mail_server):
    found = check_mail(settings_for(mail_server.url))
    assert (found.level, mail_server.connections) == ("ok", 1)
    assert "takes mails from no-reply@portal.example" in found.text
    mail_server.stop()
    found = check_mail(settings_for(mail_server.url))
    assert found.level == "warning"
    assert "ConnectionRefusedError" in found.text
    assert "wait in the outbox" in found.text


def test_a_mail_server_without_tls_is_told_no_password(mail_server):
    url = mail_server.url.replace("//", "//user:hunter2@")
    found = check_mail(settings_for(url))
    assert found.level == "warning"
    assert "SMTPNotSupportedError" in found.text
    assert "hunter2" not in str(found)


def test_without_a_mail_server_mails_are_said_to_wait():
    found = check_mail(None)
    assert (found.level, found.subject) == ("warning", "mail")
    assert "wait in the outbox" in found.text


def test_the_outbox_is_counted():
    counts = dict.fromkeys(MailState, 0) | {MailState.WAITING: 3, MailState.REFUSED: 1}
    found = check_outbox(counts, NOON.date(), NOON.date())
    assert (found.level, found.text) == ("ok", "3 waiting, 0 unsure, 1 refused")


@pytest.mark.parametrize(("days", "level"), [(0, "ok"), (1, "ok"), (2, "warning")])
def test_mails_that_have_waited_for_more_than_a_day_are_a_warning(days, level):
    written = NOON.date() - timedelta(days=days)
    counts = dict.fromkeys(MailState, 0) | {MailState.WAITING: 1}
    assert check_outbox(counts, written, NOON.date()).level == level


def test_the_outbox_of_the_portal_is_looked_at(installed):
    settings = load_settings()
    workplace = build_workplace(settings, SystemClock())
    with workplace.open_unit(write=True) as unit:
        (lead,) = unit.accounts.every()
        written = workplace.today() - timedelta(days=3)
        assert unit.mails.add_if_none_waiting(lead.id, written, workplace.now())
        unit.commit()
    workplace.database.close()
    ran = installed("check")
    assert (ran.status, levels(ran)["outbox"]) == (0, "warning")
    assert "1 waiting, 0 unsure, 0 refused: some have waited for more than a day" in ran.out


def test_a_list_without_a_head_of_unit_and_a_broken_one_are_told_and_stop_no_server():
    assert check_list(LookAtList(broken=False)).level == "warning"
    assert check_list(LookAtList(broken=True)).level == "warning"
