"""What strangers may use together, and how it comes back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.budget import (
    TICKET_LASTS,
    TICKET_WAIT,
    Budget,
    BudgetKind,
    Level,
    budgets,
    level_now,
    seconds_until,
    taken,
    ticket_is_over,
    ticket_waits,
)

NOW = datetime(2026, 3, 3, 11, tzinfo=UTC)
BUDGETS = st.builds(Budget, burst=st.integers(1, 10**6), per_second=st.fractions(1, 100).map(float))
# Seconds that pass, and how much is asked for after them.
ACTS = st.lists(st.tuples(st.integers(-100, 1000), st.integers(1, 1000)), max_size=40)


@given(BUDGETS, ACTS)
def test_nobody_gets_more_than_the_burst_and_what_came_back(
    budget: Budget, acts: list[tuple[int, int]]
) -> None:
    level, now, latest, used = None, NOW, NOW, 0
    for passed, amount in acts:
        now += timedelta(seconds=passed)
        after = taken(budget, level, now, amount)
        latest += timedelta(seconds=max(0, passed))
        used += amount if after else 0
        level = after or level_now(budget, level, now)
        assert 0 <= level.left <= budget.burst
    came_back = (latest - NOW).total_seconds() * budget.per_second
    assert used <= budget.burst + came_back + 1e-6


@given(BUDGETS, st.integers(0, 10**6), st.integers(1, 10**6))
def test_who_waits_as_long_as_she_is_told_gets_it(budget: Budget, left: int, amount: int) -> None:
    level = Level(min(left, budget.burst), NOW)
    wait = seconds_until(budget, level, NOW, amount)
    later = NOW + timedelta(seconds=wait)
    there = level_now(budget, level, later).left
    assert there >= min(amount, budget.burst) - 1e-6


@given(BUDGETS, st.integers(1, 10**6))
def test_no_wait_is_told_where_there_is_enough(budget: Budget, amount: int) -> None:
    got = taken(budget, None, NOW, amount) is not None
    assert got == (amount <= budget.burst)
    if got:
        assert seconds_until(budget, None, NOW, amount) == 0


def test_a_clock_that_is_set_back_neither_fills_nor_freezes_a_budget() -> None:
    budget = Budget(burst=1, per_second=1)
    used = taken(budget, None, NOW)
    back = NOW - timedelta(days=1)
    assert taken(budget, used, back) is None
    refused = level_now(budget, used, back)
    assert taken(budget, refused, back + timedelta(seconds=1)) is not None


@pytest.mark.parametrize("kind", BudgetKind)
@pytest.mark.parametrize("max_upload", [1, 500 * 1024**2, 10_000 * 1024**2])
def test_a_budget_holds_what_one_honest_sender_may_send(kind: BudgetKind, max_upload: int) -> None:
    budget = budgets(max_upload)[kind]
    of_files = kind in (BudgetKind.CASES_BYTES, BudgetKind.BYTES_OF_A_CASE)
    assert budget.burst >= (max_upload if of_files else 1)
    assert budget.per_second > 0


def test_a_ticket_is_good_after_its_wait_and_until_it_is_over() -> None:
    assert ticket_waits(NOW, NOW) == TICKET_WAIT.total_seconds()
    assert ticket_waits(NOW, NOW + TICKET_WAIT - timedelta(milliseconds=1)) == 1
    assert ticket_waits(NOW, NOW + TICKET_WAIT) == 0
    assert not ticket_is_over(NOW, NOW + TICKET_LASTS)
    assert ticket_is_over(NOW, NOW + TICKET_LASTS + timedelta(seconds=1))
    assert ticket_is_over(NOW, NOW - timedelta(seconds=1))
