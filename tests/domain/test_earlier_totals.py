"""Totals of years before the portal: when they hold, and when they stand for a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.domain.annual_account import EarlierPeriod, count_account
from portal.domain.annual_report import EarlierCount, count_reports
from portal.domain.earlier_totals import (
    EarlierAccount,
    EarlierReport,
    EarlierTotals,
    Slip,
    TotalsRefused,
    check_beside,
    check_totals,
)
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from portal.municipality import load_municipality
from tests.domain.counted_complaints import a_complaint
from tests.support.counted import a_case, a_matter
from tests.support.earlier_years import earlier_years

COPENHAGEN = load_municipality()
THEMES = COPENHAGEN.codes("theme")
TODAY = date(2026, 3, 3)
REPORT = EarlierReport(
    year_of(2023), 105, matters=3, closing=4, themes={"law": 2, "other": 1}, pending={"unit": 4}
)
ACCOUNT = EarlierAccount(year_of(2023), 912, assistance=131, teaching=7, total=1050)
NEVER = date.max


def slip_of(check: Callable[[], None]) -> tuple[str, Slip]:
    with pytest.raises(TotalsRefused) as refused:
        check()
    return refused.value.place, refused.value.slip


def test_the_published_years_hold() -> None:
    check_totals(earlier_years(), THEMES)
    check_totals(EarlierTotals((REPORT,), (ACCOUNT,)), THEMES)


@pytest.mark.parametrize(
    ("report", "place", "slip"),
    [
        (replace(REPORT, themes={"weather": 3}), ".themes.weather", Slip.UNKNOWN_THEME),
        (replace(REPORT, themes={"law": 4}), ".themes", Slip.THEMES_DO_NOT_SUM),
        (replace(REPORT, matters=None), ".themes", Slip.THEMES_WITHOUT_MATTERS),
        (replace(REPORT, pending={"unit": 3}), ".pending", Slip.PENDING_DOES_NOT_SUM),
        (replace(REPORT, closing=None), ".pending", Slip.PENDING_DOES_NOT_SUM),
    ],
)
def test_a_report_that_does_not_hold_is_refused_by_its_place(
    report: EarlierReport, place: str, slip: Slip
) -> None:
    other = EarlierReport(year_of(2022), 1)
    totals = EarlierTotals((other, report))
    assert slip_of(lambda: check_totals(totals, THEMES)) == (f"reports[2]{place}", slip)


@pytest.mark.parametrize(
    ("account", "place", "slip"),
    [
        (replace(ACCOUNT, total=1049), ".total", Slip.TOTAL_DOES_NOT_SUM),
        (replace(ACCOUNT, teaching=None, total=1000), ".total", Slip.TOTAL_DOES_NOT_SUM),
        (replace(ACCOUNT, upheld=3), ".upheld", Slip.UPHELD_WITHOUT_KNOWN),
        (replace(ACCOUNT, upheld=4, known=3), ".upheld", Slip.MORE_UPHELD_THAN_KNOWN),
        (
            replace(ACCOUNT, known=3, upheld_percent=Decimal(61)),
            ".upheld_percent",
            Slip.SHARE_TWICE,
        ),
    ],
)
def test_an_account_that_does_not_hold_is_refused_by_its_place(
    account: EarlierAccount, place: str, slip: Slip
) -> None:
    totals = EarlierTotals(accounts=(account,))
    assert slip_of(lambda: check_totals(totals, THEMES)) == (f"accounts[1]{place}", slip)


def test_a_total_may_be_more_than_what_is_known_of_it() -> None:
    check_totals(EarlierTotals(accounts=(replace(ACCOUNT, teaching=None),)), THEMES)


def test_no_day_is_told_twice() -> None:
    half = EarlierReport(Period(date(2023, 12, 31), date(2024, 6, 30)), 1)
    totals = EarlierTotals((REPORT, half))
    assert slip_of(lambda: check_totals(totals, THEMES)) == ("reports[2]", Slip.OVERLAPS)
    twice = EarlierTotals((REPORT, REPORT))
    assert slip_of(lambda: check_totals(twice, THEMES)) == ("reports[2]", Slip.OVERLAPS)
    # An account and a report of the same days tell of different things.
    check_totals(EarlierTotals((REPORT,), (ACCOUNT,)), THEMES)


def test_a_period_replaces_itself_and_overlaps_no_other_that_is_stored() -> None:
    stored = EarlierTotals((REPORT,))
    check_beside(stored, stored, NEVER, NEVER)
    half = EarlierTotals((EarlierReport(Period(date(2023, 7, 1), date(2023, 12, 31)), 1),))
    refused = slip_of(lambda: check_beside(half, stored, NEVER, NEVER))
    assert refused == ("reports[1]", Slip.OVERLAPS_STORED)


def test_a_period_with_the_portals_own_cases_from_its_first_day_is_not_imported() -> None:
    totals = EarlierTotals((REPORT,), (ACCOUNT,))
    check_beside(totals, EarlierTotals(), date(2023, 1, 2), date(2023, 1, 2))
    first = date(2023, 1, 1)
    assert slip_of(lambda: check_beside(totals, EarlierTotals(), first, NEVER)) == (
        "reports[1]",
        Slip.OWN_CASES,
    )
    assert slip_of(lambda: check_beside(totals, EarlierTotals(), NEVER, first)) == (
        "accounts[1]",
        Slip.OWN_CASES,
    )


def earlier(*told: StatisticalFacts) -> tuple[EarlierCount, ...]:
    return count_reports(told, year_of(2025), TODAY, COPENHAGEN, earlier_years()).earlier


def test_imported_years_stand_beside_the_first_year_of_the_portal() -> None:
    assert earlier(a_case(date(2025, 3, 3))) == (
        EarlierCount(year_of(2024), received=104, closing=34, imported=True),
        EarlierCount(year_of(2023), received=105, matters=202, imported=True),
    )


def test_own_facts_win_once_they_are_there_for_a_whole_year() -> None:
    told = [
        a_case(date(2023, 12, 31), a_matter(), closed_on=date(2024, 1, 5)),
        a_case(date(2024, 3, 3), a_matter(), a_matter(), closed_on=date(2024, 4, 3)),
        a_case(date(2024, 5, 5)),
    ]
    last, before = earlier(*told)
    assert last == EarlierCount(year_of(2024), received=2, matters=2, closed=2, closing=1)
    # Of 2023 the portal has but a day: the published figures are the better ones.
    assert (before.received, before.imported) == (105, True)


def test_a_year_that_was_not_imported_is_counted_or_not_known() -> None:
    report = count_reports([a_case(date(2024, 3, 3))], year_of(2025), TODAY, COPENHAGEN)
    assert report.earlier == (
        EarlierCount(year_of(2024), received=1, matters=0, closed=0, closing=1),
        EarlierCount(year_of(2023)),
    )


def test_an_account_is_compared_with_the_same_part_of_an_imported_year() -> None:
    first, last = date(2025, 4, 1), date(2026, 3, 31)
    told = [a_complaint(date(2025, 5, 5))]
    account = count_account(told, Period(first, last), TODAY, COPENHAGEN, earlier_years())
    before, long_before = account.earlier
    assert before == EarlierPeriod(Period(date(2024, 4, 1), date(2025, 3, 31)), None, None, None)
    assert long_before.imported == earlier_years().accounts[0]
    calendar = count_account(told, year_of(2025), TODAY, COPENHAGEN, earlier_years())
    assert [one.imported for one in calendar.earlier] == [None, None]


def test_a_share_is_worked_out_of_its_counts_where_they_are_known() -> None:
    assert replace(ACCOUNT, upheld=366, known=600).share == Decimal("61.0")
    assert replace(ACCOUNT, upheld_percent=Decimal(61)).share == Decimal(61)
    assert ACCOUNT.share is None
