"""One transaction: kept whole or not at all, and one writer at a time on a case."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from portal.domain.audit_events import SystemEvent
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.storage.database import Database
from portal.storage.tables import cases, system_log
from tests.storage.rows import NOON, count_of, kept_case
from tests.support.office import all_at_once


def write_line(unit) -> None:
    unit.system_log.add(SystemEvent.SIGN_IN, NOON, actor=None)


def test_what_is_committed_is_kept(database: Database) -> None:
    with database.open_unit(write=True) as unit:
        write_line(unit)
        unit.commit()
    assert count_of(database, system_log) == 1


@pytest.mark.parametrize("write", [True, False])
def test_without_a_commit_nothing_is_kept(database: Database, write: bool) -> None:
    with database.open_unit(write=write) as unit:
        if write:
            write_line(unit)
    assert count_of(database, system_log) == 0


def test_after_an_error_nothing_is_kept_and_the_next_unit_works(database: Database) -> None:
    def fail_half_way() -> None:
        with database.open_unit(write=True) as unit:
            write_line(unit)
            raise LookupError

    with pytest.raises(LookupError):
        fail_half_way()
    with database.open_unit(write=True) as unit:
        write_line(unit)
        unit.commit()
    assert count_of(database, system_log) == 1


def test_nobody_sees_what_is_not_committed_yet(database: Database) -> None:
    with database.open_unit(write=True) as unit:
        write_line(unit)
        assert count_of(database, system_log) == 0
        unit.commit()
        assert count_of(database, system_log) == 1


def test_a_unit_that_reads_sees_one_moment(database: Database) -> None:
    facts = kept_case(database)
    with database.open_unit() as unit:
        assert unit.cases.by_number(facts.number) == facts
        with database.open_unit(write=True) as writer:
            writer.cases.save(replace(facts, state=CaseState.CLOSED))
            writer.commit()
        # A page about a case that is erased meanwhile must not show half of it.
        assert unit.cases.by_number(facts.number) == facts
    with database.open_unit() as unit:
        changed = unit.cases.by_number(facts.number)
        assert changed
        assert changed.state is CaseState.CLOSED


def test_a_second_writer_on_a_case_waits_for_the_first(database: Database) -> None:
    facts = kept_case(database)
    begun = Event()

    def second() -> CaseFacts | None:
        begun.set()
        with database.open_unit(write=True) as unit:
            return unit.cases.by_number(facts.number, lock=True)

    with ThreadPoolExecutor(1) as pool:
        with database.open_unit(write=True) as unit:
            unit.cases.by_number(facts.number, lock=True)
            waiting = pool.submit(second)
            begun.wait(timeout=30)
            with pytest.raises(StillWaiting):
                waiting.result(timeout=0.2)
            unit.cases.save(replace(facts, state=CaseState.CLOSED))
            unit.commit()
        found = waiting.result(timeout=30)
    assert found
    assert found.state is CaseState.CLOSED


def test_who_reads_a_case_waits_for_nobody(database: Database) -> None:
    facts = kept_case(database)
    with database.open_unit(write=True) as unit, ThreadPoolExecutor(1) as pool:
        unit.cases.by_number(facts.number, lock=True)
        unit.cases.save(replace(facts, state=CaseState.CLOSED))

        def read() -> CaseFacts | None:
            with database.open_unit() as reading:
                return reading.cases.by_number(facts.number)

        assert pool.submit(read).result(timeout=30) == facts


def test_no_writer_on_a_case_overwrites_what_another_wrote(database: Database) -> None:
    facts = kept_case(database)

    def one_day_later(_number: int) -> None:
        with database.open_unit(write=True) as unit:
            found = unit.cases.by_number(facts.number, lock=True)
            assert found
            before = found.closed_on or date(2026, 1, 1)
            unit.cases.save(replace(found, closed_on=before.replace(day=before.day + 1)))
            unit.commit()

    all_at_once(one_day_later, 8)
    with database.open_unit() as unit:
        found = unit.cases.by_number(facts.number)
    assert found
    assert found.closed_on == date(2026, 1, 9)
    assert count_of(database, cases) == 1
