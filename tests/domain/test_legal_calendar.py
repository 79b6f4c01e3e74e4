"""Which Danish day a moment belongs to, and months as the law counts them."""

from datetime import UTC, date, datetime, timedelta, timezone

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InvalidInput
from portal.domain.legal_calendar import (
    COPENHAGEN,
    YEARS_BACK,
    ClosedDay,
    add_months,
    check_not_too_early,
    closed_day,
    copenhagen_date,
    last_open_day,
    next_open_day,
)

# Closed by forældelsesloven § 27 or by the week, without being a public holiday.
NO_PUBLIC_HOLIDAY = (
    ClosedDay.SATURDAY,
    ClosedDay.SUNDAY,
    ClosedDay.CONSTITUTION_DAY,
    ClosedDay.CHRISTMAS_EVE,
    ClosedDay.NEW_YEARS_EVE,
)


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


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 1, 1), ClosedDay.NEW_YEARS_DAY),
        (date(2026, 4, 2), ClosedDay.MAUNDY_THURSDAY),
        (date(2026, 4, 3), ClosedDay.GOOD_FRIDAY),
        (date(2026, 4, 5), ClosedDay.EASTER_SUNDAY),
        (date(2026, 4, 6), ClosedDay.EASTER_MONDAY),
        (date(2026, 5, 14), ClosedDay.ASCENSION_DAY),
        (date(2026, 5, 24), ClosedDay.WHIT_SUNDAY),
        (date(2026, 5, 25), ClosedDay.WHIT_MONDAY),
        (date(2026, 6, 5), ClosedDay.CONSTITUTION_DAY),
        (date(2026, 12, 24), ClosedDay.CHRISTMAS_EVE),
        (date(2026, 12, 25), ClosedDay.CHRISTMAS_DAY),
        (date(2026, 12, 26), ClosedDay.BOXING_DAY),
        (date(2026, 12, 31), ClosedDay.NEW_YEARS_EVE),
        (date(2026, 3, 7), ClosedDay.SATURDAY),
        (date(2026, 3, 8), ClosedDay.SUNDAY),
        (date(2026, 5, 1), None),
        (date(2023, 5, 5), ClosedDay.PRAYER_DAY),
        (date(2024, 4, 26), None),
    ],
)
def test_closed_days_have_their_reason(day: date, reason: ClosedDay | None) -> None:
    assert closed_day(day) is reason


def test_the_public_holidays_are_those_of_a_library_that_keeps_them() -> None:
    for year in range(2021, 2081):
        ours = {
            day
            for day in (date(year, 1, 1) + timedelta(days=n) for n in range(366))
            if day.year == year and closed_day(day) not in (None, *NO_PUBLIC_HOLIDAY)
        }
        theirs = {day for day in holidays.country_holidays("DK", years=year) if day.year == year}
        # A holiday that falls on a weekend is named as the holiday by both.
        assert ours == theirs, year


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_working_days_around_a_day_are_the_nearest_ones(day: date) -> None:
    before, after = last_open_day(day), next_open_day(day)
    assert before <= day <= after
    assert closed_day(before) is None
    assert closed_day(after) is None
    assert (before == day) == (after == day) == (closed_day(day) is None)
    # Christmas Eve to Boxing Day with a weekend on both sides is the longest Denmark closes.
    assert (after - before).days <= 6


def test_a_day_that_is_typed_lies_no_more_than_twenty_years_back() -> None:
    assert YEARS_BACK == 20
    leap_day = date(2028, 2, 29)
    for today, first in ((date(2026, 3, 31), date(2006, 3, 31)), (leap_day, date(2008, 2, 29))):
        check_not_too_early("on", first, today)
        for day in (first - timedelta(days=1), date.min):
            with pytest.raises(InvalidInput) as refused:
                check_not_too_early("on", day, today)
            assert (refused.value.field, refused.value.reason) == ("on", "too_early")
