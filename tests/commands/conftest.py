"""Runs the command line in this process, with a folder, an environment and a log of the test's."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

from crypto.one_time_code import code_at, new_otp_secret
from portal.app import build_workplace
from portal.clock import SystemClock
from portal.commands import main
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.sign_in import check_passphrase
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import look_at_list, words_of
from portal.services.workplace import Member
from portal.settings import load_settings
from tests.support.quiet_log import own_log

LEAD = "head@example.org"
PASSPHRASE = "six words that nobody would guess"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The one line a failed command says on standard error."""
        (line,) = self.err.splitlines()
        assert line.startswith("portal: ")
        assert "Traceback" not in line
        return line


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.upper().startswith("PORTAL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_ENV", "test")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    umask = os.umask(0o022)
    yield monkeypatch
    os.umask(umask)


@pytest.fixture
def portal(capsys):
    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        with own_log(), pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def activate():
    """Activate an account as its owner does, given the last line a command printed."""

    def spend(link: str) -> None:
        settings = load_settings()
        workplace = build_workplace(settings, SystemClock(settings.now))
        otp_secret = new_otp_secret()
        activate_account(
            workplace,
            link.strip().rpartition("/")[2],
            passphrase=PASSPHRASE,
            otp_secret=otp_secret,
            code=code_at(otp_secret, workplace.now()),
        )
        workplace.database.close()

    return spend


@pytest.fixture
def take_up_newcomers():
    """Put everybody who waits on the unit's list, as the head of unit does on its page."""

    def sign() -> None:
        settings = load_settings()
        workplace = build_workplace(settings, SystemClock(settings.now))
        opened = check_passphrase(workplace, LEAD, PASSPHRASE)
        lead = Member(opened.account, opened.secrets.key_pair)
        for one in look_at_list(workplace).waiting:
            words = words_of(workplace, one.about)
            take_up_member(workplace, lead, one.about.account, words=words, passphrase=PASSPHRASE)
        workplace.database.close()

    return sign


@pytest.fixture
def here(portal, own_environment, data_dir):
    """The unit on a portal in this process."""
    from tests.commands.unit_at_work import OneProcess, Unit

    made = Unit(OneProcess(portal, own_environment, data_dir))
    made.activate(LEAD, "init", "--lead", LEAD, "--name", "Birgitte")
    return made


@pytest.fixture
def installed(portal, activate):
    """A portal whose head of unit is active."""
    activate(portal("init", "--lead", LEAD, "--name", "Birgitte").out.splitlines()[-1])
    return portal
