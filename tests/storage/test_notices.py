"""Who is to be told that something is new: once a person and day, and taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from portal.storage.database import Database
from portal.storage.tables import notices
from tests.storage.rows import count_of
from tests.support.office import Office, all_at_once

TODAY = date(2026, 3, 3)
TOMORROW = TODAY + timedelta(days=1)


def note(database: Database, *recipients: bytes, send_on: date = TODAY) -> None:
    with database.open_unit(write=True) as unit:
        unit.notices.add(recipients, send_on)
        unit.commit()


def taken(database: Database, until: date) -> list[tuple[bytes, date]]:
    with database.open_unit(write=True) as unit:
        found = unit.notices.take(until)
        unit.commit()
    return found


def test_a_person_is_noted_once_a_day_however_often(office: Office) -> None:
    anders, chaima = office.anders.account.id, office.chaima.account.id
    note(office.database, anders, anders)
    note(office.database, anders, chaima)
    note(office.database, anders, send_on=TOMORROW)
    assert count_of(office.database, notices) == 3
    assert taken(office.database, TODAY) == sorted([(anders, TODAY), (chaima, TODAY)])
    assert taken(office.database, TODAY) == []
    assert taken(office.database, TOMORROW) == [(anders, TOMORROW)]


def test_what_was_missed_is_taken_later(office: Office) -> None:
    note(office.database, office.anders.account.id)
    assert taken(office.database, TODAY - timedelta(days=1)) == []
    assert len(taken(office.database, TODAY + timedelta(days=9))) == 1


def test_what_is_not_committed_is_not_taken(office: Office) -> None:
    note(office.database, office.anders.account.id)
    with office.database.open_unit(write=True) as unit:
        unit.notices.take(TODAY)
    assert len(taken(office.database, TODAY)) == 1


def test_many_may_note_the_same_people_at_once(office: Office) -> None:
    staff = [office.anders.account.id, office.birgitte.account.id, office.chaima.account.id]

    def note_them(number: int) -> None:
        order = staff[number % 3 :] + staff[: number % 3]
        note(office.database, *order)

    all_at_once(note_them, 9)
    assert len(taken(office.database, TODAY)) == 3


# SQLite has one writer at a time: nobody can wait for another in a circle.
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_notes_a_person_does_not_wait_for_who_changes_accounts(office: Office) -> None:
    with office.database.open_unit(write=True) as unit, ThreadPoolExecutor(1) as pool:
        unit.accounts.every(lock=True)
        pool.submit(note, office.database, office.anders.account.id).result(timeout=30)
    assert len(taken(office.database, TODAY)) == 1
