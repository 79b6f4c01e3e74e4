"""`portal check`: the operator's self-test, one small function for each thing looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.commands.ground import SECRET_BYTES, SECRETS, WITHOUT_PEPPER, mode_of
from portal.commands.opening import open_portal
from portal.domain.access import Role
from portal.domain.case_status import CaseKind
from portal.settings import SettingsError, is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from portal.clock import Clock
    from portal.domain.mail import MailState
    from portal.domain.room import Room
    from portal.services.members.look_at_list import LookAtList
    from portal.services.workplace import MailSettings
    from portal.settings import Settings

NO_SPACE = 100 * 1024**2
MAIL_SECONDS = 5.0
TOLD_OF_MAILS = ("waiting", "unsure", "refused")
SANE_YEARS = range(2024, 2100)


@dataclass(frozen=True)
class Finding:
    """One line of the self-test."""

    level: Literal["ok", "warning", "error"]
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.level:8} {self.subject:11} {self.text}"


@click.command()
def check() -> None:
    """Test whether everything is in order.

    Settings, permissions, keys, database, migrations, staff, mail, clock and disk.

    One line each: ok, warning or error. Exits with 1 when there is an error.

    \b
    Example:
      portal check
    """
    try:
        settings, clock = open_portal()
    except SettingsError as error:
        click.echo(Finding("error", "settings", str(error)))
        raise click.exceptions.Exit(1) from None
    findings = list(examine(settings, clock))
    for finding in findings:
        click.echo(finding)
    if any(finding.level == "error" for finding in findings):
        raise click.exceptions.Exit(1)


def refuse_errors(settings: Settings, clock: Clock, *, signs_in: bool = True) -> None:
    """Print what is not in order for a process that `signs_in` staff, or does not.

    Raises click.ClickException when anything is an error.
    """
    findings = [one for one in examine(settings, clock, signs_in=signs_in) if one.level != "ok"]
    for finding in findings:
        click.echo(finding, err=True)
    if any(finding.level == "error" for finding in findings):
        raise click.ClickException("portal check finds an error: not started")


def examine(settings: Settings, clock: Clock, *, signs_in: bool = True) -> Iterator[Finding]:
    """Everything the self-test finds, in the order it is printed. The pepper is looked at only
    where somebody signs in: the other processes are to be kept from it."""
    from portal.app import disk_of, mail_settings

    yield check_address(settings)
    yield check_folder("data folder", settings.data_dir)
    yield check_secrets(settings.secrets_dir, SECRETS if signs_in else WITHOUT_PEPPER)
    yield from check_database(settings, clock.now())
    yield check_mail(mail_settings(settings))
    yield check_clock(clock.now(), moved=settings.now is not None)
    if settings.data_dir.is_dir():
        yield check_disk(disk_of(settings).room(), settings.max_upload_mb)


def check_address(settings: Settings) -> Finding:
    """Whether the address that links and cookies are made for fits the environment."""
    parts = urlsplit(settings.base_url)
    local = is_loopback(parts.hostname or "")
    text = f"{settings.env}, served as {settings.base_url}"
    if settings.env == "production" and local:
        return Finding("warning", "settings", f"{text}: set PORTAL_BASE_URL to the real address")
    if settings.env == "production" and parts.scheme == "http" and not _is_onion(parts.hostname):
        return Finding("error", "settings", f"{text}: PORTAL_BASE_URL must be https")
    return Finding("ok", "settings", text)


def check_folder(subject: str, path: Path) -> Finding:
    """Whether a folder is there, ours, and closed to everybody else (0700)."""
    if not path.is_dir():
        return Finding("error", subject, f"{path} is missing: run portal init")
    if path.stat().st_uid != os.geteuid():
        return Finding("error", subject, f"{path} belongs to another user")
    if mode_of(path) & 0o077:
        return Finding("error", subject, f"{path} is open to others: chmod 700 {path}")
    return Finding("ok", subject, f"{path}")


def check_secrets(folder: Path, names: Iterable[str]) -> Finding:
    """Whether each of these secrets of the server's is there, whole and closed to others (0600)."""
    around = check_folder("keys", folder)
    if around.level != "ok":
        return around
    for path in (folder / name for name in names):
        if not path.is_file():
            return Finding("error", "keys", f"{path} is missing: put its copy back")
        if mode_of(path) & 0o077:
            return Finding("error", "keys", f"{path} is open to others: chmod 600 {path}")
        if path.stat().st_size != SECRET_BYTES:
            return Finding("error", "keys", f"{path} is damaged: put its copy back")
    return Finding("ok", "keys", "the server's own secrets are in place")


def check_database(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether the database answers, is up to date, closed to others, how the unit's list stands
    and its outbox."""
    from portal.domain.legal_calendar import copenhagen_date
    from portal.services.members.look_at_list import look_at_list_within
    from portal.storage.anchor_file import AnchorFile
    from portal.storage.database import Database, is_current

    url = make_url(settings.database_url)
    sqlite = url.get_backend_name() == "sqlite"
    file = settings.data_dir / (url.database or "") if sqlite else None
    kind = "PostgreSQL" if file is None else "SQLite"
    if file and not file.is_file():
        yield Finding("error", "database", f"{file} is missing: run portal init")
        return
    if file and mode_of(file) & 0o077:
        yield Finding("error", "database", f"{file} is open to others: chmod 600 {file}")
    try:
        current = is_current(settings.database_url)
    except SQLAlchemyError:
        yield Finding("error", "database", f"{kind} does not answer")
        return
    yield Finding("ok", "database", f"{kind} answers")
    if not current:
        yield Finding("error", "migrations", "not applied: run portal db upgrade")
        return
    yield Finding("ok", "migrations", "up to date")
    database = Database(settings.database_url)
    try:
        with database.open_unit() as unit:
            list_now = look_at_list_within(AnchorFile(settings.unit_list_anchor), unit)
            yield check_list(list_now)
            today = copenhagen_date(now)
            yield check_outbox(unit.mails.counts(now), unit.mails.waiting_since(), today)
    finally:
        database.close()


def check_list(now: LookAtList) -> Finding:
    """Whether reports can be received: they are sealed to those on the unit's list alone."""
    if now.broken:
        text = "the unit's list is not the one that was signed last: nothing can be reported"
        # No error: `portal serve` would not start, and a sign-in is what brings a lost file back.
        return Finding("warning", "list", f"{text} (docs/operations.md)")
    if not any(
        one.reads(CaseKind.REPORT) and one.role is Role.LEAD for one in now.unit_list.members
    ):
        text = "no head of unit is on it: nothing can be reported until she has signed in"
        return Finding("warning", "list", text)
    if now.alarms:
        text = f"{len(now.alarms)} accounts differ from it: a member has to look at /staff/members"
        return Finding("warning", "list", text)
    return Finding("ok", "list", "a head of unit is on it, and no account differs")


def check_outbox(counts: dict[MailState, int], since: date | None, today: date) -> Finding:
    """How many mails wait, are unsure or were refused; `since`: the day the oldest that waits was
    written."""
    told = (state for state in counts if state in TOLD_OF_MAILS)
    text = ", ".join(f"{counts[state]} {state}" for state in told)
    if since is not None and (today - since).days > 1:
        return Finding("warning", "outbox", f"{text}: some have waited for more than a day")
    return Finding("ok", "outbox", text)


def check_mail(settings: MailSettings | None) -> Finding:
    """Whether there is a mail server and it lets us in. Without one the portal runs too."""
    if settings is None:
        return Finding("warning", "mail", "PORTAL_SMTP_URL is not set: mails wait in the outbox")
    from portal.services.mailing.post import MailServerFailed
    from portal.services.mailing.smtp_post import SmtpPost

    host = urlsplit(settings.server).hostname
    post = SmtpPost(settings, seconds=MAIL_SECONDS)
    try:
        post.open()
    except MailServerFailed as failed:
        text = f"{host} does not take us in ({failed.reason}): mails wait in the outbox"
        return Finding("warning", "mail", text)
    finally:
        post.close()
    return Finding("ok", "mail", f"{host} takes mails from {settings.sender}")


def check_clock(now: datetime, *, moved: bool) -> Finding:
    """Whether the time, which every limit is counted by, can be right."""
    text = now.isoformat(timespec="minutes")
    if now.year not in SANE_YEARS:
        return Finding("error", "clock", f"{text} cannot be right: set the computer's clock")
    if moved:
        return Finding("warning", "clock", f"{text}, moved by PORTAL_NOW")
    return Finding("ok", "clock", text)


def check_disk(room: Room, max_upload_mb: int) -> Finding:
    """Whether reports and their files still fit, and whether that will be so for a while."""
    text = f"{room.free // 1024**2} MiB free"
    if room.free < NO_SPACE:
        return Finding("error", "disk", text)
    if not room.takes_cases:
        return Finding("warning", "disk", f"{text}: no new case and no file is taken in")
    if not room.takes_files:
        return Finding("warning", "disk", f"{text}: no file is taken in")
    if room.grows_tight or room.free < room.floor + 2 * max_upload_mb * 1024**2:
        floor = room.floor // 1024**2
        return Finding("warning", "disk", f"{text}: below {floor} MiB no file is taken in")
    return Finding("ok", "disk", text)


def _is_onion(host: str | None) -> bool:
    """An onion service is encrypted by its address, without TLS."""
    return (host or "").endswith(".onion")
