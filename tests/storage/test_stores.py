"""Sessions, sealed files, forwardings and copies of keys, as their stores keep them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from crypto.identifiers import new_id, new_secret
from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.storage.case_key_store import REPORTER, KeyCopy
from portal.storage.database import Database
from portal.storage.session_store import SessionRow
from portal.storage.tables import accounts, file_chunks, files, sessions
from tests.storage.rows import NOON, TODAY, count_of, kept_case


def keep_account(database: Database) -> Account:
    account = Account(new_id(), "a@example.org", "Anna", Role.LEAD, Desk.BOTH, AccountState.INVITED)
    with database.open_unit(write=True) as unit:
        unit.accounts.add(account, new_secret(), date(2026, 3, 9))
        unit.commit()
    return account


def session_row(sweep_on: date = TODAY, account_id: bytes | None = None) -> SessionRow:
    return SessionRow(new_secret(), "staff", account_id, sweep_on, b"box")


def keep(database: Database, *rows: SessionRow) -> None:
    with database.open_unit(write=True) as unit:
        for row in rows:
            unit.sessions.put(row)
        unit.commit()


def test_a_session_is_found_in_its_own_area_alone(database: Database) -> None:
    row = session_row()
    keep(database, row)
    with database.open_unit(write=True) as unit:
        assert unit.sessions.box(row.id, "staff") == b"box"
        assert unit.sessions.box(row.id, "staff", lock=True) == b"box"
        assert unit.sessions.box(row.id, "intake") is None
        assert unit.sessions.box(new_secret(), "staff") is None


def test_sessions_end_one_by_one_all_of_an_account_or_with_the_account(database: Database) -> None:
    anna = keep_account(database)
    mine = [session_row(account_id=anna.id) for _ in range(3)]
    other = session_row()
    keep(database, *mine, other)
    with database.open_unit(write=True) as unit:
        unit.sessions.end(mine[0].id)
        unit.commit()
    assert count_of(database, sessions) == 3
    with database.open_unit(write=True) as unit:
        unit.sessions.end_all_of(anna.id)
        unit.commit()
    assert count_of(database, sessions) == 1
    keep(database, *mine)
    with database.engine.begin() as connection:
        connection.execute(delete(accounts))
    with database.open_unit() as unit:
        assert unit.sessions.box(other.id, "staff") == b"box"
    assert count_of(database, sessions) == 1


def test_only_sessions_that_are_certainly_over_are_swept(database: Database) -> None:
    keep(database, *(session_row(TODAY + timedelta(days=days)) for days in (-2, -1, 0, 1)))
    with database.open_unit(write=True) as unit:
        assert unit.sessions.sweep(TODAY) == 2
        assert unit.sessions.sweep(TODAY) == 0
        unit.commit()
    assert count_of(database, sessions) == 2


def test_waits_are_forgotten_once_they_are_long_over(database: Database) -> None:
    with database.open_unit(write=True) as unit:
        for hours in (-30, -20, 1):
            unit.throttles.put(new_secret(), 7, NOON + timedelta(hours=hours))
        assert unit.throttles.sweep(NOON - timedelta(days=1)) == 1
        unit.commit()


def test_sealed_chunks_come_back_in_order_and_in_batches(database: Database) -> None:
    file_id, other = new_id(), new_id()
    with database.open_unit(write=True) as unit:
        unit.files.begin(file_id, TODAY)
        unit.files.begin(other, TODAY)
        unit.files.append(file_id, 2, [b"2", b"3"])
        unit.files.append(file_id, 0, [b"0", b"1"])
        unit.files.append(file_id, 4, [])
        unit.files.append(other, 0, [b"x"])
        unit.commit()
    with database.open_unit() as unit:
        assert unit.files.chunks(file_id, 0, 3) == [b"0", b"1", b"2"]
        assert unit.files.chunks(file_id, 3, 3) == [b"3"]
        assert unit.files.chunks(file_id, 4, 3) == []


def test_a_file_that_a_case_has_is_neither_discarded_nor_swept_nor_taken_again(
    database: Database,
) -> None:
    facts, other = kept_case(database), kept_case(database)
    taken, waiting = new_id(), new_id()
    long_ago = TODAY - timedelta(days=90)
    with database.open_unit(write=True) as unit:
        for file_id in (taken, waiting):
            unit.files.begin(file_id, long_ago)
            unit.files.append(file_id, 0, [b"chunk"])
        assert unit.files.attach(taken, facts.id)
        assert not unit.files.attach(taken, other.id)
        unit.files.discard(taken)
        assert unit.files.sweep_unattached(TODAY) == 1
        unit.commit()
    assert count_of(database, files) == count_of(database, file_chunks) == 1
    with database.open_unit(write=True) as unit:
        assert not unit.files.attach(waiting, facts.id)
        unit.files.remove_all(facts.id)
        unit.commit()
    assert count_of(database, files) == count_of(database, file_chunks) == 0


def test_two_answers_awaited_by_the_same_day_are_answered_one_at_a_time(
    database: Database,
) -> None:
    facts, other = kept_case(database), kept_case(database)
    due, later = TODAY + timedelta(days=28), TODAY + timedelta(days=40)
    with database.open_unit(write=True) as unit:
        for case_id, administration, day in (
            (facts.id, "TMF", due),
            (facts.id, "BUF", later),
            (facts.id, "BUF", due),
            (facts.id, "BUF", due),
            (other.id, "SUF", due),
        ):
            unit.forwardings.add(case_id, administration, day)
        both = [facts.id, other.id]
        assert unit.forwardings.awaited(both) == {
            facts.id: [("BUF", due), ("BUF", due), ("TMF", due), ("BUF", later)],
            other.id: [("SUF", due)],
        }
        unit.forwardings.end_wait(facts.id, "BUF", due)
        assert unit.forwardings.awaited(both)[facts.id] == [
            ("BUF", due),
            ("TMF", due),
            ("BUF", later),
        ]
        unit.forwardings.remove_all(facts.id)
        assert unit.forwardings.awaited(both) == {other.id: [("SUF", due)]}


def test_the_copy_of_a_cases_present_generation_is_the_one_given(database: Database) -> None:
    facts, other = kept_case(database), kept_case(database)
    anna, bo = new_id(), new_id()
    with database.open_unit(write=True) as unit:
        first = [KeyCopy(holder, 1, b"old", b"seen") for holder in (REPORTER, anna, bo)]
        second = [KeyCopy(holder, 2, b"new", b"seen") for holder in (REPORTER, anna)]
        unit.case_keys.add(facts.id, [*first, *second, KeyCopy(anna, 9, b"bare", b"seen")])
        unit.cases.begin_generation(facts.id, 2)
        unit.case_keys.add(other.id, [KeyCopy(bo, 1, b"other", b"seen")])
        assert unit.case_keys.of(facts.id, anna) == KeyCopy(anna, 2, b"new", b"seen")
        assert unit.case_keys.of(facts.id, REPORTER) == KeyCopy(REPORTER, 2, b"new", b"seen")
        assert unit.case_keys.of(other.id, anna) is None
        assert sorted(unit.case_keys.members(facts.id)) == sorted([anna, bo])
        found = unit.case_keys.of_many([facts.id, other.id], bo)
        assert {case_id: copy.box for case_id, copy in found.items()} == {
            facts.id: b"old",
            other.id: b"other",
        }
        unit.case_keys.mark_seen(facts.id, anna, b"seen all")
        copies = unit.case_keys.of_many([facts.id], anna)
        assert copies[facts.id] == KeyCopy(anna, 2, b"new", b"seen all")
        unit.case_keys.remove(facts.id, anna)
        assert unit.case_keys.of(facts.id, anna) is None
        assert unit.case_keys.members(facts.id) == [bo]
        unit.case_keys.remove_all(facts.id)
        assert unit.case_keys.members(facts.id) == []
        assert unit.case_keys.members(other.id) == [bo]


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_the_newest_lines_of_the_portals_log_come_first_with_the_names_of_staff(
    database: Database, limit: int
) -> None:
    anna = keep_account(database)
    with database.open_unit(write=True) as unit:
        for minutes, actor, subject in ((1, anna.id, None), (0, None, anna.id), (2, None, None)):
            at = NOON + timedelta(minutes=minutes)
            unit.system_log.add(SystemEvent.SIGN_IN, at, actor=actor, subject=subject)
        unit.commit()
    with database.open_unit() as unit:
        lines = unit.system_log.newest(limit)
    everything = [("", ""), ("Anna", ""), ("", "Anna")]
    assert [(line.actor, line.subject) for line in lines] == everything[:limit]
    assert all(line.at.tzinfo for line in lines)
