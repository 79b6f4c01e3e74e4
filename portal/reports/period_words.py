"""What a period is called. It knows of no figure: the public side, which counts nothing, says it
too."""

from collections.abc import Mapping
from typing import Final

from portal.domain.municipality import LocalText
from portal.domain.period import Period
from portal.reports.tables import long_day

_IN_YEAR: Final = LocalText("i {year}", "in {year}")
# By how many parts the year has, and which of them it is.
_PARTS_OF_YEAR: Final[Mapping[tuple[int, int], LocalText]] = {
    (2, 1): LocalText("1. halvår {year}", "the first half of {year}"),
    (2, 2): LocalText("2. halvår {year}", "the second half of {year}"),
    (4, 1): LocalText("1. kvartal {year}", "the first quarter of {year}"),
    (4, 2): LocalText("2. kvartal {year}", "the second quarter of {year}"),
    (4, 3): LocalText("3. kvartal {year}", "the third quarter of {year}"),
    (4, 4): LocalText("4. kvartal {year}", "the fourth quarter of {year}"),
}
_IN_PART: Final = LocalText("i {part}", "in {part}")
_FROM_TO: Final = LocalText("fra {first} til {last}", "from {first} to {last}")


def short_name(period: Period, language: str) -> str:
    """`2023`, `the first half of 2023`, or the two days that a period lies between."""
    if period.calendar_year is not None:
        return str(period.calendar_year)
    if period.part_of_year is not None:
        part = _PARTS_OF_YEAR[period.part_of_year].text(language)
        return part.format(year=period.first.year)
    return name_in_sentence(period, language)


def name_in_sentence(period: Period, language: str) -> str:
    """`in 2023`, `in the first half of 2023`, or the two days that a period lies between."""
    if period.calendar_year is not None:
        return _IN_YEAR.text(language).format(year=period.calendar_year)
    if period.part_of_year is not None:
        return _IN_PART.text(language).format(part=short_name(period, language))
    first, last = (long_day(day, language) for day in (period.first, period.last))
    return _FROM_TO.text(language).format(first=first, last=last)
