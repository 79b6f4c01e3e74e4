"""Which Danish day a moment belongs to, and months as the law counts them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.legal_calendar import COPENHAGEN, add_months, copenhagen_date


def test_half_past_midnight_in_copenhagen_is_that_day_though_yesterday_in_utc() -> None:
    moment = datetime(2026, 1, 15, 0, 30, tzinfo=COPENHAGEN)
    assert moment.astimezone(UTC).date() == date(2026, 1, 14)
    assert copenhagen_date(moment) == copenhagen_date(moment.astimezone(UTC)) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        # Winter is one hour ahead of UTC, summer two.
        (datetime(2026, 1, 14, 22, 59, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 14, 21, 59, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
        # The night to 29 March 2026 has no hour between two and three.
        (datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        # The night to 25 October 2026 has that hour twice.
        (datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_copenhagen(utc: datetime, day: date) -> None:
    assert copenhagen_date(utc) == day


def test_a_moment_told_in_another_zone_is_the_same_day() -> None:
    moment = datetime(2026, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    assert copenhagen_date(moment) == date(2026, 5, 2)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        copenhagen_date(datetime(2026, 1, 15, 0, 30))  # noqa: DTZ001


@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_danish_day_is_the_utc_day_or_the_next(moment: datetime) -> None:
    ahead = (copenhagen_date(moment) - moment.date()).days
    assert ahead == (1 if moment.astimezone(COPENHAGEN).hour < moment.hour else 0)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 11, 28), 3, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 2, 28), 3, date(2026, 5, 28)),
        (date(2026, 4, 30), 3, date(2026, 7, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_so_many_months_later_is_in_the_right_month_and_never_on_a_later_number(
    start: date, months: int
) -> None:
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_a_day_later_never_ends_earlier(start: date, months: int) -> None:
    assert add_months(start, months) <= add_months(start + timedelta(days=1), months)
