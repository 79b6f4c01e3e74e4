"""What is published gives nothing back that was withheld, by any sum there is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from portal.domain.annual_report import AnnualReport, Part, Reason, count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.matter import Outcome
from portal.domain.period import year_of
from portal.domain.statistics import MatterFacts, StatisticalFacts
from portal.domain.triage import Ground
from portal.domain.withholding import THRESHOLD
from portal.municipality import load_municipality
from tests.domain.counted_histories import TODAY
from tests.support.counted import a_case, a_matter, cases_of_2023, pending_at_the_end_of_2024

COPENHAGEN = load_municipality()
MARCH = date(2025, 3, 3)
# He knows how it is made, and not the secret: whatever any secret gives is possible to him.
SECRETS = (b"one", b"another")
REJECTED = a_matter(ground=Ground.NOT_SERIOUS)
CONFIRMED = a_matter(outcome=Outcome.CONFIRMED)


def counted(*told: StatisticalFacts, year: int = 2025) -> AnnualReport:
    return count_reports(told, year_of(year), TODAY, COPENHAGEN)


def with_matters(*matters: MatterFacts) -> AnnualReport:
    """Matters spread over reports, four in each."""
    bundles = [matters[start : start + 4] for start in range(0, len(matters), 4)]
    return counted(*(a_case(MARCH, *bundle, closed_on=MARCH) for bundle in bundles))


def withheld(report: AnnualReport) -> dict[Part, Reason]:
    return dict(publishable(report).withheld)


def themes_of(report: AnnualReport) -> dict[str, int | None]:
    return {code: count for code, count in report.themes.counts.items() if count != 0}


def test_a_report_without_small_figures_is_published_as_it_is() -> None:
    report = with_matters(*[REJECTED] * 3, *[CONFIRMED] * 4)
    published = publishable(report)
    assert published.decisions == replace(report.decisions, cells=published.decisions.cells)
    assert published.decisions.counts == {"in_scope": 4, "rejected": 3, "undecided": 0}
    assert published.grounds.counts["not_serious"] == 3
    assert published.outcomes.counts["confirmed"] == 4
    assert not published.themes.withheld


@pytest.mark.parametrize("few", [1, 2])
def test_a_small_cell_takes_the_next_one_along_and_leaves_the_others(few: int) -> None:
    matters = [*[a_matter("law")] * 9, *[a_matter("finance")] * 5, *[a_matter("health")] * few]
    published = publishable(with_matters(*matters))
    assert themes_of(published) == {"law": 9, "finance": None, "health": None}
    gone = [cell.percent for cell in published.themes.cells if cell.count is None]
    assert gone == [None, None]
    assert published.themes.total == published.matters == 14 + few
    assert dict(published.withheld)[Part.THEMES] is Reason.SMALL_FIGURES
    assert published.withheld_figures == {"themes.finance", "themes.health"}
    assert published.told["themes.law"] == 9


def test_the_reason_does_not_say_which_of_them_is_small() -> None:
    report = publishable(
        with_matters(*[REJECTED] * 5, a_matter(ground=Ground.NO_CONSENT), *[CONFIRMED] * 5)
    )
    assert set(dict(report.withheld).values()) <= {Reason.SMALL_FIGURES, Reason.FEW_CASES}


def test_the_threshold_itself_is_told() -> None:
    report = with_matters(*[a_matter("law")] * 9, *[a_matter("health")] * THRESHOLD)
    assert Part.THEMES not in withheld(report)


def test_a_threshold_of_five_withholds_four() -> None:
    report = with_matters(*[a_matter("law")] * 9, *[a_matter("health")] * 4)
    assert not publishable(report).themes.withheld
    published = publishable(report, threshold=5)
    assert published.themes.withheld
    assert published.threshold == 5


def test_a_figure_that_two_people_decided_to_tell_is_told() -> None:
    report = with_matters(*[a_matter("law")] * 9, a_matter("health"))
    published = publishable(report, exact=["themes.health", "themes.law"])
    assert themes_of(published) == {"law": 9, "health": 1}


def test_the_total_of_grounds_goes_with_the_number_of_rejected() -> None:
    """One is not decided, so the rejected or those in scope go along: and with them the totals that
    say the same."""
    published = publishable(with_matters(*[REJECTED] * 5, *[CONFIRMED] * 9, a_matter()))
    assert published.decisions.counts == {"in_scope": 9, "rejected": None, "undecided": None}
    assert published.grounds.total is None
    assert published.grounds.counts["not_serious"] is None
    assert published.outcomes.total == 9


def test_with_whom_cases_rest_is_withheld_when_one_rests_with_the_reporter() -> None:
    report = counted(*pending_at_the_end_of_2024(), year=2024)
    published = publishable(report)
    assert published.pending.counts == {"unit": None, "administration": 30, "reporter": None}
    assert published.pending.total == published.stock.closing == 34


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(0, 9, True), (1, 9, False), (2, 9, False), (3, 9, True), (7, 9, False), (9, 9, True)],
)
def test_a_count_is_told_unless_it_or_what_is_left_is_small(
    count: int, of: int, told: bool
) -> None:
    police = replace(CONFIRMED, police_report=True, follow_up_told=True)
    away = a_matter(ground=Ground.NOT_SERIOUS, passed_on=True)
    left = of - count
    matters = [*[police] * count, *[CONFIRMED] * left, *[away] * count, *[REJECTED] * left]
    report = publishable(with_matters(*matters))
    counted_here = (report.police_reports, report.followed_up, report.passed_on)
    assert counted_here == ((count,) * 3 if told else (None,) * 3)
    late = [a_case(MARCH, extended=place < count) for place in range(of)]
    assert publishable(counted(*late)).extended == (count if told else None)


@pytest.mark.parametrize(("again", "told"), [(0, 0), (1, None), (2, None), (3, 3)])
def test_cases_opened_again_are_told_from_three_on(again: int, told: int | None) -> None:
    report = with_matters(CONFIRMED)
    report = replace(report, stock=replace(report.stock, reopened=again))
    assert publishable(report).stock.reopened == told


def answered(*after: int | None) -> AnnualReport:
    return counted(*(a_case(MARCH, a_matter(), feedback_after=days) for days in after))


def test_numbers_in_time_are_withheld_when_few_were_late() -> None:
    feedback = publishable(answered(*[20] * 9, 100)).feedback
    assert None in (feedback.given, feedback.within)
    assert (feedback.judged, feedback.percent) == (10, None)


def test_numbers_in_time_are_withheld_when_few_were_never_answered() -> None:
    feedback = publishable(answered(*[20] * 9, *[100] * 3, None)).feedback
    assert None in (feedback.given, feedback.judged)


def test_numbers_in_time_are_told_when_nobody_is_few() -> None:
    feedback = publishable(answered(*[20] * 9, *[100] * 3)).feedback
    assert (feedback.given, feedback.within, feedback.judged) == (12, 9, 12)
    assert feedback.percent == Decimal(75)
    assert feedback.median == Decimal(20)


@pytest.mark.parametrize(
    ("answers", "median", "ninetieth"),
    [(2, None, None), (3, 20, None), (5, 20, None), (29, 20, None), (30, 20, 20)],
)
def test_the_ninetieth_percentile_of_fewer_than_thirty_is_withheld(
    answers: int, median: int | None, ninetieth: int | None
) -> None:
    report = publishable(answered(*[20] * answers))
    assert (report.feedback.median, report.feedback.ninetieth) == (median, ninetieth)
    told = dict(report.withheld)
    assert (Part.FEEDBACK_DAYS in told) is (median is None)
    alone = median is not None and ninetieth is None
    assert (told.get(Part.FEEDBACK_NINETIETH) is Reason.FEW_CASES) is alone
    assert report.acknowledgement.ninetieth == (0 if ninetieth else None)


def test_the_median_of_two_is_no_median() -> None:
    assert withheld(answered(20, 30))[Part.FEEDBACK_DAYS] is Reason.FEW_CASES
    assert publishable(answered(20, 30)).feedback.median is None
    assert publishable(answered(20, 30, 40)).feedback.median == Decimal(30)


def test_the_longest_of_few_waits_does_not_tell_that_one_was_late() -> None:
    few = publishable(answered(*[20] * 9, 100)).feedback
    assert (few.median, few.ninetieth) == (None, None)
    many = publishable(answered(*[20] * 60, 100)).feedback
    assert (many.median, many.ninetieth) == (Decimal(20), 20)
    assert None in (many.given, many.within)


def test_percentages_of_fewer_than_a_hundred_are_whole() -> None:
    few = with_matters(*[a_matter("law")] * 8, *[a_matter("health")] * 4)
    assert few.themes.cells[1].percent == Decimal("66.7")
    assert str(publishable(few).themes.cells[1].percent) == "67"
    many = with_matters(*[a_matter("law")] * 80, *[a_matter("health")] * 40)
    assert str(publishable(many).themes.cells[1].percent) == "66.7"


def test_administrations_are_told_where_none_is_small() -> None:
    report = with_matters(
        *[a_matter(administration="BUF")] * 50,
        *[a_matter(administration="SOF")] * 9,
        a_matter(administration="TMF"),
    )
    published = publishable(report)
    assert published.by_administration is not None
    told = {code: one for code, one in published.by_administration.counts.items() if one != 0}
    assert told == {"BUF": 50, "SOF": None, "TMF": None}


def test_the_totals_stay_however_small() -> None:
    published = publishable(with_matters(CONFIRMED))
    assert (published.received, published.matters, published.stock.received) == (1, 1, 1)
    assert not published.internal


def test_of_the_published_year_two_themes_are_withheld_and_the_others_are_as_they_were() -> None:
    published = publishable(counted(*cases_of_2023(), year=2023))
    assert published.matters == 202
    told = {cell.code: str(cell.percent) for cell in published.themes.cells if cell.count}
    assert (told["work_environment"], told["law"], told["other"]) == ("32.2", "26.7", "5.0")
    gone = {cell.code for cell in published.themes.cells if cell.count is None}
    assert gone == {"environment", "data_protection"}


# Every world: what fits what is printed, for somebody who knows exactly how it is made.


def test_no_small_number_of_matters_is_the_only_one_that_fits_what_is_printed() -> None:
    grounds = (Ground.NOT_SERIOUS, Ground.NO_CONSENT)
    outcomes = (Outcome.CONFIRMED, Outcome.REFUTED)
    worlds = defaultdict(list)
    for total in range(5):
        for split in ways(total, 5):
            matters = [a_matter()] * split[0]
            for number, ground in zip(split[1:3], grounds, strict=True):
                matters += [a_matter(ground=ground)] * number
            for number, outcome in zip(split[3:], outcomes, strict=True):
                matters += [a_matter(outcome=outcome)] * number
            report = with_matters(*matters)
            for secret in SECRETS:
                worlds[seen(report, secret)].append(split)
    alone = [
        (printed, splits[0])
        for printed, splits in worlds.items()
        for place in range(5)
        if {split[place] for split in splits} <= {1, 2} and len({s[place] for s in splits}) == 1
    ]
    assert alone == []


def test_no_small_number_of_late_answers_is_the_only_one_that_fits_what_is_printed() -> None:
    worlds = defaultdict(list)
    # In time, late, never, and none owed.
    for total in range(6):
        for split in ways(total, 4):
            told = [a_case(MARCH, a_matter(), feedback_after=20)] * split[0]
            told += [a_case(MARCH, a_matter(), feedback_after=100)] * split[1]
            told += [a_case(MARCH, a_matter())] * split[2]
            told += [a_case(MARCH, a_matter(ground=Ground.NOT_SERIOUS))] * split[3]
            published = publishable(counted(*told))
            worlds[(published.received, published.feedback)].append(split)
    for splits in worlds.values():
        for place in range(4):
            fitting = {split[place] for split in splits}
            assert fitting not in ({1}, {2}), splits


def ways(total: int, places: int) -> list[tuple[int, ...]]:
    """Every way to spread a number over places."""
    tried = product(range(total + 1), repeat=places)
    return [split for split in tried if sum(split) == total]


def seen(report: AnnualReport, secret: bytes) -> tuple[object, ...]:
    """What of a report's matters the public sees; themes are all the same here."""
    published = publishable(report, secret=secret)
    return (
        published.matters,
        published.decisions,
        published.grounds,
        published.outcomes,
        published.police_reports,
        published.followed_up,
        published.passed_on,
        published.withheld,
    )
