"""What the year's count says, and that it always adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.errors import InvalidInput
from portal.domain.matter import Outcome
from portal.domain.period import Period, year_of
from portal.domain.reconciliation import (
    history_findings,
    reconcile,
)
from portal.domain.statistics import StatisticalFacts
from portal.domain.stock import pending_on
from portal.domain.triage import Ground
from portal.municipality import load_municipality
from tests.domain.counted_histories import PERIODS, TODAY, cases
from tests.support.counted import (
    PUBLISHED,
    a_case,
    a_matter,
    cases_of_2023,
    pending_at_the_end_of_2024,
)

COPENHAGEN = load_municipality()
MARCH = date(2025, 3, 3)
RECEIVED, OPEN, CLOSED = CaseState.RECEIVED, CaseState.OPEN, CaseState.CLOSED
UNIT = RestsWith.UNIT
EVERY = st.lists(cases(), max_size=8)


def counted(
    *told: StatisticalFacts, period: Period | None = None, today: date = TODAY
) -> AnnualReport:
    return count_reports(told, period or year_of(2025), today, COPENHAGEN)


def test_the_published_year_comes_out_to_the_decimal() -> None:
    report = count_reports(cases_of_2023(), year_of(2023), TODAY, COPENHAGEN)
    assert (report.received, report.matters) == (105, 202)
    assert [
        {"code": cell.code, "count": cell.count, "percent": float(cell.percent or 0)}
        for cell in report.themes.cells
    ] == PUBLISHED["themes"]
    assert reconcile(report) == []


def test_the_sentence_of_the_end_of_2024_comes_out() -> None:
    pending = pending_on([*cases_of_2023(), *pending_at_the_end_of_2024()], date(2024, 12, 31))
    assert (pending.unit, pending.administration, pending.reporter) == (3, 30, 1)
    assert pending.total == 34


def test_reports_are_counted_by_their_day_of_receipt() -> None:
    told = [a_case(date(2025, 1, 1)), a_case(date(2025, 12, 31)), a_case(date(2026, 1, 1))]
    report = counted(*told, a_case(date(2024, 12, 31)))
    assert report.received == 2
    assert [earlier.received for earlier in report.earlier] == [1, None]


def test_a_year_before_the_first_report_is_not_said_to_have_had_none() -> None:
    report = counted(a_case(date(2023, 5, 1)), a_case(MARCH))
    assert [earlier.received for earlier in report.earlier] == [0, 1]
    assert [earlier.received for earlier in counted().earlier] == [None, None]


def test_complaints_are_not_in_it() -> None:
    report = counted(a_case(MARCH, a_matter(), kind=CaseKind.COMPLAINT))
    assert (report.received, report.matters, report.stock.closing) == (0, 0, 0)


def test_a_theme_is_that_of_the_first_sorting_whatever_came_of_it() -> None:
    sorted_anew = replace(a_matter("law", ground=Ground.NOT_SERIOUS), theme="finance")
    report = counted(a_case(MARCH, sorted_anew, a_matter("a_theme_of_old")))
    themes = report.themes.counts
    assert list(themes)[:-1] == list(COPENHAGEN.codes("theme"))
    assert (themes["law"], themes["finance"], themes["a_theme_of_old"]) == (1, 0, 1)
    assert report.themes.cells[-1].percent == Decimal("50.0")


def test_decisions_grounds_and_outcomes_are_those_of_the_matters_received() -> None:
    told = a_case(
        MARCH,
        a_matter(ground=Ground.NOT_SERIOUS, passed_on=True),
        a_matter(ground=Ground.NO_CONSENT),
        replace(a_matter(outcome=Outcome.CONFIRMED, police=True), follow_up_told=True),
        a_matter(in_scope=True, administration=""),
        a_matter(),
    )
    report = counted(told, a_case(date(2024, 3, 3), a_matter(outcome=Outcome.CONFIRMED)))
    assert report.decisions.counts == {"in_scope": 2, "rejected": 2, "undecided": 1}
    assert report.grounds.counts["not_serious"] == report.grounds.counts["no_consent"] == 1
    assert (report.outcomes.counts["confirmed"], report.outcomes.counts["open"]) == (1, 1)
    assert (report.police_reports, report.passed_on, report.followed_up) == (1, 1, 1)
    assert report.by_administration is not None
    assert report.by_administration.counts["BUF"] == 4
    assert report.by_administration.counts[""] == 1
    assert reconcile(report) == []


def test_the_stock_is_net_of_what_was_opened_again() -> None:
    again = [
        Turn(date(2024, 5, 1), RECEIVED, UNIT),
        Turn(date(2024, 5, 2), OPEN, UNIT),
        Turn(date(2024, 8, 1), CLOSED, None),
        Turn(date(2025, 2, 1), OPEN, UNIT),
        Turn(date(2025, 4, 1), CLOSED, None),
        # The reporter wrote: it rests with the unit again, and is closed all the same.
        Turn(date(2025, 4, 2), CLOSED, UNIT),
        Turn(date(2025, 6, 1), OPEN, UNIT),
    ]
    report = counted(
        a_case(date(2024, 5, 1), turns=again), a_case(date(2025, 1, 1), closed_on=MARCH)
    )
    stock = report.stock
    assert (stock.opening, stock.received, stock.closing) == (0, 1, 1)
    assert (stock.closed, stock.reopened) == (0, 2)
    assert report.pending.counts == {"unit": 1, "administration": 0, "reporter": 0}


def test_a_period_that_still_runs_is_counted_until_today() -> None:
    told = [a_case(MARCH), a_case(date(2025, 1, 5), closed_on=date(2025, 2, 1))]
    report = counted(*told, today=date(2025, 3, 3))
    assert (report.as_of, report.until) == (MARCH, MARCH)
    assert (report.received, report.stock.closing) == (2, 1)


def test_a_period_that_lies_ahead_is_refused() -> None:
    with pytest.raises(InvalidInput, match="first: not_begun"):
        counted(today=date(2024, 12, 31))


def test_days_are_counted_from_receipt_and_judged_by_the_statutory_date() -> None:
    told = [
        a_case(MARCH, a_matter(), feedback_after=10),
        a_case(MARCH, a_matter(), feedback_after=20),
        # One day late, and the extension is no excuse.
        a_case(MARCH, a_matter(), feedback_after=93, extended=True),
        # None at all, and its date has passed.
        a_case(MARCH, a_matter()),
    ]
    feedback = counted(*told).feedback
    assert (feedback.given, feedback.within, feedback.judged) == (3, 2, 4)
    assert (feedback.median, feedback.ninetieth) == (Decimal(20), 93)
    assert feedback.percent == Decimal("50.0")
    assert counted(*told).extended == 1


def test_the_last_day_is_in_time() -> None:
    due = a_case(MARCH).feedback_due
    told = a_case(MARCH, feedback_after=(due - MARCH).days)
    assert counted(told).feedback.within == 1


def test_a_date_that_is_still_ahead_is_not_judged_yet() -> None:
    due = a_case(MARCH).feedback_due
    on_the_day = counted(a_case(MARCH), today=due).feedback
    assert (on_the_day.given, on_the_day.judged, on_the_day.percent) == (0, 0, None)
    assert counted(a_case(MARCH), today=due + timedelta(days=1)).feedback.judged == 1


def test_no_feedback_is_owed_where_every_matter_was_rejected() -> None:
    rejected = a_matter(ground=Ground.NOT_SERIOUS)
    report = counted(a_case(MARCH, rejected, rejected), a_case(MARCH, rejected, a_matter()))
    assert report.feedback.judged == 1


def test_an_acknowledgement_is_owed_within_seven_days() -> None:
    told = [a_case(MARCH, acknowledged_after=days) for days in (0, 7, 8, None)]
    taken = counted(*told).acknowledgement
    assert (taken.given, taken.within, taken.judged) == (3, 2, 4)
    assert (taken.median, taken.ninetieth) == (Decimal(7), 8)


@given(EVERY, PERIODS)
def test_every_count_of_histories_that_can_be_reconciles(
    told: list[StatisticalFacts], period: Period
) -> None:
    assert [finding for case in told for finding in history_findings("", case)] == []
    report = counted(*told, period=period)
    assert reconcile(report) == []
    stock = report.stock
    assert stock.opening + stock.received == stock.closed + stock.closing


@given(EVERY, st.integers(2022, 2026))
def test_half_years_add_up_to_the_year(told: list[StatisticalFacts], year: int) -> None:
    whole = counted(*told, period=year_of(year))
    first = counted(*told, period=Period(date(year, 1, 1), date(year, 6, 30)))
    second = counted(*told, period=Period(date(year, 7, 1), date(year, 12, 31)))
    assert summed([first, second]) == summed([whole])
    assert first.stock.opening == whole.stock.opening
    assert first.stock.closing == second.stock.opening
    assert second.stock.closing == whole.stock.closing
    assert second.pending == whole.pending


def summed(reports: Sequence[AnnualReport]) -> dict[str, int]:
    """Everything that can be added, by name."""
    total: dict[str, int] = {}
    for report in reports:
        tables = (report.themes, report.decisions, report.grounds, report.outcomes)
        counts = [(cell.code, cell.count) for table in tables for cell in table.cells]
        counts += [
            ("received", report.received),
            ("matters", report.matters),
            ("closed", report.stock.closed),
            ("reopened", report.stock.reopened),
            ("police", report.police_reports),
            ("followed_up", report.followed_up),
            ("passed_on", report.passed_on),
            ("extended", report.extended),
            ("given", report.feedback.given),
            ("within", report.feedback.within),
            ("judged", report.feedback.judged),
            ("last year", report.earlier[0].received),
        ]
        for name, count in counts:
            total[name] = total.get(name, 0) + (count or 0)
    return {name: count for name, count in total.items() if count}
