"""The account of complaints always adds up, and whatever does not is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.account_figures import Share
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.account_reconciliation import (
    AccountFinding,
    AccountMisfit,
    complaint_findings,
    reconcile_account,
)
from portal.domain.annual_account import AnnualAccount
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from tests.domain.counted_adviser import ANY
from tests.domain.counted_complaints import (
    a_complaint,
    unregistered,
)
from tests.domain.counted_histories import PERIODS, cases
from tests.domain.test_annual_account import MARCH, UNIT, counted

OF_A_STOCK = (
    "/stock",
    "/supervision",
    *(f"/tables/{part}" for part in ("supervisions", "criticism", "standings")),
)
EVERY = st.lists(ANY, max_size=8)
# What stands in an account and is counted from no case, and cases opened again, which are a part of
# no sum.
NO_FIGURES = (
    *("period", "as_of", "until", "internal", "withheld", "threshold", "told", "withheld_figures"),
    "exact",
    "reopened",
)


@given(EVERY, st.lists(cases(), max_size=2), PERIODS)
def test_every_count_that_can_be_reconciles(
    told: list[StatisticalFacts], reports: list[StatisticalFacts], period: Period
) -> None:
    assert [finding for case in told for finding in complaint_findings("", case)] == []
    account = counted(*told, *reports, period=period)
    assert reconcile_account(account) == []
    stock = account.stock
    assert stock.opening + stock.received == stock.closed + stock.closing


@given(EVERY, st.integers(2022, 2026))
def test_half_years_add_up_to_the_year(told: list[StatisticalFacts], year: int) -> None:
    whole = counted(*told, period=year_of(year))
    first = counted(*told, period=Period(date(year, 1, 1), date(year, 6, 30)))
    second = counted(*told, period=Period(date(year, 7, 1), date(year, 12, 31)))
    of_whole, *of_halves = (Counter(summable(account)) for account in (whole, first, second))
    assert +of_whole == +(of_halves[0] + of_halves[1])
    assert whole.stock.closed == first.stock.closed + second.stock.closed
    assert first.stock.closing == second.stock.opening


def summable(account: AnnualAccount) -> dict[str, int]:
    """Every count but those of a stock: its two ends sum to nothing, and its net closings can be
    below zero."""
    return {
        name: value
        for name, value in figures(account)
        if isinstance(value, int) and not name.startswith(OF_A_STOCK)
    }


@given(EVERY, st.data())
def test_each_figure_changed_is_found(told: list[StatisticalFacts], data: st.DataObject) -> None:
    account = counted(*told, period=Period(date(2021, 1, 1), date(2026, 12, 31)))
    name, value = data.draw(
        st.sampled_from([one for one in figures(account) if one[1] is not None])
    )
    step = Decimal("0.1") if isinstance(value, Decimal) else 1
    by = data.draw(st.sampled_from([-7, -1, 1, 5]))
    assert reconcile_account(changed(account, name, value + by * step)) != []


def figures(thing: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure of an account by its place."""
    if is_dataclass(thing):
        for field in fields(thing):
            if field.name not in NO_FIGURES:
                yield from figures(getattr(thing, field.name), f"{name}/{field.name}")
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from figures(value, f"{name}/{key}")
    elif isinstance(thing, tuple):
        for place, value in enumerate(thing):
            code = getattr(value, "code", getattr(value, "administration", place))
            yield from figures(value, f"{name}/{code}")
    elif not isinstance(thing, str):
        yield name, thing


def changed(thing: Any, name: str, value: Any) -> Any:
    """The same with another figure in one place."""
    if name == "":
        return value
    first, _, rest = name[1:].partition("/")
    rest = rest and f"/{rest}"
    if is_dataclass(thing):
        return replace(thing, **{first: changed(getattr(thing, first), rest, value)})
    if isinstance(thing, Mapping):
        return {
            key: changed(one, rest, value) if key == first else one for key, one in thing.items()
        }
    codes = [
        str(getattr(one, "code", getattr(one, "administration", n))) for n, one in enumerate(thing)
    ]
    place = codes.index(first)
    return (*thing[:place], changed(thing[place], rest, value), *thing[place + 1 :])


def test_a_complaint_closed_on_another_day_than_its_history_tells_is_found() -> None:
    case = a_complaint(MARCH, closed_on=MARCH)
    assert case.complaint is not None
    wrong = replace(case, complaint=replace(case.complaint, closed_on=None))
    assert complaint_findings("2025-7KQ4M", wrong) == [
        AccountFinding(AccountMisfit.CLOSED_ELSEWHERE, "2025-7KQ4M")
    ]
    assert complaint_findings("", unregistered(MARCH)) == []


def test_a_history_that_began_before_the_receipt_does_not_reconcile() -> None:
    early = [
        Turn(date(2024, 3, 3), CaseState.RECEIVED, UNIT),
        Turn(date(2024, 3, 4), CaseState.OPEN, UNIT),
    ]
    account = counted(a_complaint(MARCH, turns=early))
    assert reconcile_account(account) == [AccountFinding(AccountMisfit.STOCK)]


def test_a_finding_says_where() -> None:
    right = counted(a_complaint(MARCH, administration="SOF"))
    tables = dict(right.tables)
    tables[AccountPart.ABOUTS] = replace(tables[AccountPart.ABOUTS], total=2)
    assert reconcile_account(replace(right, tables=tables)) == [
        AccountFinding(AccountMisfit.TABLE, "abouts")
    ]
    shares = {**right.shares, ShareKind.SOLVED: Share(1, 1, Decimal("100.0"))}
    assert reconcile_account(replace(right, shares=shares)) == [
        AccountFinding(AccountMisfit.SHARE, "solved")
    ]
