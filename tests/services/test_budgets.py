"""What is left of a budget, however many ask for it at once; and who is let in after a wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from portal.domain.budget import Budget, BudgetKind, budgets
from portal.domain.case_status import CaseKind
from portal.services.budgets import Budgets
from portal.services.reporting.admit_case import Sending, Wait, admit_case
from tests.support.portal import NOON

if TYPE_CHECKING:
    from tests.support.portal import Portal

SENDING = Sending(CaseKind.REPORT, "one sending", b"a session")
MADE_UP = ["1", "1.", "9" * 30, "٣.x", f"{int(NOON.timestamp())}.abc", "-1.x", ".", "1.é"]


def test_of_many_who_ask_at_once_no_more_get_something_than_there_is() -> None:
    kept = Budgets({BudgetKind.REPORTS: Budget(burst=50, per_second=1)})
    with ThreadPoolExecutor(16) as threads:
        got = list(threads.map(lambda _: kept.take(BudgetKind.REPORTS, NOON), range(2000)))
    assert sum(got) == 50


def test_what_one_case_uses_is_not_missed_by_another() -> None:
    kept = Budgets({BudgetKind.MESSAGES_OF_A_CASE: Budget(burst=1, per_second=1)})
    got = [
        kept.take(BudgetKind.MESSAGES_OF_A_CASE, NOON, of=of) for of in (b"one", b"one", b"other")
    ]
    assert got == [True, False, True]
    assert kept.wait_seconds(BudgetKind.MESSAGES_OF_A_CASE, NOON, of=b"one") == 1


def test_however_many_cases_there_are_the_memory_does_not_grow() -> None:
    kept = Budgets(budgets(0))
    for number in range(5000):
        kept.take(BudgetKind.MESSAGES_OF_A_CASE, NOON, of=number.to_bytes(4, "big"))
    assert len(kept._levels) == 4096


@pytest.fixture
def flooded(intake_portal: Portal) -> Portal:
    while intake_portal.workplace.budgets.take(BudgetKind.REPORTS, NOON):
        pass
    return intake_portal


def test_who_waited_is_let_in_once_the_wait_is_over_and_before_it_lapses(flooded: Portal) -> None:
    here = flooded.workplace
    waits = admit_case(here, SENDING, "")
    assert waits is not None
    assert waits.seconds == 20
    flooded.clock.advance(timedelta(seconds=12))
    assert admit_case(here, SENDING, waits.ticket) == Wait(8, waits.ticket)
    flooded.clock.advance(timedelta(seconds=8))
    assert admit_case(here, SENDING, waits.ticket) is None
    flooded.clock.advance(timedelta(hours=1))
    while here.budgets.take(BudgetKind.REPORTS, flooded.clock.now()):
        pass
    later = admit_case(here, SENDING, waits.ticket)
    assert later is not None
    assert later.seconds == 20


def test_a_ticket_is_of_one_sending_in_one_session_and_nobody_makes_it_up(flooded: Portal) -> None:
    here = flooded.workplace
    given = admit_case(here, SENDING, "")
    assert given is not None
    flooded.clock.advance(timedelta(seconds=20))
    others = [
        Sending(CaseKind.REPORT, "another sending", b"a session"),
        Sending(CaseKind.REPORT, "one sending", b"another session"),
    ]
    assert all(admit_case(here, other, given.ticket) is not None for other in others)
    assert all(admit_case(here, SENDING, ticket) is not None for ticket in MADE_UP)


def test_a_ticket_that_is_used_over_and_over_lets_nobody_in(flooded: Portal) -> None:
    given = admit_case(flooded.workplace, SENDING, "")
    assert given is not None
    flooded.clock.advance(timedelta(seconds=20))
    let_in = [admit_case(flooded.workplace, SENDING, given.ticket) is None for _ in range(5)]
    assert let_in == [True, True, True, False, False]


def test_where_no_ticket_is_left_there_is_a_wait_all_the_same(flooded: Portal) -> None:
    while flooded.workplace.budgets.take(BudgetKind.TICKETS, NOON):
        pass
    assert admit_case(flooded.workplace, SENDING, "") == Wait(60, "")
