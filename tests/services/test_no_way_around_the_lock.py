"""Whatever the unit and the reporter do, and in any order, nothing goes out that WBL § 26 holds
back, and what it lets go goes. The machine that plays them is at_the_lock.py."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from portal.domain.dialogue import Entry
from portal.domain.disclosure import Basis, BasisKind, Disclosure
from portal.services.dossiers import disclose
from tests.services.at_the_lock import AtTheLock
from tests.services.played_case import Beginning, begin
from tests.support.office import Office
from tests.support.portal import FiledReport

THOROUGH = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# A fault that is put there needs no shortest example, and is found by the same one each time.
UNTIL_FOUND = settings(THOROUGH, derandomize=True, phases=[Phase.generate], max_examples=100)


@pytest.fixture(scope="module")
def beginning(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Beginning:
    return begin(sqlite_template, tmp_path_factory.mktemp("lock") / "beginning")


def play(beginning: Beginning, folder: Path, how: settings) -> None:
    runs = itertools.count()

    def start() -> tuple[Office, FiledReport]:
        return beginning.copied(folder / str(next(runs))), beginning.report

    machine = type("Played", (AtTheLock,), {"start": staticmethod(start)})
    run_state_machine_as_test(machine, settings=how)


def test_no_sequence_of_actions_finds_a_way_around_the_lock(
    beginning: Beginning, tmp_path: Path
) -> None:
    play(beginning, tmp_path, THOROUGH)


def lets_all_through(_disclosure: Disclosure, _entries: Sequence[Entry], _on: date) -> Basis:
    return Basis(BasisKind.NONE_NEEDED)


def test_the_machine_finds_a_lock_that_lets_everything_through(
    beginning: Beginning, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclose, "basis_of", lets_all_through)
    with pytest.raises(AssertionError):
        play(beginning, tmp_path, UNTIL_FOUND)
