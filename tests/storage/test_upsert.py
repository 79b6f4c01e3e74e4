"""Whoever writes the same row at the same time: one row is left, and nobody is told off."""

from datetime import date, timedelta

import pytest

from crypto.identifiers import new_id, new_secret
from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account, PublicKeys
from portal.domain.municipality import Guidance, LocalText
from portal.storage.database import Database
from portal.storage.session_store import SessionRow
from portal.storage.tables import guidance_texts, job_runs, sessions, sign_in_throttles
from tests.storage.rows import NOON, TODAY, count_of, kept_case
from tests.support.office import all_at_once

TIMES = 8


def session_row(session_id: bytes, box: bytes = b"box", area: str = "intake") -> SessionRow:
    return SessionRow(session_id, area, None, TODAY, box)


def test_many_that_keep_one_session_leave_one(database: Database) -> None:
    session_id = new_secret()

    def put(number: int) -> None:
        with database.open_unit(write=True) as unit:
            unit.sessions.put(session_row(session_id, f"box {number}".encode()))
            unit.commit()

    all_at_once(put, TIMES)
    with database.open_unit() as unit:
        box = unit.sessions.box(session_id, "intake")
    assert box in {f"box {number}".encode() for number in range(TIMES)}
    assert count_of(database, sessions) == 1


def test_of_many_that_would_be_first_one_is(database: Database) -> None:
    session_id = new_secret()

    def put(number: int) -> bool:
        with database.open_unit(write=True) as unit:
            first = unit.sessions.put_if_absent(session_row(session_id, bytes([number])))
            unit.commit()
        return first

    answers = all_at_once(put, TIMES)
    assert sorted(answers) == [False] * (TIMES - 1) + [True]
    with database.open_unit() as unit:
        assert unit.sessions.box(session_id, "intake") == bytes([answers.index(True)])


def test_many_that_note_when_a_job_ran_leave_one_time(database: Database) -> None:
    def mark(number: int) -> None:
        with database.open_unit(write=True) as unit:
            unit.jobs.mark_run("sweep", NOON + timedelta(minutes=number))
            unit.commit()

    all_at_once(mark, TIMES)
    assert count_of(database, job_runs) == 1
    with database.open_unit() as unit:
        last = unit.jobs.last_run("sweep")
        assert unit.jobs.last_run("another") is None
    assert last in {NOON + timedelta(minutes=number) for number in range(TIMES)}
    assert last.tzinfo is not None


def test_many_waits_for_one_address_leave_one(database: Database) -> None:
    address = new_secret()

    def put(number: int) -> None:
        with database.open_unit(write=True) as unit:
            unit.throttles.put(address, number, NOON)
            unit.commit()

    all_at_once(put, TIMES)
    assert count_of(database, sign_in_throttles) == 1
    with database.open_unit(write=True) as unit:
        assert unit.throttles.take(address, NOON + timedelta(hours=1))[1] == NOON
        assert unit.throttles.take(new_secret(), NOON) == (0, NOON)


def test_of_many_that_count_a_failure_or_forget_them_all_nobody_fails(database: Database) -> None:
    address = new_secret()

    def count(number: int) -> int:
        with database.open_unit(write=True) as unit:
            failures, _ = unit.throttles.take(address, NOON)
            if number % 2:
                unit.throttles.put(address, failures + 1, NOON)
            else:
                unit.throttles.clear(address)
            unit.commit()
        return failures

    assert all(failures <= TIMES // 2 for failures in all_at_once(count, TIMES))


def test_many_that_keep_one_guidance_text_leave_one(database: Database) -> None:
    def put(number: int) -> None:
        title = LocalText(f"Titel {number}", "Title")
        with database.open_unit(write=True) as unit:
            unit.guidance.put(Guidance("police", ("not_serious",), title, LocalText("Tekst", "x")))
            unit.commit()

    all_at_once(put, TIMES)
    assert count_of(database, guidance_texts) == 1


def test_of_many_that_take_one_file_one_gets_it(database: Database) -> None:
    cases = [kept_case(database) for _ in range(TIMES)]
    file_id = new_id()
    with database.open_unit(write=True) as unit:
        unit.files.begin(file_id, TODAY)
        unit.commit()

    def attach(number: int) -> bool:
        with database.open_unit(write=True) as unit:
            got = unit.files.attach(file_id, cases[number].id)
            unit.commit()
        return got

    assert sorted(all_at_once(attach, TIMES)) == [False] * (TIMES - 1) + [True]


def test_of_many_that_spend_one_code_or_one_invitation_one_does(database: Database) -> None:
    account = Account(new_id(), "a@example.org", "Anna", Role.LEAD, Desk.BOTH, AccountState.INVITED)
    with database.open_unit(write=True) as unit:
        unit.accounts.add(account, new_secret(), date(2026, 3, 9))
        unit.commit()

    def spend(_number: int) -> tuple[bool, bool]:
        with database.open_unit(write=True) as unit:
            answers = (
                unit.accounts.activate(account.id, PublicKeys(b"p", b"i", b"s"), b"box"),
                unit.accounts.use_code_step(account.id, 7),
            )
            unit.commit()
        return answers

    answers = all_at_once(spend, TIMES)
    assert sorted(answers) == [(False, False)] * (TIMES - 1) + [(True, True)]


@pytest.mark.parametrize("step", [6, 7])
def test_no_step_is_spent_at_or_before_the_last(database: Database, step: int) -> None:
    account = Account(new_id(), "a@example.org", "Anna", Role.LEAD, Desk.BOTH, AccountState.INVITED)
    with database.open_unit(write=True) as unit:
        unit.accounts.add(account, new_secret(), date(2026, 3, 9))
        assert unit.accounts.use_code_step(account.id, 7)
        assert not unit.accounts.use_code_step(account.id, step)
        assert unit.accounts.use_code_step(account.id, 8)
        unit.commit()
