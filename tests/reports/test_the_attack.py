"""Whoever reads everything that was published works out no small figure: not from one report, and
not from the reports of several periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.disclosure_control import NOT_ADDED, counted_figures, publishable
from portal.domain.overlapping import (
    Edition,
    Others,
    hanging_together,
    pieces_of,
    with_others,
)
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from portal.municipality import load_municipality
from tests.domain.counted_histories import TODAY, cases
from tests.support.attack_on_reports import (
    all_withheld,
    as_json,
    learned,
    learned_of_report,
    truth_of,
)
from tests.support.attacker import Attacker, adds_over_time, read_annual
from tests.support.counted import a_case, a_matter, cases_of_2023

COPENHAGEN = load_municipality()
YEAR = year_of(2025)
FIRST_HALF = Period(date(2025, 1, 1), date(2025, 6, 30))
SECOND_HALF = Period(date(2025, 7, 1), date(2025, 12, 31))
# Each is attacked by dozens of integer programmes: too slow to be made smaller once one is found.
FEW = settings(max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def counted(told: Sequence[StatisticalFacts], period: Period) -> AnnualReport:
    return count_reports(told, period, TODAY, COPENHAGEN)


def others(told: Sequence[StatisticalFacts], period: Period, *before: AnnualReport) -> Others:
    """What was published before, and every piece of its days."""
    editions = [Edition(report.period, report.told) for report in before]
    near = hanging_together(period, editions)
    pieces = pieces_of(period, near)
    return Others(near, {piece: counted_figures(counted(told, piece)) for piece in pieces})


@FEW
@given(st.lists(cases(), max_size=30), st.integers(2022, 2026))
def test_no_small_figure_of_a_report_can_be_worked_out(
    told: list[StatisticalFacts], year: int
) -> None:
    assert learned_of_report(counted(told, year_of(year))) == {}


@FEW
@given(st.lists(cases(), max_size=30))
def test_no_small_figure_of_the_second_half_follows_from_the_year_and_the_first(
    told: list[StatisticalFacts],
) -> None:
    half = publishable(counted(told, FIRST_HALF))
    year = counted(told, YEAR)
    published = publishable(year, others=others(told, YEAR, half))
    attacker, blind = Attacker(), Attacker()
    for one, printed in ((attacker, published), (blind, all_withheld(year))):
        read_annual(one, as_json(half), "@1")
        read_annual(one, as_json(printed), "@year")
        adds_over_time(one, "@year", ["@1", "@2"])
    second = truth_of(counted(told, SECOND_HALF), "@2")
    added = {name: count for name, count in second.items() if not name.startswith("pending")}
    assert learned(attacker, blind, added) == {}


def a_year_with_one_matter_of_health_in_the_second_half() -> list[StatisticalFacts]:
    spring, autumn = date(2025, 3, 3), date(2025, 9, 9)
    return [
        *(
            a_case(spring, a_matter("law"), a_matter("health"), a_matter("finance"))
            for _ in range(6)
        ),
        *(a_case(autumn, a_matter("law"), a_matter("finance")) for _ in range(6)),
        a_case(autumn, a_matter("health")),
    ]


def test_the_year_withholds_what_the_first_half_would_give_back() -> None:
    told = a_year_with_one_matter_of_health_in_the_second_half()
    half = publishable(counted(told, FIRST_HALF))
    assert half.themes.counts["health"] == 6
    alone = publishable(counted(told, YEAR))
    assert alone.themes.counts["health"] == 7
    beside = publishable(counted(told, YEAR), others=others(told, YEAR, half))
    assert beside.themes.counts["health"] is None


def test_the_first_half_withholds_what_the_year_would_give_back() -> None:
    told = a_year_with_one_matter_of_health_in_the_second_half()
    year = publishable(counted(told, YEAR))
    half = publishable(counted(told, FIRST_HALF), others=others(told, FIRST_HALF, year))
    assert half.themes.counts["health"] is None


def test_a_report_of_other_days_changes_nothing() -> None:
    told = a_year_with_one_matter_of_health_in_the_second_half()
    before = publishable(counted(told, year_of(2024)))
    report = counted(told, YEAR)
    assert publishable(report, others=others(told, YEAR, before)) == publishable(report)


def test_periods_that_only_cross_give_a_small_piece_back_once_the_rest_is_told() -> None:
    """April to March beside the two calendar years that it lies in."""
    across = Period(date(2024, 4, 1), date(2025, 3, 31))
    told = [
        *(a_case(date(2024, 2, 2), a_matter("law"), a_matter("health")) for _ in range(5)),
        *(a_case(date(2024, 6, 6), a_matter("law"), a_matter("health")) for _ in range(5)),
        a_case(date(2025, 2, 2), a_matter("health")),
        *(a_case(date(2025, 6, 6), a_matter("law"), a_matter("health")) for _ in range(5)),
    ]
    quarter = publishable(counted(told, Period(date(2024, 1, 1), date(2024, 3, 31))))
    year = publishable(counted(told, year_of(2024)), others=others(told, year_of(2024), quarter))
    assert year.themes.counts["health"] == 10
    last = publishable(counted(told, across), others=others(told, across, quarter, year))
    assert last.themes.counts["health"] is None


def test_a_figure_that_changed_by_one_since_it_was_printed_is_withheld_in_a_longer_period() -> None:
    """The first half told of six; one more was found in it since, and the year would tell so."""
    told = a_year_with_one_matter_of_health_in_the_second_half()[:-1]
    half = publishable(counted(told, FIRST_HALF))
    later = [*told, a_case(date(2025, 5, 5), a_matter("health"))]
    year = publishable(counted(later, YEAR), others=others(later, YEAR, half))
    assert year.themes.counts["health"] is None


def test_a_year_goes_on_protecting_its_halves_once_its_facts_have_changed() -> None:
    """The year told of seven: that the half alone has six would tell the one, today as before."""
    told = a_year_with_one_matter_of_health_in_the_second_half()
    year = publishable(counted(told, YEAR))
    later = [*told, a_case(date(2025, 9, 9), a_matter("health"))]
    half = publishable(counted(later, FIRST_HALF), others=others(later, FIRST_HALF, year))
    assert half.themes.counts["health"] is None


@FEW
@given(st.lists(cases(), max_size=20))
def test_what_is_counted_in_pieces_fulfils_every_sum(told: list[StatisticalFacts]) -> None:
    """A sum that does not hold would make control believe something safe that is not."""
    half = publishable(counted(told, FIRST_HALF))
    beside = others(told, YEAR, half)
    whole = with_others(YEAR, counted_figures(counted(told, YEAR)), beside, NOT_ADDED)
    counts = {one.name: one.count for one in whole.figures}
    assert len(counts) == len(whole.figures)
    assert [one for one in whole.sums if counts[one.whole] != sum(map(counts.get, one.parts))] == []


def test_pieces_cut_the_days_where_any_period_begins_or_ends() -> None:
    editions = [Edition(FIRST_HALF, {}), Edition(Period(date(2025, 4, 1), date(2026, 3, 31)), {})]
    assert pieces_of(YEAR, editions) == [
        Period(date(2025, 1, 1), date(2025, 3, 31)),
        Period(date(2025, 4, 1), date(2025, 6, 30)),
        Period(date(2025, 7, 1), date(2025, 12, 31)),
        Period(date(2026, 1, 1), date(2026, 3, 31)),
    ]


def test_the_published_year_told_the_one_matter_and_today_does_not() -> None:
    report = counted(cases_of_2023(), year_of(2023))
    careless, careful = Attacker(), Attacker()
    read_annual(careless, as_json(report))
    read_annual(careful, as_json(publishable(report)))
    assert careless.range_of("themes.environment") == (1, 1)
    assert careful.range_of("themes.environment") == (0, 7)


@pytest.mark.parametrize("told", [True, False])
def test_the_attacker_reads_percentages_as_counts(told: bool) -> None:
    """2023 as it was printed then: percentages with one decimal, and how many there were in all."""
    attacker = Attacker()
    attacker.reads("matters", 202)
    attacker.reads("environment", None)
    attacker.reads_percent("environment", "matters", 0.5 if told else None, 0.1)
    assert attacker.range_of("environment") == ((1, 1) if told else (0, 100_000))
