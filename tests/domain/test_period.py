"""A period of whole days, and the same part of the calendar in earlier years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InvalidInput
from portal.domain.period import Period, last_part_before, year_of

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_both_ends_are_in_it() -> None:
    period = Period(date(2025, 1, 1), date(2025, 6, 30))
    assert date(2025, 1, 1) in period
    assert date(2025, 6, 30) in period
    assert date(2025, 7, 1) not in period
    assert period.eve == date(2024, 12, 31)


def test_it_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidInput, match="last: before_first"):
        Period(date(2025, 1, 2), date(2025, 1, 1))
    assert date(2025, 1, 1) in Period(date(2025, 1, 1), date(2025, 1, 1))


def test_a_whole_year_knows_which_it_is() -> None:
    assert year_of(2024).calendar_year == 2024
    assert Period(date(2024, 1, 1), date(2024, 12, 30)).calendar_year is None
    assert Period(date(2023, 1, 1), date(2024, 12, 31)).calendar_year is None


@pytest.mark.parametrize(
    ("first", "last", "earlier"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), (date(2024, 1, 1), date(2024, 12, 31))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 2, 1), date(2024, 2, 29), (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2024, 2, 29), date(2024, 3, 31), (date(2023, 2, 28), date(2023, 3, 31))),
    ],
)
def test_the_year_before_is_the_same_part_of_the_calendar(
    first: date, last: date, earlier: tuple[date, date]
) -> None:
    assert Period(first, last).years_before(1) == Period(*earlier)


@given(DAYS, st.integers(1, 400), st.integers(1, 400), st.integers(1, 3))
def test_neighbours_stay_neighbours(first: date, days: int, more: int, years: int) -> None:
    middle = first + timedelta(days=days)
    one = Period(first, middle - timedelta(days=1)).years_before(years)
    other = Period(middle, middle + timedelta(days=more)).years_before(years)
    assert other.eve == one.last


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        (12, date(2025, 1, 1), date(2025, 12, 31)),
        (6, date(2025, 7, 1), date(2025, 12, 31)),
        (3, date(2025, 10, 1), date(2025, 12, 31)),
        (1, date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_the_last_part_of_a_year_that_is_over(months: int, first: date, last: date) -> None:
    assert last_part_before(date(2026, 3, 3), months) == Period(first, last)


@given(DAYS, st.sampled_from((1, 3, 6, 12)))
def test_a_last_part_is_over_and_the_next_one_runs(day: date, months: int) -> None:
    part = last_part_before(day, months)
    assert part.last < day
    assert part.first.day == 1
    assert (part.first.month - 1) % months == 0
    assert last_part_before(part.last + timedelta(days=1), months) == part
    assert last_part_before(day.replace(day=1), months) == part
