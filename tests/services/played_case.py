"""A case that a machine of Hypothesis plays with: on a copy of one file, row by row comparable."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from portal.domain.errors import ForbiddenMove, InvalidInput, LockedByLaw, NotFound
from portal.services.casework.read_case import read_case
from portal.services.workplace import Secrets, Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from portal.storage.tables import metadata
from tests.services.second_reading import CONTACTS, Reading, Wrong
from tests.support.clock import FixedClock
from tests.support.office import WORDS, Office, copenhagen
from tests.support.portal import NOON, PEPPER, SERVER_KEY, FiledReport, add_unit


@dataclass(frozen=True)
class Beginning:
    """A unit with its contact persons and one case, on a file that each run has a copy of."""

    folder: Path
    office: Office
    report: FiledReport

    def copied(self, folder: Path) -> Office:
        shutil.copytree(self.folder, folder)
        clock = FixedClock(NOON)
        return replace(self.office, workplace=workplace_in(folder, clock), clock=clock)


def begin(template: Path, folder: Path) -> Beginning:
    folder.mkdir()
    shutil.copyfile(template, folder / "portal.db")
    clock = FixedClock(NOON)
    workplace = workplace_in(folder, clock)
    birgitte, anders, chaima = add_unit(workplace)
    office = Office(workplace, clock, birgitte=birgitte, anders=anders, chaima=chaima)
    for administration, count in CONTACTS.items():
        for number in range(count):
            office.contact(f"{administration}{number}", administration)
    report = office.taken_up()
    office.in_scope(report.number)
    office.rejected(report.number, offer=True)
    office.database.close()
    return Beginning(folder, office, report)


def workplace_in(folder: Path, clock: FixedClock) -> Workplace:
    return Workplace(
        Database(f"sqlite:///{folder / 'portal.db'}"),
        clock,
        copenhagen(),
        Secrets(pepper=PEPPER, server_key=SERVER_KEY),
        AnchorFile(folder / "unit_list"),
        WORDS,
    )


class Played(RuleBasedStateMachine):
    """`start` opens a new copy. What is tried is compared with the second reading."""

    start: Callable[[], tuple[Office, FiledReport]]

    def __init__(self) -> None:
        super().__init__()
        self.office, report = type(self).start()
        self.reporter, self.number = report.reporter, report.number
        self.raw = sqlite3.connect(str(self.office.database.engine.url.database))
        self.reading = Reading()

    def teardown(self) -> None:
        self.raw.close()
        self.office.database.close()

    @property
    def case(self) -> tuple[Any, Any, str]:
        return self.office.workplace, self.office.anders, self.number

    def file(self) -> Any:
        return read_case(*self.case).file

    def pick(self, which: int) -> Wrong:
        """A matter; rather one of which something may go out."""
        all_of_them = self.reading.matters
        able = [one for one in all_of_them if self.reading.may_go_out(one)]
        chosen = able if able and which % 4 else all_of_them
        return chosen[which // 4 % len(chosen)]

    def rows(self) -> dict[str, list[Any]]:
        names = [table.name for table in metadata.sorted_tables]
        return {name: self.raw.execute(f"SELECT * FROM {name}").fetchall() for name in names}

    def tries(
        self, act: Callable[[], object], *, allowed: bool, basis: str = "none_needed"
    ) -> bool:
        """Whether it was done: it must be when it is `allowed` and has a `basis` in the law, and
        must leave no trace otherwise."""
        before = self.rows()
        refusal: Exception | None = None
        try:
            act()
        except (LockedByLaw, ForbiddenMove, InvalidInput, NotFound) as refused:
            refusal = refused
        if refusal is None:
            assert basis, "something went out that the law holds back"
            assert allowed, "something was done that the case does not allow"
            return True
        assert self.rows() == before, "what was refused left something behind"
        assert not (allowed and basis), f"{refusal!r} of what the law lets go"
        assert isinstance(refusal, LockedByLaw) or not allowed, "another reason held it"
        return False
