"""What is published gives nothing back that was withheld, by any sum there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.annual_report import AnnualReport, Part, Reason, count_reports
from portal.domain.breakdown import Breakdown
from portal.domain.disclosure_control import THRESHOLD, publishable
from portal.domain.matter import Outcome
from portal.domain.period import year_of
from portal.domain.statistics import MatterFacts, StatisticalFacts
from portal.domain.triage import Ground
from portal.municipality import load_municipality
from tests.domain.counted_histories import TODAY, cases
from tests.support.counted import a_case, a_matter, cases_of_2023, pending_at_the_end_of_2024

COPENHAGEN = load_municipality()
MARCH = date(2025, 3, 3)
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


def test_a_table_without_small_cells_is_published_as_it_is() -> None:
    published = publishable(with_matters(*[REJECTED] * 3, *[CONFIRMED] * 4))
    assert published.decisions.counts == {"in_scope": 4, "rejected": 3, "undecided": 0}
    assert published.grounds.counts["not_serious"] == 3
    assert published.outcomes.counts["confirmed"] == 4
    assert not published.themes.withheld


@pytest.mark.parametrize("few", [1, 2])
def test_a_small_cell_takes_its_whole_table_with_it_and_leaves_the_total(few: int) -> None:
    matters = [*[a_matter("law")] * 9, *[a_matter("health")] * few]
    report = publishable(with_matters(*matters))
    assert {(cell.count, cell.percent) for cell in report.themes.cells} == {(None, None)}
    assert report.themes.total == report.matters == 9 + few
    assert (Part.THEMES, Reason.SMALL_CELLS) in report.withheld


def test_the_threshold_itself_is_told() -> None:
    report = with_matters(*[a_matter("law")] * 9, *[a_matter("health")] * THRESHOLD)
    assert Part.THEMES not in withheld(report)


def test_withheld_decisions_take_grounds_and_outcomes_and_their_totals_with_them() -> None:
    report = publishable(with_matters(*[REJECTED] * 5, *[CONFIRMED] * 5, a_matter()))
    for table in (report.decisions, report.grounds, report.outcomes):
        assert {cell.count for cell in table.cells} == {None}
    assert report.grounds.total is None
    assert report.outcomes.total is None
    assert report.police_reports is None
    assert report.followed_up is None
    assert report.passed_on is None
    reasons = dict(report.withheld)
    assert reasons[Part.DECISIONS] is Reason.SMALL_CELLS
    assert reasons[Part.GROUNDS] is reasons[Part.OUTCOMES] is Reason.GIVES_BACK


def test_withheld_grounds_leave_the_decisions_and_their_own_total() -> None:
    report = publishable(
        with_matters(*[REJECTED] * 3, a_matter(ground=Ground.NO_CONSENT), *[CONFIRMED] * 3)
    )
    assert report.decisions.counts["rejected"] == report.grounds.total == 4
    assert report.grounds.withheld
    assert not report.outcomes.withheld


def test_with_whom_cases_rest_is_withheld_when_one_rests_with_the_reporter() -> None:
    report = counted(*pending_at_the_end_of_2024(), year=2024)
    published = publishable(report)
    assert published.pending.withheld
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
    assert (feedback.given, feedback.within, feedback.judged, feedback.percent) == (None,) * 4


def test_numbers_in_time_are_withheld_when_few_were_never_answered() -> None:
    assert publishable(answered(*[20] * 9, *[100] * 3, None)).feedback.judged is None


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
    assert (many.given, many.median, many.ninetieth) == (None, Decimal(20), 20)


def test_percentages_of_fewer_than_a_hundred_are_whole() -> None:
    few = with_matters(*[a_matter("law")] * 8, *[a_matter("health")] * 4)
    assert few.themes.cells[1].percent == Decimal("66.7")
    assert str(publishable(few).themes.cells[1].percent) == "67"
    many = with_matters(*[a_matter("law")] * 80, *[a_matter("health")] * 40)
    assert str(publishable(many).themes.cells[1].percent) == "66.7"


def test_administrations_are_never_in_it() -> None:
    report = with_matters(*[a_matter(administration="BUF")] * 50)
    assert report.by_administration is not None
    assert publishable(report).by_administration is None
    assert withheld(report)[Part.BY_ADMINISTRATION] is Reason.INTERNAL_ONLY


def test_the_totals_stay_however_small() -> None:
    published = publishable(with_matters(CONFIRMED))
    assert (published.received, published.matters, published.stock.received) == (1, 1, 1)
    assert not published.internal


def test_the_published_year_hides_the_one_matter_that_its_percentage_gave_back() -> None:
    published = publishable(counted(*cases_of_2023(), year=2023))
    assert published.matters == 202
    assert {cell.percent for cell in published.themes.cells} == {None}


# The attacker: what follows from all that is printed, by sums, and by trying out every world.


@given(st.lists(cases(), max_size=30), st.integers(2022, 2026))
def test_no_withheld_cell_follows_from_any_sum(told: list[StatisticalFacts], year: int) -> None:
    report = counted(*told, year=year)
    determined = follows(list(equations(publishable(report))))
    truth = cells_of(report)
    assert {name: truth[name] for name in determined if 0 < truth[name] < THRESHOLD} == {}


def test_the_attacker_finds_what_is_left_over_when_one_cell_alone_is_withheld() -> None:
    report = with_matters(*[a_matter("law")] * 9, a_matter("health"))
    careless = replace(
        report,
        themes=Breakdown(
            report.themes.total,
            tuple(
                replace(cell, count=None, percent=None) if cell.code == "health" else cell
                for cell in report.themes.cells
            ),
        ),
    )
    assert "themes:health" in follows(list(equations(careless)))


Equation = tuple[dict[str, int], int]


def equations(report: AnnualReport) -> Iterator[Equation]:
    """Every sum that holds in a report, with what is printed put in: {unknown: times}, the rest."""
    known = {name: value for name, value in known_cells(report).items() if value is not None}
    for names, whole in sums(report):
        unknown: dict[str, int] = defaultdict(int)
        rest = 0
        for name, times in [*((name, 1) for name in names), (whole, -1)]:
            if name in known:
                rest -= times * known[name]
            else:
                unknown[name] += times
        yield dict(unknown), rest


def sums(report: AnnualReport) -> Iterator[tuple[list[str], str]]:
    """Parts and the whole that they sum to."""
    for name, table, whole in tables_of(report):
        yield [f"{name}:{cell.code}" for cell in table.cells], whole
    yield ["stock:opening", "received"], "stock:end"
    yield ["stock:closed", "stock:closing"], "stock:end"
    yield ["stock:closed", "stock:reopened"], "stock:closings"
    yield ["police", "police:not"], "decisions:in_scope"
    yield ["passed_on", "passed_on:not"], "decisions:rejected"
    yield ["extended", "extended:not"], "received"
    for name in ("acknowledgement", "feedback"):
        yield [f"{name}:within", f"{name}:late"], f"{name}:given"
        yield [f"{name}:given", f"{name}:lapsed"], f"{name}:judged"
        yield [f"{name}:judged", f"{name}:others"], "received"


def tables_of(report: AnnualReport) -> list[tuple[str, Breakdown, str]]:
    return [
        ("themes", report.themes, "matters"),
        ("decisions", report.decisions, "matters"),
        ("grounds", report.grounds, "decisions:rejected"),
        ("outcomes", report.outcomes, "decisions:in_scope"),
        ("pending", report.pending, "stock:closing"),
    ]


def known_cells(report: AnnualReport) -> dict[str, int | None]:
    """Everything that is printed, by name. No percentage is printed without its count."""
    known: dict[str, int | None] = {
        "received": report.received,
        "matters": report.matters,
        "stock:opening": report.stock.opening,
        "stock:closed": report.stock.closed,
        "stock:closing": report.stock.closing,
        "stock:reopened": report.stock.reopened,
        "police": report.police_reports,
        "followed_up": report.followed_up,
        "passed_on": report.passed_on,
        "extended": report.extended,
    }
    for name, table, whole in tables_of(report):
        if table.total is not None:
            known[whole] = table.total
        for cell in table.cells:
            known[f"{name}:{cell.code}"] = cell.count
            assert cell.count is not None or cell.percent is None
    for name, taken in (
        ("acknowledgement", report.acknowledgement),
        ("feedback", report.feedback),
    ):
        known[f"{name}:given"] = taken.given
        known[f"{name}:within"] = taken.within
        known[f"{name}:judged"] = taken.judged
        assert taken.within is not None or taken.percent is None
    return known


def cells_of(report: AnnualReport) -> dict[str, int]:
    """The truth behind every name in the sums."""
    truth = {name: value or 0 for name, value in known_cells(report).items()}
    wholes = {"police": "decisions:in_scope", "passed_on": "decisions:rejected"}
    for name, whole in (wholes | {"extended": "received"}).items():
        truth[f"{name}:not"] = truth[whole] - truth[name]
    for name in ("acknowledgement", "feedback"):
        truth[f"{name}:late"] = truth[f"{name}:given"] - truth[f"{name}:within"]
        truth[f"{name}:lapsed"] = truth[f"{name}:judged"] - truth[f"{name}:given"]
        truth[f"{name}:others"] = truth["received"] - truth[f"{name}:judged"]
    # Sums of totals, which stay: no cell of any table.
    truth["stock:closings"] = truth["stock:end"] = 0
    return truth


def follows(system: Sequence[Equation]) -> set[str]:
    """The unknowns that have but one value in a system of sums (Gauss and Jordan)."""
    names = sorted({name for unknown, _ in system for name in unknown})
    rows = [[Fraction(unknown.get(name, 0)) for name in names] for unknown, _ in system]
    done = 0
    for column in range(len(names)):
        pivot = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for row in range(len(rows)):
            if row != done and rows[row][column]:
                times = rows[row][column]
                rows[row] = [a - times * b for a, b in zip(rows[row], rows[done], strict=True)]
        done += 1
    single = [row for row in rows if sum(value != 0 for value in row) == 1]
    return {names[place] for row in single for place, value in enumerate(row) if value}


def test_no_small_number_of_matters_is_the_only_one_that_fits_what_is_printed() -> None:
    grounds = (Ground.NOT_SERIOUS, Ground.NO_CONSENT)
    outcomes = (Outcome.CONFIRMED, Outcome.REFUTED)
    worlds = defaultdict(list)
    for total in range(7):
        for split in ways(total, 5):
            matters = [a_matter()] * split[0]
            for number, ground in zip(split[1:3], grounds, strict=True):
                matters += [a_matter(ground=ground)] * number
            for number, outcome in zip(split[3:], outcomes, strict=True):
                matters += [a_matter(outcome=outcome)] * number
            report = with_matters(*matters)
            worlds[seen(report)].append(split)
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
    for total in range(9):
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


def seen(report: AnnualReport) -> tuple[object, ...]:
    """What of a report's matters the public sees; themes are all the same here."""
    published = publishable(report)
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
