"""That a reporter acted is noted with her act and taken once, by whoever writes the mails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from crypto.identifiers import new_id
from portal.storage.database import Database
from portal.storage.notice_store import Notice
from portal.storage.tables import notices
from tests.storage.rows import count_of
from tests.support.office import Office, all_at_once

TODAY = date(2026, 3, 3)
TOMORROW = TODAY + timedelta(days=1)


def note(database: Database, send_on: date = TODAY) -> Notice:
    notice = Notice(new_id(), send_on, b"box")
    with database.open_unit(write=True) as unit:
        unit.notices.add(notice)
        unit.commit()
    return notice


def taken(database: Database, until: date) -> list[Notice]:
    with database.open_unit(write=True) as unit:
        found = unit.notices.take(until)
        unit.commit()
    return found


def test_a_notice_is_taken_on_its_day_and_once(database: Database) -> None:
    first, second, later = note(database), note(database), note(database, TOMORROW)
    assert count_of(database, notices) == 3
    assert taken(database, TODAY) == sorted([first, second], key=lambda one: one.id)
    assert taken(database, TODAY) == []
    assert taken(database, TOMORROW) == [later]


def test_what_was_missed_is_taken_later(database: Database) -> None:
    notice = note(database)
    assert taken(database, TODAY - timedelta(days=1)) == []
    assert taken(database, TODAY + timedelta(days=9)) == [notice]


def test_what_is_not_committed_is_not_taken(database: Database) -> None:
    notice = note(database)
    with database.open_unit(write=True) as unit:
        unit.notices.take(TODAY)
    assert taken(database, TODAY) == [notice]


def test_of_two_who_take_at_once_each_notice_goes_to_one(database: Database) -> None:
    noted = {note(database).id for _ in range(20)}
    found = all_at_once(lambda _number: taken(database, TODAY), 4)
    ids = [notice.id for part in found for notice in part]
    assert sorted(ids) == sorted(noted)


# SQLite has one writer at a time: nobody can wait for another in a circle.
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_notes_an_act_does_not_wait_for_who_changes_accounts(office: Office) -> None:
    with office.database.open_unit(write=True) as unit, ThreadPoolExecutor(1) as pool:
        unit.accounts.every(lock=True)
        pool.submit(note, office.database).result(timeout=30)
