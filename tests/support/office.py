"""The unit at work on a database of its own, through the services alone.

`database` is an empty one, `office` one with three members, each once on each engine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.municipality import Municipality
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.municipality import load_municipality
from portal.services.accounts.disable_account import disable_account
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.lists.read_lists import kept_by_the_unit
from portal.services.members.unit_list import current_list, sign_list
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.workplace import Member, Secrets, Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from portal.storage.tables import metadata
from tests.support.clock import FixedClock
from tests.support.engines import ENGINES, PostgresServer
from tests.support.portal import (
    NOON,
    PEPPER,
    SERVER_KEY,
    FiledReport,
    add_contact,
    add_member,
    add_unit,
)

if TYPE_CHECKING:
    from sqlalchemy import Table

    from portal.domain.unit_list import UnitList

GUIDANCE = "Du kan gå til din tillidsrepræsentant."
ALL_YES = Assessment(Relation.WORKER, True, True, True, True, ScopeLeg.EU_ACT)
TOO_VAGUE = Assessment(Relation.WORKER, True, True, False, True, ScopeLeg.EU_ACT)
# As many words as a passphrase may be drawn from at the least; which ones does not matter here.
WORDS = tuple(f"ord{number}" for number in range(2048))

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Office:
    """`birgitte` is the head of unit, `anders` and `chaima` are caseworkers."""

    workplace: Workplace
    clock: FixedClock
    birgitte: Member
    anders: Member
    chaima: Member

    @property
    def database(self) -> Database:
        return self.workplace.database

    @property
    def anchor_file(self) -> Path:
        """Where the highest version seen of the list stands."""
        return self.workplace.anchor.path

    def newcomer(
        self,
        name: str = "Dorthe",
        role: Role = Role.CASEWORKER,
        desk: Desk | None = Desk.WHISTLEBLOWING,
    ) -> Member:
        """One more active account."""
        return add_member(self.workplace, name, role, desk)

    def contact(
        self,
        name: str = "Karen",
        administration: str = "BUF",
        *,
        unit_name: str = "",
        desk: Desk = Desk.BOTH,
        for_one_dossier: bool = False,
    ) -> Member:
        """One more contact person, on the list."""
        return add_contact(
            self.workplace,
            name,
            administration,
            unit_name=unit_name,
            desk=desk,
            for_one_dossier=for_one_dossier,
        )

    def relist(self, change: Callable[[UnitList], UnitList]) -> None:
        """A changed list of the unit, signed by Birgitte."""
        with self.workplace.open_unit(write=True) as unit:
            now = current_list(self.workplace.anchor, unit)
            assert now is not None
            anchor = sign_list(self.workplace.anchor, unit, self.birgitte, change(now))
            unit.commit()
        self.workplace.anchor.move_to(anchor)

    def strangers(self) -> list[Member]:
        """Those who work on no case, each for another reason."""
        strangers = [
            self.newcomer("Gert", Role.ADMINISTRATOR, None),
            self.newcomer("Hanne", Role.AUDITOR, None),
            self.newcomer("Ida", Role.CASEWORKER, Desk.BOTH),
        ]
        disable_account(self.workplace, None, strangers[-1].account.email)
        return strangers

    def of_complaints(self) -> Member:
        """Somebody who works on complaints and on nothing else."""
        return self.newcomer("Erik", Role.CASEWORKER, Desk.COMPLAINTS)

    def filed(self, description: str = "Der mangler penge.", **told: Any) -> FiledReport:
        """A report, as `NewReport` takes it, that nobody has taken up."""
        code = new_code()
        facts = submit_report(self.workplace, NewReport(description, **told), code)
        return FiledReport(facts.number, code)

    def taken_up(self, description: str = "Der mangler penge.", **told: Any) -> FiledReport:
        """A report that Birgitte and Anders have declared themselves impartial in."""
        report = self.filed(description, **told)
        for member in (self.birgitte, self.anders):
            declare_impartiality(self.workplace, member, report.number, impartial=True, reason="")
        return report

    def in_scope(self, number: str) -> int:
        """One more matter of a case, decided to be in scope; returns its number."""
        ordinal = self.split(number)
        triage_matter(
            self.workplace,
            self.anders,
            number,
            ordinal,
            assessment=ALL_YES,
            decision=Decision.IN_SCOPE,
            ground=None,
        )
        return ordinal

    def rejected(self, number: str, *, offer: bool = False) -> int:
        """One more matter of a case, rejected as too vague; returns its number."""
        ordinal = self.split(number)
        triage_matter(
            self.workplace,
            self.anders,
            number,
            ordinal,
            assessment=TOO_VAGUE,
            decision=Decision.REJECTED,
            ground=Ground.NOT_SUBSTANTIATED,
            guidance=GUIDANCE,
            offer_pass_on=offer,
        )
        return ordinal

    def split(self, number: str, summary: str = "Regnskabet passer ikke") -> int:
        """One more matter of a case that nobody has decided; returns its number."""
        matter = split_matter(
            self.workplace,
            self.anders,
            number,
            summary=summary,
            theme="finance",
            administration="BUF",
        )
        return matter.ordinal

    def rows(self, table: Table) -> list[Any]:
        """Every row of a table, as the database has them."""
        with self.database.engine.connect() as connection:
            return list(connection.execute(table.select()))


def all_at_once(work: Callable[[int], Answer], count: int = 6) -> list[Answer]:
    """Run `work(0)` … `work(count - 1)` in threads that begin together; the answers in order."""
    start = Barrier(count)

    def begin(number: int) -> Answer:
        start.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


@cache
def copenhagen() -> Municipality:
    return load_municipality()


@pytest.fixture(scope="session")
def kept_postgres_url(postgres_server: PostgresServer, postgres_template: str) -> str:
    """A migrated database that is used again: emptying one takes a fraction of making one."""
    return postgres_server.copy_database(postgres_template, "kept")


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The portal's own way to an empty database. Who changes its schema takes `database_url`."""
    if request.param == "sqlite":
        file = tmp_path / "portal.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        opened = Database(f"sqlite:///{file}")
    else:
        opened = Database(request.getfixturevalue("kept_postgres_url"))
        _empty(opened)
    yield opened
    opened.close()


def _empty(database: Database) -> None:
    with database.engine.begin() as connection:
        # A test that left a transaction open must fail the next one, not stop it for ever.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '20s'")
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    """A workplace whose three members are active."""
    clock = FixedClock(NOON)
    secrets = Secrets(pepper=PEPPER, server_key=SERVER_KEY)
    municipality = kept_by_the_unit(copenhagen(), database)
    workplace = Workplace(
        database, clock, municipality, secrets, AnchorFile(tmp_path / "unit_list"), WORDS
    )
    birgitte, anders, chaima = add_unit(workplace)
    return Office(workplace, clock, birgitte=birgitte, anders=anders, chaima=chaima)
