"""A period is called by its year or the part of it, where it is one, and else by its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.period import Period, year_of
from portal.municipality import load_municipality
from portal.reports.report_wording import ReportWording

COPENHAGEN = load_municipality()
DAY = timedelta(days=1)
# The leap year 2024: a quarter with its 29th of February is a quarter.
PARTS = [
    (Period(date(2024, 1, 1), date(2024, 6, 30)), "1. halvår 2024", "the first half of 2024"),
    (Period(date(2024, 7, 1), date(2024, 12, 31)), "2. halvår 2024", "the second half of 2024"),
    (Period(date(2024, 1, 1), date(2024, 3, 31)), "1. kvartal 2024", "the first quarter of 2024"),
    (Period(date(2024, 4, 1), date(2024, 6, 30)), "2. kvartal 2024", "the second quarter of 2024"),
    (Period(date(2024, 7, 1), date(2024, 9, 30)), "3. kvartal 2024", "the third quarter of 2024"),
    (
        Period(date(2024, 10, 1), date(2024, 12, 31)),
        "4. kvartal 2024",
        "the fourth quarter of 2024",
    ),
]
DANISH, ENGLISH = (ReportWording(COPENHAGEN, language) for language in ("da", "en"))


@pytest.mark.parametrize(("period", "danish", "english"), PARTS)
def test_a_half_and_a_quarter_of_a_year_have_their_names(
    period: Period, danish: str, english: str
) -> None:
    assert (DANISH.short(period), DANISH.named(period)) == (danish, f"i {danish}")
    assert (ENGLISH.short(period), ENGLISH.named(period)) == (english, f"in {english}")


def test_a_year_has_its_number() -> None:
    assert (DANISH.short(year_of(2024)), DANISH.named(year_of(2024))) == ("2024", "i 2024")
    assert (ENGLISH.short(year_of(2024)), ENGLISH.named(year_of(2024))) == ("2024", "in 2024")


@pytest.mark.parametrize("part", [period for period, *_ in PARTS])
def test_a_day_more_or_less_is_no_part_of_a_year(part: Period) -> None:
    for other in (Period(part.first + DAY, part.last), Period(part.first, part.last - DAY)):
        assert other.part_of_year is None
        assert DANISH.short(other) == DANISH.named(other)
        assert DANISH.named(other).startswith("fra ")


def test_twelve_and_six_months_across_years_are_named_by_their_days() -> None:
    across = Period(date(2023, 4, 1), date(2024, 3, 31))
    assert ENGLISH.short(across) == "from 1 April 2023 to 31 March 2024"
    assert Period(date(2023, 10, 1), date(2024, 3, 31)).part_of_year is None
    assert Period(date(2023, 4, 1), date(2023, 9, 30)).part_of_year is None
