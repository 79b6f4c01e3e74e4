"""A period that is counted: whole Copenhagen days, both ends included."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.errors import InvalidInput
from portal.domain.legal_calendar import add_months

_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Period:
    """From `first` to `last`. Raises InvalidInput (`last`, `before_first`)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput("last", "before_first")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first in other or other.first in self

    @property
    def eve(self) -> date:
        """The day before it begins."""
        return self.first - _DAY

    @property
    def calendar_year(self) -> int | None:
        """The year that it is, if it is a whole calendar year."""
        year = self.first.year
        return year if self == year_of(year) else None

    @property
    def part_of_year(self) -> tuple[int, int] | None:
        """(2, 1) for the first half of a calendar year, (4, 3) for its third quarter."""
        for parts in (2, 4):
            months = _MONTHS_A_YEAR // parts
            number = (self.first.month - 1) // months + 1
            first = date(self.first.year, (number - 1) * months + 1, 1)
            if self == Period(first, add_months(first, months) - _DAY):
                return parts, number
        return None

    def years_before(self, years: int) -> "Period":
        """The same part of the calendar so many years earlier.

        Neighbours stay neighbours and the end of a month stays one: February 2025 is compared with
        all of February 2024.
        """
        months = -years * _MONTHS_A_YEAR
        end = add_months(self.last + _DAY, months) - _DAY
        return Period(add_months(self.first, months), end)


def year_of(year: int) -> Period:
    """The calendar year `year`. Raises ValueError outside 1 to 9999."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def last_part_before(day: date, months: int) -> Period:
    """The last part of a calendar year that was over before `day`, where a year is divided into
    parts of `months` (1, 3, 6 or 12): on 3 March 2026 the last of 3 is October to December 2025."""
    counted = day.year * _MONTHS_A_YEAR + day.month - 1
    year, month = divmod(counted - counted % months, _MONTHS_A_YEAR)
    running = date(year, month + 1, 1)
    return Period(add_months(running, -months), running - _DAY)
