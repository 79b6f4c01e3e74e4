"""What is published of complaints gives nothing back that was withheld, by any sum there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.account_disclosure import publishable_account
from portal.domain.account_figures import Share
from portal.domain.annual_account import (
    SEVERAL,
    AccountPart,
    AnnualAccount,
    ShareKind,
    count_account,
)
from portal.domain.annual_report import Reason
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.complaint import Effort, Satisfaction, Solved, Upheld
from portal.domain.disclosure_control import THRESHOLD
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from tests.domain.counted_complaints import (
    COPENHAGEN,
    YEAR,
    a_complaint,
    complaints,
    complaints_of_2023,
)
from tests.domain.counted_histories import TODAY
from tests.domain.test_disclosure_control import Equation, follows

MARCH = date(2025, 3, 3)
ALL_YEARS = Period(date(2021, 1, 1), date(2026, 12, 31))
FULL: dict[str, Any] = {
    "administration": "SOF",
    "wants": ("money",),
    "about": "general_law",
    "sub_themes": ("access",),
    "gravity": "service",
    "entered_into": True,
    "upheld": Upheld.YES,
    "solved": Solved.WHOLLY,
    "satisfaction": Satisfaction.SATISFIED,
}


def counted(*told: StatisticalFacts, period: Period | None = None) -> AnnualAccount:
    return count_account(told, period or year_of(2025), TODAY, COPENHAGEN)


def some(number: int, closed_after: int | None = 5, **told: Any) -> list[StatisticalFacts]:
    """So many complaints that are alike, full but for what is told."""
    closed = None if closed_after is None else MARCH + timedelta(days=closed_after)
    return [a_complaint(MARCH, closed_on=closed, **(FULL | told)) for _ in range(number)]


def withheld(*told: StatisticalFacts) -> dict[AccountPart, Reason]:
    return dict(publishable_account(counted(*told)).withheld)


def test_an_account_without_small_figures_is_published_as_it_is() -> None:
    account = counted(*some(9), *some(4, upheld=Upheld.NO))
    published = publishable_account(account)
    assert (published.withheld, published.internal) == ((), False)
    assert published.tables[AccountPart.UPHELD].counts == account.tables[AccountPart.UPHELD].counts
    # Of fewer than a hundred a tenth of a per cent would give back the count.
    assert account.shares[ShareKind.UPHELD] == Share(9, 13, Decimal("69.2"))
    assert published.shares[ShareKind.UPHELD] == Share(9, 13, Decimal(69))
    assert str(published.tables[AccountPart.UPHELD].cells[1].percent) == "31"


@pytest.mark.parametrize("few", [1, 2])
def test_a_small_cell_takes_its_whole_table_with_it_and_leaves_the_total(few: int) -> None:
    account = publishable_account(counted(*some(9), *some(few, gravity="lawfulness")))
    table = account.tables[AccountPart.GRAVITIES]
    assert {(cell.count, cell.percent) for cell in table.cells} == {(None, None)}
    assert table.total == account.complaints == 9 + few
    assert account.withheld == ((AccountPart.GRAVITIES, Reason.SMALL_CELLS),)


def test_a_share_goes_with_its_table() -> None:
    account = publishable_account(counted(*some(9), *some(1, solved=Solved.NOT)))
    assert account.shares[ShareKind.SOLVED] == Share(None, None, None)
    assert account.shares[ShareKind.UPHELD].count == 10


def test_withheld_results_take_those_by_administration_with_them() -> None:
    told = withheld(*some(9), *some(2, upheld=Upheld.UNKNOWN))
    assert told == {
        AccountPart.UPHELD: Reason.SMALL_CELLS,
        AccountPart.UPHELD_BY_ADMINISTRATION: Reason.GIVES_BACK,
    }


def test_few_whose_result_is_unknown_in_one_administration_are_not_told_by_what_is_left() -> None:
    odd = [*some(3, upheld=Upheld.UNKNOWN), *some(2, administration="BIF", upheld=Upheld.UNKNOWN)]
    told = withheld(*some(9), *some(5, administration="BIF"), *odd)
    assert told == {AccountPart.UPHELD_BY_ADMINISTRATION: Reason.SMALL_CELLS}


def test_what_all_but_few_named_is_withheld_with_the_sum_of_what_was_named() -> None:
    both = ("money", "communication")
    account = counted(*some(9, wants=both), *some(2, wants=("communication", "other_service")))
    table = publishable_account(account).tables[AccountPart.WANTS]
    assert ({cell.count for cell in table.cells}, table.total) == ({None}, None)
    # Everybody but two named money.
    many = counted(*some(9, wants=both), *some(2, wants=("communication",)))
    assert publishable_account(many).tables[AccountPart.WANTS].total is None


def test_one_who_named_two_is_not_told_by_the_sum_of_what_was_named() -> None:
    alone = [*some(4, wants=("money",)), *some(4, wants=("communication",))]
    told = withheld(*alone, *some(1, wants=("money", "communication")))
    assert told == {AccountPart.WANTS: Reason.SMALL_CELLS}


def test_how_many_named_a_ground_of_discrimination_stays_unless_they_are_few() -> None:
    published = publishable_account(counted(*some(9), *some(4, discrimination="sex")))
    assert published.tables[AccountPart.DISCRIMINATION].counts["sex"] == 4
    mixed = [*some(4, discrimination="sex"), *some(1, discrimination="other")]
    table = publishable_account(counted(*some(9), *mixed)).tables[AccountPart.DISCRIMINATION]
    assert ({cell.count for cell in table.cells}, table.total) == ({None}, 5)
    few = publishable_account(counted(*some(9), *some(1, discrimination="sex")))
    assert few.tables[AccountPart.DISCRIMINATION].total is None


def test_days_by_effort_are_withheld_when_few_on_a_rung_are_closed_or_still_open() -> None:
    assert withheld(*some(9), *some(2, closed_after=None)) == {
        AccountPart.DAYS_BY_EFFORT: Reason.SMALL_CELLS
    }
    account = publishable_account(counted(*some(9), *some(2, closed_after=None)))
    assert (account.duration.closed, account.duration.mean) == (9, Decimal("5.0"))
    assert {one.closed for one in account.duration_by_effort.values()} == {None}


def test_the_mean_of_two_is_no_mean() -> None:
    account = publishable_account(counted(*some(2), *some(5, closed_after=None)))
    assert (account.duration.closed, account.duration.mean) == (2, None)
    assert (AccountPart.DAYS, Reason.FEW_CASES) in account.withheld


@pytest.mark.parametrize(("again", "told"), [(0, 0), (1, None), (2, None), (3, 3)])
def test_cases_opened_again_are_told_from_three_on(again: int, told: int | None) -> None:
    turns = [
        Turn(MARCH, state, RestsWith.UNIT if state is not CaseState.CLOSED else None)
        for state in (CaseState.RECEIVED, CaseState.OPEN, CaseState.CLOSED, CaseState.OPEN)
    ]
    account = counted(*some(9), *(a_complaint(MARCH, turns=turns, **FULL) for _ in range(again)))
    assert publishable_account(account).stock.reopened == told


def test_the_published_year_hides_the_one_ground_that_one_citizen_named() -> None:
    account = publishable_account(count_account(complaints_of_2023(), YEAR, TODAY, COPENHAGEN))
    table = account.tables[AccountPart.DISCRIMINATION]
    assert ({cell.count for cell in table.cells}, table.total) == ({None}, 31)
    assert account.shares[ShareKind.UPHELD].percent == Decimal("61.0")
    assert account.duration.mean == Decimal("17.3")


# The attacker: what follows from all that is printed, by sums.


# Of each so many that are alike: else every table would have a small cell.
MANY = st.lists(st.tuples(complaints(), st.integers(1, 6)), max_size=8)


@given(MANY)
def test_no_withheld_figure_follows_from_any_sum(told: list[tuple[StatisticalFacts, int]]) -> None:
    alike = [case for case, times in told for _ in range(times)]
    account = counted(*alike, period=ALL_YEARS)
    truth = dict(known(account))
    printed = {name: n for name, n in known(publishable_account(account)) if n is not None}
    determined = follows(list(equations(account, printed)))
    missing = {name: left_over(name, truth) for name in determined}
    assert {name: n for name, n in missing.items() if 0 < n < THRESHOLD} == {}


def test_the_attacker_finds_a_cell_that_is_withheld_alone() -> None:
    account = counted(*some(9), *some(1, gravity="lawfulness"))
    printed = {name: n for name, n in known(account) if name != "gravities:lawfulness"}
    assert "gravities:lawfulness" in follows(list(equations(account, printed)))


def known(account: AnnualAccount) -> Iterator[tuple[str, int | None]]:
    """Everything that is printed, by name. No percentage is printed without its count."""
    yield "complaints", account.complaints
    for part, table in account.tables.items():
        yield f"{part}:total", table.total
        for cell in table.cells:
            assert cell.count is not None or cell.percent is None
            yield f"{part}:{cell.code}", cell.count
    for one in account.upheld_by_administration:
        yield f"upheld in {one.administration}", one.share.count
        yield f"known in {one.administration}", one.share.of
    yield "closed", account.duration.closed
    for effort, duration in account.duration_by_effort.items():
        yield f"closed by {effort}", duration.closed


def sums(account: AnnualAccount) -> Iterator[tuple[list[str], str]]:
    """Parts and the whole that they sum to; what is left over has a name of its own."""
    for part, table in account.tables.items():
        cells = [f"{part}:{cell.code}" for cell in table.cells]
        yield cells, f"{part}:total"
        if part is AccountPart.DISCRIMINATION:
            yield [f"{part}:total", f"{part}:total/left"], "complaints"
        elif part in SEVERAL:
            yield ["complaints", f"{part}:more"], f"{part}:total"
            for cell in cells:
                yield [cell, f"{cell}/left"], "complaints"
        else:
            yield [f"{part}:total"], "complaints"
    codes = [one.administration for one in account.upheld_by_administration]
    yield [f"upheld in {code}" for code in codes], "upheld:yes"
    yield [f"not upheld in {code}" for code in codes], "upheld:no"
    for code in codes:
        yield [f"upheld in {code}", f"not upheld in {code}"], f"known in {code}"
        yield [f"known in {code}", f"unknown in {code}"], f"administrations:{code}"
    yield [f"closed by {effort}" for effort in Effort], "closed"
    for effort in Effort:
        yield [f"closed by {effort}", f"open by {effort}"], f"efforts:{effort}"


def equations(account: AnnualAccount, printed: dict[str, int | None]) -> Iterator[Equation]:
    for parts, whole in sums(account):
        unknown: dict[str, int] = {}
        rest = 0
        for name, times in [*((part, 1) for part in parts), (whole, -1)]:
            value = printed.get(name)
            if value is None:
                unknown[name] = unknown.get(name, 0) + times
            else:
                rest -= times * value
        yield unknown, rest


def left_over(name: str, truth: dict[str, int | None]) -> int:
    """The truth behind a name, also of what is left over of a whole."""

    def of(what: str) -> int:
        return truth[what] or 0

    kind, _, code = name.partition(" in ")
    if name.endswith("/left"):
        return of("complaints") - of(name.removesuffix("/left"))
    if name.endswith(":more"):
        return of(name.replace(":more", ":total")) - of("complaints")
    if kind == "not upheld":
        return of(f"known in {code}") - of(f"upheld in {code}")
    if kind == "unknown":
        return of(f"administrations:{code}") - of(f"known in {code}")
    if name.startswith("open by "):
        effort = name.removeprefix("open by ")
        return of(f"efforts:{effort}") - of(f"closed by {effort}")
    return of(name)


def test_totals_stay_however_small() -> None:
    account = publishable_account(counted(*some(1)))
    assert (account.received.total, account.stock.received, account.duration.closed) == (1, 1, 1)
    assert account == replace(account, internal=False)
