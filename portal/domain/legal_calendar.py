"""Which Copenhagen date a moment belongs to, months as the law counts them, and closed days."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from portal.domain.errors import InvalidInput

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_SATURDAY, _SUNDAY = 5, 6
_LAST_YEAR_OF_PRAYER_DAY = 2023
_DAY = timedelta(days=1)
# A day that is typed lies no further back: what does was mistyped.
YEARS_BACK = 20


class ClosedDay(StrEnum):
    """Why a day is closed: weekends, public holidays, and the three days of forældelsesloven § 27
    that are none."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NEW_YEARS_DAY = "new_years_day"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    PRAYER_DAY = "prayer_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CONSTITUTION_DAY = "constitution_day"
    CHRISTMAS_EVE = "christmas_eve"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"
    NEW_YEARS_EVE = "new_years_eve"


_FIXED = {
    (1, 1): ClosedDay.NEW_YEARS_DAY,
    (6, 5): ClosedDay.CONSTITUTION_DAY,
    (12, 24): ClosedDay.CHRISTMAS_EVE,
    (12, 25): ClosedDay.CHRISTMAS_DAY,
    (12, 26): ClosedDay.BOXING_DAY,
    (12, 31): ClosedDay.NEW_YEARS_EVE,
}

# Days from Easter Sunday.
_MOVABLE = {
    -3: ClosedDay.MAUNDY_THURSDAY,
    -2: ClosedDay.GOOD_FRIDAY,
    0: ClosedDay.EASTER_SUNDAY,
    1: ClosedDay.EASTER_MONDAY,
    39: ClosedDay.ASCENSION_DAY,
    49: ClosedDay.WHIT_SUNDAY,
    50: ClosedDay.WHIT_MONDAY,
}
_PRAYER_DAY_AFTER_EASTER = 26


def copenhagen_date(moment: datetime) -> date:
    """The Danish calendar date of an aware moment (00:30 local time is yesterday in UTC).

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(COPENHAGEN).date()


def add_months(start: date, months: int) -> date:
    """The day of the same number `months` later, or the last day of that month.

    The rule of forældelsesloven § 27: 30 November + 3 months is 28 February (29 in leap years).
    """
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def check_not_too_early(field: str, on: date, today: date) -> None:
    """Raises InvalidInput (the field's name, `too_early`) for a Copenhagen date that lies more than
    YEARS_BACK years back."""
    if on < add_months(today, -12 * YEARS_BACK):
        raise InvalidInput(field, "too_early")


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the rule of Meeus, Jones and Butcher (Nature, 20 April 1876; Meeus, *Astronomical
    Algorithms*, chapter 8).
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def closed_day(day: date) -> ClosedDay | None:
    """Why public offices are closed on a day, or None for a working day.

    1 May is one; store bededag is one from 2024 (LOV 214/2023). A holiday on a weekend is named as
    the holiday.
    """
    if (reason := _holidays(day.year).get(day)) is not None:
        return reason
    return {_SATURDAY: ClosedDay.SATURDAY, _SUNDAY: ClosedDay.SUNDAY}.get(day.weekday())


def last_open_day(day: date) -> date:
    """The last working day on or before a day."""
    while closed_day(day) is not None:
        day -= _DAY
    return day


def next_open_day(day: date) -> date:
    """The first working day on or after a day (forældelsesloven § 27)."""
    while closed_day(day) is not None:
        day += _DAY
    return day


@cache
def _holidays(year: int) -> dict[date, ClosedDay]:
    easter = easter_sunday(year)
    found = {date(year, month, day): reason for (month, day), reason in _FIXED.items()}
    if year <= _LAST_YEAR_OF_PRAYER_DAY:
        found[easter + timedelta(days=_PRAYER_DAY_AFTER_EASTER)] = ClosedDay.PRAYER_DAY
    return found | {easter + timedelta(days=days): reason for days, reason in _MOVABLE.items()}
