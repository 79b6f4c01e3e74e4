"""What was published of the same days gives no small figure back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from portal.domain.overlapping import Others
from portal.domain.period import Period, year_of
from portal.domain.publication import ReportKind
from portal.services.publishing.count_for_everybody import CountedForEverybody, count_for_everybody
from portal.services.publishing.other_editions import other_editions
from portal.services.publishing.read_draft import read_draft
from tests.services.publishing import YEAR, Place, counted, published
from tests.support.counted import a_case, a_matter

if TYPE_CHECKING:
    from tests.support.office import Office

HALF: Place = (ReportKind.ANNUAL, date(2023, 1, 1), date(2023, 6, 30))
SPRING, AUTUMN = date(2023, 3, 1), date(2023, 10, 1)
THEMES = ("finance", "law", "working_environment", "other")


@pytest.fixture
def year(office: Office) -> Office:
    """Six matters of each theme, four of them in the first half; of finance one in the second."""
    later = {"finance": 1}
    cases = []
    for theme in THEMES:
        in_autumn = later.get(theme, 3)
        days = [SPRING] * (6 - in_autumn) + [AUTUMN] * in_autumn
        cases += [
            a_case(day, a_matter(theme, in_scope=True), closed_on=date(2024, 1, 5)) for day in days
        ]
    counted(office, cases)
    return office


def as_everybody_sees(office: Office, place: Place) -> CountedForEverybody:
    draft = read_draft(office.workplace, office.anders, *place)
    return count_for_everybody(office.workplace, office.anders, draft)


def test_the_year_alone_tells_what_is_large_enough(year: Office) -> None:
    assert as_everybody_sees(year, YEAR).told["themes.finance"] == 6


def test_after_its_first_half_the_year_does_not_tell_the_second(year: Office) -> None:
    half = published(year, 0, HALF)
    assert half.told["themes.finance"] == 5
    after = as_everybody_sees(year, YEAR)
    assert "themes.finance" in after.withheld
    assert after.told["received"] == 24


def test_the_years_pieces_are_counted_as_they_are_now(year: Office) -> None:
    published(year, 0, HALF)
    after = as_everybody_sees(year, YEAR)
    others = other_editions(
        year.workplace, year.anders, ReportKind.ANNUAL, year_of(2023), after.published
    )
    assert others.pieces is not None
    received = {
        piece: {one.name: one.count for one in counts.figures}["received"]
        for piece, counts in others.pieces.items()
    }
    second = Period(date(2023, 7, 1), date(2023, 12, 31))
    assert received == {Period(*HALF[1:]): 14, second: 10}


def test_an_edition_of_other_days_is_no_matter(year: Office) -> None:
    published(year, 0, HALF)
    everything = as_everybody_sees(year, YEAR).published
    found = other_editions(
        year.workplace, year.anders, ReportKind.ANNUAL, year_of(2022), everything
    )
    assert (len(everything), found) == (1, Others(printed={Period(*HALF[1:]): everything[0].told}))
