"""The whole portal in one process: a database, a clock that stands still, a unit of three members.

`intake_portal` serves the reporter's side, `staff_portal` the unit's and `whole_portal` both, each
once on each engine. Browsers of theirs check every page they fetch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2.bccache import Bucket, BytecodeCache

from crypto.receipt_code import ReceiptCode, new_code
from crypto.staff_password import seal_staff_box
from portal.app import create_app
from portal.clock import Clock
from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account
from portal.domain.unit_list import Anchor, listed_member
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.members.begin_unit import begin_unit, is_to_begin, put_down_anchor
from portal.services.members.unit_list import current_list, sign_list
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.statistics.statistics_key import share_statistics_key
from portal.services.workplace import Member, Reporter, Secrets, Workplace
from portal.settings import load_settings
from tests.support.clock import FixedClock
from tests.support.page_checks import CheckedClient

if TYPE_CHECKING:
    from flask import Flask

    from portal.storage.unit_of_work import UnitOfWork

NOON = datetime.fromisoformat("2026-03-03T12:00:00+01:00")
PASSPHRASE = "seks helt tilfældige ord om vejret"
OTP_SECRET = b"an otp secret of 20b"
PEPPER = b"p" * 32
SERVER_KEY = b"s" * 32


class _Compiled(BytecodeCache):
    """Templates compiled once for a run, and not once for each test's application."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


@dataclass(frozen=True)
class Portal:
    """A portal under test. `birgitte` is the head of unit, `anders` and `chaima` caseworkers."""

    app: Flask
    clock: FixedClock
    birgitte: Member
    anders: Member
    chaima: Member

    @property
    def workplace(self) -> Workplace:
        found: Workplace = self.app.extensions["portal"]
        return found

    def browser(self) -> CheckedClient:
        """A new person with no cookies."""
        client = self.app.test_client()
        assert isinstance(client, CheckedClient)
        return client

    def contact(
        self, name: str = "Karen", administration: str = "BUF", *, unit_name: str = ""
    ) -> Member:
        """One more contact person, on the list."""
        return add_contact(self.workplace, name, administration, unit_name=unit_name)

    def filed(self, description: str = "Der mangler penge.", **told: object) -> FiledReport:
        """A report filed through the service, as `NewReport` takes it."""
        code = new_code()
        facts = submit_report(self.workplace, NewReport(description, **told), code)  # type: ignore[arg-type]
        return FiledReport(facts.number, code)

    def taken_up(self, description: str = "Der mangler penge.", **told: object) -> FiledReport:
        """A report that the head of unit has taken up."""
        report = self.filed(description, **told)
        declare_impartiality(
            self.workplace, self.birgitte, report.number, impartial=True, reason=""
        )
        return report


@dataclass(frozen=True)
class FiledReport:
    """A case's number and the code its reporter holds."""

    number: str
    code: ReceiptCode

    @property
    def reporter(self) -> Reporter:
        return Reporter.of(self.code)


def open_portal(
    database_url: str, folder: Path, areas: Sequence[str], clock: Clock | None = None
) -> Flask:
    """An application of the test environment whose data folder is `folder`; nobody works there."""
    secrets = folder / "secrets"
    secrets.mkdir(parents=True, exist_ok=True)
    (secrets / "pepper").write_bytes(PEPPER)
    (secrets / "server_key").write_bytes(SERVER_KEY)
    settings = load_settings(
        overrides={
            "env": "test",
            "data_dir": str(folder),
            "database_url": database_url,
            "max_upload_mb": "1",
        }
    )
    app = create_app(settings, clock or FixedClock(NOON), areas)
    # A fault of ours fails the test that met it, instead of becoming a page.
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    return app


def of_the_unit(workplace: Workplace) -> Workplace:
    """The same for a process that signs staff in, as the one beside the public side does."""
    return replace(workplace, secrets=Secrets(PEPPER, SERVER_KEY))


def add_member(workplace: Workplace, name: str, role: Role, desk: Desk | None) -> Member:
    """An active account whose keys, passphrase and second factor follow from its name.

    The first head of unit begins the list; whoever comes after her is taken up by Birgitte.
    """
    return _add(workplace, name, _account(name, role, desk))


def add_contact(
    workplace: Workplace,
    name: str,
    administration: str,
    *,
    unit_name: str = "",
    desk: Desk = Desk.BOTH,
    for_one_dossier: bool = False,
) -> Member:
    """An active contact person of an administration, taken up on the list by Birgitte."""
    account = replace(
        _account(name, Role.CONTACT, desk),
        administration=administration,
        unit_name=unit_name,
        for_one_dossier=for_one_dossier,
    )
    return _add(workplace, name, account)


def _account(name: str, role: Role, desk: Desk | None) -> Account:
    account_id = sha256(name.encode()).digest()[:16]
    email = f"{name.lower()}@kommune.example"
    return Account(account_id, email, f"{name} Prøve", role, desk, AccountState.INVITED)


def _add(workplace: Workplace, name: str, account: Account) -> Member:
    account_id, email = account.id, account.email
    secrets = secrets_of(name)
    with workplace.open_unit(write=True) as unit:
        unit.accounts.add(account, sha256(email.encode()).digest(), date(2026, 3, 10))
        unit.accounts.activate(account_id, secrets.public_keys, _box(account_id, name))
        active = unit.accounts.by_id(account_id)
        assert active is not None
        anchor = _listed(workplace, unit, active, secrets)
        unit.commit()
    if anchor:
        put_down_anchor(workplace, anchor)
    return Member(active, secrets.key_pair)


def _listed(
    workplace: Workplace, unit: UnitOfWork, account: Account, secrets: StaffSecrets
) -> Anchor | None:
    if is_to_begin(workplace, unit, account):
        return begin_unit(workplace, unit, account, secrets.key_pair)
    birgitte = unit.accounts.by_email("birgitte@kommune.example")
    listed, now = listed_member(account), current_list(workplace.anchor, unit)
    if birgitte is None or listed is None or now is None:
        return None
    signer = Member(birgitte, secrets_of("Birgitte").key_pair)
    return sign_list(workplace.anchor, unit, signer, now.with_member(listed))


@cache
def secrets_of(name: str) -> StaffSecrets:
    """What lies in the box of a member of the tests."""
    seed, identity_seed = (
        sha256(f"{what} of {name}".encode()).digest() for what in ("seed", "identity seed")
    )
    return StaffSecrets(seed, OTP_SECRET, identity_seed)


def add_unit(workplace: Workplace) -> tuple[Member, Member, Member]:
    """Birgitte, the head of unit, Anders and Chaima; each has a copy of the statistics key."""
    birgitte = add_member(workplace, "Birgitte", Role.LEAD, Desk.BOTH)
    anders, chaima = (
        add_member(workplace, name, Role.CASEWORKER, Desk.WHISTLEBLOWING)
        for name in ("Anders", "Chaima")
    )
    share_statistics_key(workplace, birgitte)
    return birgitte, anders, chaima


@cache
def _box(account_id: bytes, name: str) -> bytes:
    """Made once for all tests of a run: the passphrase is stretched slowly, on purpose."""
    contents = secrets_of(name).to_bytes()
    return seal_staff_box(PASSPHRASE, PEPPER, account_id, contents)


def staffed_portal(app: Flask, clock: FixedClock) -> Portal:
    """The application with its three members."""
    app.test_client_class = CheckedClient
    workplace: Workplace = app.extensions["portal"]
    birgitte, anders, chaima = add_unit(workplace)
    return Portal(app, clock, birgitte=birgitte, anders=anders, chaima=chaima)


@pytest.fixture
def open_staffed_portal(
    database_url: str, tmp_path: Path
) -> Iterator[Callable[[Sequence[str]], Portal]]:
    """Open a portal with its members for a choice of areas."""
    opened: list[Portal] = []

    def open_one(areas: Sequence[str]) -> Portal:
        clock = FixedClock(NOON)
        app = open_portal(database_url, tmp_path / "portal", areas, clock)
        opened.append(staffed_portal(app, clock))
        return opened[-1]

    yield open_one
    for portal in opened:
        portal.workplace.database.close()


@pytest.fixture
def intake_portal(open_staffed_portal: Callable[[Sequence[str]], Portal]) -> Portal:
    """The reporter's side alone."""
    return open_staffed_portal(["intake"])


@pytest.fixture
def staff_portal(open_staffed_portal: Callable[[Sequence[str]], Portal]) -> Portal:
    """The unit's side alone."""
    return open_staffed_portal(["staff"])


@pytest.fixture
def whole_portal(open_staffed_portal: Callable[[Sequence[str]], Portal]) -> Portal:
    """Both sides in one process."""
    return open_staffed_portal(["intake", "staff"])
