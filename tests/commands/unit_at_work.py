"""A unit whose people are active, and who type at commands who they are."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crypto.identifiers import new_id
from crypto.one_time_code import code_at, new_otp_secret
from crypto.receipt_code import new_code
from portal.app import build_workplace
from portal.clock import SystemClock
from portal.domain.unit_list import listed_member
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.list_accounts import list_accounts
from portal.services.accounts.sign_in import check_passphrase
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import words_of
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.workplace import Member
from portal.settings import load_settings
from portal.storage.unit_key_store import STATISTICS
from tests.commands.conftest import LEAD, PASSPHRASE
from tests.support.server import A_WORKING_DAY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from portal.domain.account import Account
    from portal.domain.statistics import StatisticalFacts
    from portal.services.workplace import Workplace
    from tests.support.server import Installation


ANDERS = "anders@example.org"


class OneProcess:
    """Runs commands as an installation does, in this process: for what no engine decides."""

    def __init__(self, portal, environment: pytest.MonkeyPatch, data_dir: Path) -> None:
        self._portal = portal
        self._environment = environment
        database_url = f"sqlite:///{data_dir / 'portal.db'}"
        self.settings = {
            "PORTAL_DATA_DIR": str(data_dir),
            "PORTAL_DATABASE_URL": database_url,
            "PORTAL_NOW": A_WORKING_DAY,
        }

    def run(
        self, *arguments: str, typed: str = "", settings: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        self._environment.setattr("sys.stdin", io.StringIO(typed))
        for name, value in (self.settings | (settings or {})).items():
            self._environment.setenv(name, value)
        ran = self._portal(*arguments)
        return subprocess.CompletedProcess(arguments, ran.status, ran.out, ran.err)


@dataclass
class Unit:
    """A portal whose people are active, and who can show who they are."""

    installation: Installation | OneProcess
    otp_secrets: dict[str, bytes] = field(default_factory=dict)
    moment: datetime = field(default_factory=lambda: datetime.fromisoformat(A_WORKING_DAY))

    def workplace(self) -> Workplace:
        told = self.installation.settings
        settings = load_settings(
            overrides={
                "data_dir": told["PORTAL_DATA_DIR"],
                "database_url": told["PORTAL_DATABASE_URL"],
                "now": self.moment.isoformat(),
            }
        )
        return build_workplace(settings, SystemClock(settings.now))

    def activate(self, email: str, *command: str) -> None:
        """Run a command that invites somebody, and activate her account as she does."""
        invited = self.installation.run(*command)
        assert invited.returncode == 0, invited.stderr
        self.otp_secrets[email] = new_otp_secret()
        workplace = self.workplace()
        activate_account(
            workplace,
            invited.stdout.strip().rpartition("/")[2],
            passphrase=PASSPHRASE,
            otp_secret=self.otp_secrets[email],
            code=code_at(self.otp_secrets[email], workplace.now()),
        )
        workplace.database.close()

    def member(self, workplace: Workplace, email: str = LEAD) -> Member:
        """Somebody at a workplace, with the keys of her box."""
        opened = check_passphrase(workplace, email, PASSPHRASE)
        return Member(opened.account, opened.secrets.key_pair)

    def account(self, email: str) -> Account:
        """The account behind an address."""
        workplace = self.workplace()
        [found] = [one for one in list_accounts(workplace) if one.email == email]
        workplace.database.close()
        return found

    def take_up(self, email: str) -> None:
        """The head of unit puts an account on the list, having compared words with its owner."""
        workplace = self.workplace()
        listed = listed_member(self.account(email))
        assert listed is not None
        take_up_member(
            workplace,
            self.member(workplace),
            listed.account,
            words=words_of(workplace, listed),
            passphrase=PASSPHRASE,
        )
        workplace.database.close()

    def files(self, description: str, **told: object) -> str:
        """A report; the answer is its number."""
        workplace = self.workplace()
        facts = submit_report(workplace, NewReport(description, **told), new_code())
        workplace.database.close()
        return facts.number

    def seals(self, *cases: StatisticalFacts) -> None:
        """Facts of erased cases, in the database as the portal keeps them."""
        workplace = self.workplace()
        with workplace.open_unit(write=True) as unit:
            public_key = unit.unit_keys.public_key(STATISTICS)
            assert public_key is not None
            for case in cases:
                unit.facts.untie(public_key, new_id(), case)
            unit.commit()
        workplace.database.close()

    def shown(self, email: str = LEAD) -> dict[str, str]:
        """The settings with which she signs in; a code serves once, so that time goes on."""
        self.moment += timedelta(minutes=2)
        code = code_at(self.otp_secrets[email], self.moment)
        return {
            "PORTAL_NOW": self.moment.isoformat(),
            "PORTAL_PASSPHRASE": PASSPHRASE,
            "PORTAL_OTP": code,
        }

    def run(
        self, *arguments: str, email: str = LEAD, typed: str = "", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return self.installation.run(*arguments, typed=typed, settings=self.shown(email) | settings)

    def refused(self, *arguments: str, shows: str = "", **told: str) -> str:
        """The one line that a refused command says; `shows` is part of what it shows before."""
        ran = self.run(*arguments, **told)
        assert ran.returncode == 1, ran.stdout
        assert shows in ran.stdout if shows else ran.stdout == ""
        (line,) = ran.stderr.splitlines()
        assert line.startswith("portal: ")
        assert "Traceback" not in line
        return line
