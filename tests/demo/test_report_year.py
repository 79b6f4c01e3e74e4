"""The year of reports behind the demo: published figures, and histories that can be."""

from __future__ import annotations

from datetime import date
from math import gcd

import pytest

from portal.demo.report_year import YEAR, report_year
from portal.demo.told_columns import read_year, told_of
from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.period import Period, year_of
from portal.domain.reconciliation import history_findings, reconcile
from portal.domain.stock import pending_on
from portal.municipality import load_municipality
from tests.support.counted import PUBLISHED

MUNICIPALITY = load_municipality()
# A leap year, a filling on the first of January, a filling late in the year.
FILLINGS = [
    (year_of(2025), date(2026, 11, 21)),
    (year_of(2025), date(2026, 1, 1)),
    (year_of(2028), date(2029, 2, 28)),
]
filled = pytest.mark.parametrize(("period", "today"), FILLINGS, ids=str)


def counted(period: Period, today: date) -> AnnualReport:
    return count_reports(report_year(period, today), period, today, MUNICIPALITY)


@filled
def test_a_year_has_the_published_reports_matters_and_themes(period: Period, today: date) -> None:
    report = counted(period, today)
    assert (report.received, report.matters) == (PUBLISHED["received"], PUBLISHED["matters"])
    themes = [(cell.code, cell.count, float(cell.percent or 0)) for cell in report.themes.cells]
    assert themes == [(one["code"], one["count"], one["percent"]) for one in PUBLISHED["themes"]]


@filled
def test_a_year_begins_and_ends_with_the_published_pending_cases(
    period: Period, today: date
) -> None:
    cases = report_year(period, today)
    for day in (period.eve, period.last):
        pending = pending_on(cases, day)
        assert (pending.unit, pending.administration, pending.reporter) == (3, 30, 1)
    # Nobody can work on a case that is not there: none of them is pending any more.
    assert pending_on(cases, today).total == 0


@filled
def test_a_year_fits_together_and_tells_nothing_of_tomorrow(period: Period, today: date) -> None:
    assert reconcile(counted(period, today)) == []
    for case in report_year(period, today):
        assert history_findings("", case) == []
        told = [turn.on for turn in case.turns]
        told += [case.acknowledged_on or today, case.feedback_on or today]
        told += [one.settled_on or today for one in case.matters]
        assert case.received_on == told[0]
        assert max(told) <= today


def test_a_year_is_decided_and_was_answered_mostly_in_time() -> None:
    report = counted(*FILLINGS[0])
    assert report.decisions.counts == {"in_scope": 88, "rejected": 114, "undecided": 0}
    assert report.outcomes.counts["open"] == 0
    assert (report.police_reports, report.followed_up, report.passed_on) == (4, 33, 21)
    assert (report.feedback.median, report.extended) == (70, 12)
    assert report.feedback.judged == 60
    assert report.feedback.within == 56
    assert (report.acknowledgement.given, report.acknowledgement.within) == (105, 102)


def test_what_is_published_of_it_withholds_little() -> None:
    told = publishable(counted(*FILLINGS[0]))
    themes = [cell.code for cell in told.themes.cells if cell.count is None]
    assert themes == ["data_protection", "environment"]
    grounds = [cell.code for cell in told.grounds.cells if cell.count is None]
    assert grounds == ["no_consent", "excluded_by_law"]
    assert told.outcomes.counts == counted(*FILLINGS[0]).outcomes.counts


def test_a_year_of_reports_is_the_same_each_time() -> None:
    assert report_year(*FILLINGS[0]) == report_year(*FILLINGS[0])


def test_the_year_is_made_of_codes_that_the_municipality_has() -> None:
    for case in report_year(*FILLINGS[0]):
        for matter in case.matters:
            assert matter.first_theme in MUNICIPALITY.codes("theme")
            assert matter.administration in MUNICIPALITY.codes("administration")


def test_the_columns_of_the_year_of_reports_reach_every_case_and_matter() -> None:
    year = read_year(YEAR)
    groups = [(year[name], columns) for name, columns in year["report"].items()]
    groups += [
        (year[number], year["matter"][name])
        for name, number in (("theme", "matters"), ("in_scope", "in_scope"), ("rejected",) * 2)
    ]
    for number, columns in groups:
        for column in columns:
            assert sum(row["count"] for row in column["rows"]) == number
            assert gcd(column["step"], number) == 1
    told = [one for number, columns in groups[:3] for one in told_of(columns, number)]
    assert sum(one["in_scope"] for one in told) == year["in_scope"]
    assert sum(one["rejected"] for one in told) == year["rejected"]
    assert year["in_scope"] + year["rejected"] == year["matters"]


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 of 3"):
        told_of([{"step": 1, "rows": [{"count": 2}]}], 3)
