"""A unit, its mail server and its calendar: what a year is played with."""

from __future__ import annotations

import http.client
import re
import subprocess
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from crypto.one_time_code import code_at
from crypto.receipt_code import ReceiptCode, new_code, parse_code
from portal.app import build_workplace
from portal.domain.access import Desk, Role
from portal.domain.legal_calendar import COPENHAGEN
from portal.jobs.runner import run_due
from portal.services.accounts.activate_account import activate_account, propose_activation
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.sign_in import check_code, check_passphrase
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import look_at_list, words_of
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.workplace import Member
from portal.settings import load_settings
from tests.support.clock import FixedClock
from tests.support.server import PROGRAM

if TYPE_CHECKING:
    from portal.services.workplace import Workplace
    from tests.support.mail_server import MailServer
    from tests.support.server import Installation

MORNING = time(6, 30)
NOON = time(12)


def moment(day: date, at: time) -> datetime:
    """A time of Copenhagen's clocks."""
    return datetime.combine(day, at, COPENHAGEN)


@dataclass(frozen=True)
class Filed:
    """A report as its reporter and its unit know it; `due` is the date its receipt showed."""

    number: str
    code: ReceiptCode = field(repr=False)
    due: date


@dataclass
class Year:
    """The portal through its services, on the database and secrets of an installation.

    `restart` closes everything and opens it anew; the clock stands where it is set.
    """

    installation: Installation
    mail_server: MailServer
    clock: FixedClock
    members: dict[str, Member] = field(default_factory=dict)
    passphrases: dict[str, str] = field(default_factory=dict, repr=False)
    otp_secrets: dict[str, bytes] = field(default_factory=dict, repr=False)
    mailed: dict[date, list[str]] = field(default_factory=dict)
    _workplace: Workplace | None = field(default=None, repr=False)

    @property
    def workplace(self) -> Workplace:
        if self._workplace is None:
            told = self.installation.settings
            settings = load_settings(
                overrides={
                    "env": "test",
                    "data_dir": told["PORTAL_DATA_DIR"],
                    "database_url": told["PORTAL_DATABASE_URL"],
                    "smtp_url": told["PORTAL_SMTP_URL"],
                    "base_url": "https://portal.example",
                }
            )
            self._workplace = build_workplace(settings, self.clock)
        return self._workplace

    def restart(self) -> None:
        if self._workplace is not None:
            self._workplace.database.close()
            self._workplace = None

    def hire(self, name: str, role: Role, token: str = "") -> None:
        """Somebody joins: with the link of `portal init`, or invited now."""
        email = f"{name.lower()}@portal.example"
        if not token:
            new = NewAccount(email, name, role, Desk.WHISTLEBLOWING)
            token = invite_account(self.workplace, None, new).token
        proposal = propose_activation(self.workplace, token)
        activate_account(
            self.workplace,
            token,
            passphrase=proposal.passphrase,
            otp_secret=proposal.otp_secret,
            code=code_at(proposal.otp_secret, self.clock.now()),
        )
        self.clock.advance(timedelta(minutes=2))
        opened = check_passphrase(self.workplace, email, proposal.passphrase)
        code = code_at(proposal.otp_secret, self.clock.now())
        account = check_code(self.workplace, opened.account.id, proposal.otp_secret, code)
        self.members[name] = Member(account, opened.secrets.key_pair)
        self.passphrases[name] = proposal.passphrase
        self.otp_secrets[name] = proposal.otp_secret
        self._take_up_newcomers()

    def _take_up_newcomers(self) -> None:
        """Their head compares six words with whoever waits, and signs the list."""
        head = next(iter(self.members))
        for one in look_at_list(self.workplace).waiting:
            take_up_member(
                self.workplace,
                self.members[head],
                one.about.account,
                words=words_of(self.workplace, one.about),
                passphrase=self.passphrases[head],
            )

    def files(self, at: datetime) -> Filed:
        """A report at a moment, through the services."""
        self.clock.set(at)
        code = new_code()
        facts = submit_report(self.workplace, NewReport("Der mangler penge."), code)
        return Filed(facts.number, code, facts.feedback_due)

    def files_through_the_door(self, at: str) -> Filed:
        """A report at a moment, through the real server, started and stopped for it."""
        self.installation.set_clock(at)
        server = self.installation.start("--no-jobs")
        code, due = _report_at(server.origin)
        server.stop()
        with self.workplace.open_unit() as unit:
            facts = unit.cases.by_locator(code.locator)
        assert facts is not None
        return Filed(facts.number, code, due)

    def takes_up(self, name: str, filed: Filed) -> None:
        declare_impartiality(
            self.workplace, self.members[name], filed.number, impartial=True, reason=""
        )

    def runs_the_jobs(self) -> None:
        """Whatever is due, in this process; who got a mail is noted under the day."""
        turns = run_due(self.workplace, self.installation.data_folder)
        assert [turn.error for turn in turns] == [None] * len(turns)
        self.collects()

    def two_runners_at_once(self, at: datetime) -> None:
        """`portal run-jobs` twice at the same time, as two real processes."""
        self.clock.set(at)
        self.installation.set_clock(at.isoformat())
        environment = self.installation._environment({"PORTAL_BASE_URL": "https://portal.example"})
        runners = [
            subprocess.Popen(
                [PROGRAM, "run-jobs"],
                cwd=self.installation.folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        for runner in runners:
            said, wrong = runner.communicate(timeout=60)
            assert runner.returncode == 0, (said, wrong)
        self.collects()

    def prints(self, name: str, *arguments: str) -> str:
        """What `portal report ARGUMENTS` prints for a member, as a real process."""
        # A one-time code is good once.
        self.clock.advance(timedelta(minutes=2))
        now = self.clock.now()
        self.installation.set_clock(now.isoformat())
        known = {
            "PORTAL_PASSPHRASE": self.passphrases[name],
            "PORTAL_OTP": code_at(self.otp_secrets[name], now),
        }
        email = self.members[name].account.email
        ran = self.installation.run("report", *arguments, "--as", email, settings=known)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def collects(self) -> None:
        """Take the mails off the server."""
        day = self.clock.now().astimezone(COPENHAGEN).date()
        names = {member.account.email: name for name, member in self.members.items()}
        while self.mail_server.taken:
            mail = self.mail_server.taken.pop(0)
            self.mailed.setdefault(day, []).extend(names[to] for to in mail.recipients)


def _report_at(origin: str) -> tuple[ReceiptCode, date]:
    """Fill in the form of a running portal; the code and the date on the receipt."""
    host = urlsplit(origin).netloc
    cookie, page = _get(host, "/report/new", "")
    found = re.search(r'name="csrf_token"[^>]*value="([0-9a-f]+)"', page)
    assert found
    connection = http.client.HTTPConnection(host, timeout=30)
    body = urlencode({"csrf_token": found.group(1), "description": "Der mangler penge."})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/report/new", body, headers)
    answer = connection.getresponse()
    assert answer.status == http.client.SEE_OTHER, answer.status
    cookie = (answer.getheader("Set-Cookie") or cookie).split(";")[0]
    connection.close()
    _cookie, receipt = _get(host, answer.getheader("Location") or "", cookie)
    shown = re.search(r'id="receipt-code"[^>]*>(.*?)</p>', receipt, re.DOTALL)
    due = re.search(r'<time datetime="([\d-]+)" id="feedback-due"', receipt)
    assert shown
    assert due
    typed = re.sub(r"<[^>]+>|\s", "", shown.group(1))
    return parse_code(typed), date.fromisoformat(due.group(1))


def _get(host: str, path: str, cookie: str) -> tuple[str, str]:
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == http.client.OK, answer.status
    given = (answer.getheader("Set-Cookie") or "").split(";")[0]
    connection.close()
    return given, page
