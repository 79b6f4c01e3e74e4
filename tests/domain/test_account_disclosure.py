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
from portal.domain.account_figures import Duration, Share
from portal.domain.account_parts import SEVERAL, AccountPart, ShareKind
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.annual_report import Reason
from portal.domain.assistance import Effect
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.complaint import Channel, Effort, Satisfaction, Solved, Upheld
from portal.domain.complaint_account import Results
from portal.domain.disclosure_control import THRESHOLD
from portal.domain.period import Period, year_of
from portal.domain.recommendation import Standing
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState
from tests.domain.counted_adviser import (
    ANY,
    CLOSED,
    STARTED,
    a_recommendation,
    a_supervision,
    an_assistance,
    recommended,
)
from tests.domain.counted_complaints import (
    COPENHAGEN,
    YEAR,
    a_complaint,
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


def advised(number: int, **told: Any) -> list[StatisticalFacts]:
    """So many times advice that are alike, answered after two days but for what is told."""
    known = {"competence_raised": True, "changed_practice": Effect.YES, "quarters": 4}
    known["answered_on"] = MARCH + timedelta(days=2)
    return [an_assistance(MARCH, **(known | told)) for _ in range(number)]


def supervised(number: int, *last: SupervisionState, **told: Any) -> list[StatisticalFacts]:
    """So many times supervision that was started in March and is in its last state now."""
    states = [(MARCH, state) for state in (STARTED, *last)]
    return [a_supervision(*states, **told) for _ in range(number)]


def withheld(*told: StatisticalFacts) -> dict[AccountPart, Reason]:
    return dict(publishable_account(counted(*told)).withheld)


def test_an_account_without_small_figures_is_published_as_it_is() -> None:
    account = counted(*some(9), *some(4, upheld=Upheld.NO))
    published = publishable_account(account)
    assert (published.withheld, published.internal) == ((), False)
    assert published.tables[AccountPart.UPHELD].counts == account.tables[AccountPart.UPHELD].counts
    assert published.assistance == account.assistance
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
    by_another_way = some(9, channel=Channel.EMAIL, closed_after=None)
    still_open = some(2, channel=Channel.EMAIL, effort=Effort.ASSISTANCE, closed_after=None)
    told = withheld(*some(9), *some(3, effort=Effort.ASSISTANCE), *by_another_way, *still_open)
    assert told == {AccountPart.DAYS_BY_EFFORT: Reason.SMALL_CELLS}
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


def test_days_by_channel_are_withheld_when_few_by_one_way_are_still_open() -> None:
    told = withheld(
        *some(9),
        *some(1, channel=Channel.LETTER, closed_after=None),
        *some(2, channel=Channel.LETTER),
    )
    assert told[AccountPart.DAYS_BY_CHANNEL] is Reason.SMALL_CELLS


def test_few_mediations_are_withheld_and_those_that_went_on_are_not_told_by_a_difference() -> None:
    rung = {"mediated": True, "effort": Effort.MEDIATION}
    assert withheld(*some(9), *some(3, **rung)) == {}
    assert AccountPart.MEDIATED in withheld(*some(9), *some(2, **rung))
    went_on = [*some(3, **rung), *some(1, mediated=True, effort=Effort.DIALOGUE)]
    assert withheld(*some(9), *went_on) == {AccountPart.MEDIATED: Reason.SMALL_CELLS}


def test_assistance_by_administration_is_withheld_with_a_small_figure_and_its_sum_stays() -> None:
    account = publishable_account(counted(*advised(9), *advised(2, administration="BIF")))
    table = account.tables[AccountPart.ASSISTANCE_ADMINISTRATIONS]
    assert ({cell.count for cell in table.cells}, table.total) == ({None}, 11)
    assert account.withheld == ((AccountPart.ASSISTANCE_ADMINISTRATIONS, Reason.SMALL_CELLS),)
    assert (account.everything.assistance, account.assistance.duration.closed) == (11, 11)


def test_the_effect_of_assistance_goes_as_a_table_and_as_a_share() -> None:
    account = publishable_account(
        counted(*advised(9), *advised(1, competence_raised=False, changed_practice=Effect.NO))
    )
    assert dict(account.withheld) == {
        AccountPart.COMPETENCE: Reason.SMALL_CELLS,
        AccountPart.PRACTICE: Reason.SMALL_CELLS,
    }
    for kind in (ShareKind.COMPETENCE_RAISED, ShareKind.PRACTICE_CHANGED):
        assert account.shares[kind] == Share(None, None, None)


def test_the_days_and_hours_of_two_are_no_figures() -> None:
    account = publishable_account(counted(*advised(2)))
    assert dict(account.withheld)[AccountPart.ASSISTANCE_DAYS] is Reason.FEW_CASES
    assert dict(account.withheld)[AccountPart.HOURS] is Reason.FEW_CASES
    assert (account.assistance.duration.mean, account.assistance.hours.hours) == (None, None)
    assert account.everything.assistance == 2


def test_few_supervisions_in_a_state_are_withheld_with_what_was_criticised() -> None:
    told = [*supervised(4), *supervised(2, CLOSED, criticism=True)]
    in_complaints = supervised(3, CLOSED, own_motion=False, criticism=True)
    account = publishable_account(counted(*told, *in_complaints, *some(9)))
    assert dict(account.withheld) == {
        AccountPart.SUPERVISIONS: Reason.SMALL_CELLS,
        # Five closed, less the three in complaints, would be the two.
        AccountPart.CRITICISM: Reason.GIVES_BACK,
    }
    tables = account.tables
    assert tables[AccountPart.CRITICISM].total is None
    assert tables[AccountPart.SUPERVISIONS].total == 6
    assert tables[AccountPart.SUPERVISIONS_IN_COMPLAINTS].counts[CLOSED] == 3
    assert (account.supervision.opening, account.supervision.opened) == (0, 6)


def test_few_supervisions_of_one_citizen_each_are_not_told_by_their_sum() -> None:
    account = publishable_account(counted(*supervised(2, own_motion=False), *some(9)))
    assert account.tables[AccountPart.SUPERVISIONS_IN_COMPLAINTS].total is None


def test_few_recommendations_of_a_kind_to_an_administration_or_in_a_standing_are_withheld() -> None:
    many = [a_recommendation(MARCH) for _ in range(5)]
    assert withheld(recommended(*many)) == {}
    odd = a_recommendation(MARCH, Standing.PLANNED, administration="BIF")
    account = publishable_account(counted(recommended(*many, odd)))
    assert [part for part, _ in account.withheld] == [
        AccountPart.RECOMMENDATION_ADMINISTRATIONS,
        AccountPart.STANDINGS,
    ]
    assert account.tables[AccountPart.RECOMMENDATIONS].total == 6


def test_few_results_of_an_earlier_year_are_withheld_as_they_were_in_that_year() -> None:
    before = [
        a_complaint(date(2024, 3, 3), **(FULL | {"upheld": result}))
        for result in [*[Upheld.YES] * 9, Upheld.NO]
    ]
    assert withheld(*before) == {AccountPart.UPHELD_BEFORE: Reason.SMALL_CELLS}
    [results] = [
        one.results for one in publishable_account(counted(*before)).earlier if one.results
    ]
    shares = [results.share, *(one.share for one in results.by_administration)]
    assert set(shares) == {Share(None, None, None)}
    [told] = [
        one.results for one in publishable_account(counted(*before[:9])).earlier if one.results
    ]
    assert told.share == Share(9, 9, Decimal(100))


# The attacker: what follows from all that is printed, by sums.


# Of each so many that are alike: else every table would have a small cell.
MANY = st.lists(st.tuples(ANY, st.integers(1, 6)), max_size=8)


@given(MANY, st.sampled_from([ALL_YEARS, year_of(2025)]))
def test_no_withheld_figure_follows_from_any_sum(
    told: list[tuple[StatisticalFacts, int]], period: Period
) -> None:
    alike = [case for case, times in told for _ in range(times)]
    account = counted(*alike, period=period)
    truth = dict(known(account))
    printed = {name: n for name, n in known(publishable_account(account)) if n is not None}
    determined = follows(list(equations(account, printed)))
    missing = {name: left_over(name, truth) for name in determined}
    assert {name: n for name, n in missing.items() if 0 < n < THRESHOLD} == {}


def test_the_attacker_finds_a_cell_that_is_withheld_alone() -> None:
    account = counted(*some(9), *some(1, gravity="lawfulness"))
    printed = {name: n for name, n in known(account) if name != "gravities:lawfulness"}
    assert "gravities:lawfulness" in follows(list(equations(account, printed)))


def test_the_attacker_finds_what_was_closed_of_supervision_by_a_sum() -> None:
    account = counted(*supervised(4), *supervised(1, CLOSED, criticism=True))
    hidden = [f"supervisions:{state}" for state in SupervisionState]
    printed = {name: n for name, n in known(account) if name not in hidden}
    assert "supervisions:closed" in follows(list(equations(account, printed)))


def known(account: AnnualAccount) -> Iterator[tuple[str, int | None]]:
    """Everything that is printed, by name. No percentage is printed without its count."""
    yield "complaints", account.complaints
    yield "assistance", account.everything.assistance
    yield (
        "all assistance",
        account.everything.total - (account.everything.complaints + account.received.teaching),
    )
    yield "supervision", account.supervision.opening + account.supervision.opened
    for part, table in account.tables.items():
        yield f"{part}:total", table.total
        for cell in table.cells:
            assert cell.count is not None or cell.percent is None
            yield f"{part}:{cell.code}", cell.count
    yield from known_results("", account.results)
    for place, one in enumerate(account.earlier):
        if one.results:
            yield from known_results(f"{place} before: ", one.results)
    yield "closed", account.duration.closed
    for code, duration in rungs(account):
        yield f"closed by {code}", duration.closed


def known_results(when: str, results: Results) -> Iterator[tuple[str, int | None]]:
    yield f"{when}upheld in all", results.share.count
    yield f"{when}known in all", results.share.of
    for one in results.by_administration:
        yield f"{when}upheld in {one.administration}", one.share.count
        yield f"{when}known in {one.administration}", one.share.of


def rungs(account: AnnualAccount) -> list[tuple[str, Duration]]:
    by_effort = [(f"efforts:{code}", one) for code, one in account.duration_by_effort.items()]
    return by_effort + [
        (f"channels:{code}", one) for code, one in account.duration_by_channel.items()
    ]


def sums(account: AnnualAccount) -> Iterator[tuple[list[str], str]]:
    """Parts and the whole that they sum to; what is left over has a name of its own."""
    yield from sums_of_tables(account)
    yield ["supervisions:closed", "supervisions_in_complaints:closed"], "criticism:total"
    yield ["efforts:mediation", "mediated besides"], "mediated:yes"
    yield from sums_of_results("", account.results)
    yield ["upheld in all"], "upheld:yes"
    yield ["upheld in all", "upheld:no"], "known in all"
    for code in (one.administration for one in account.upheld_by_administration):
        yield [f"known in {code}", f"unknown in {code}"], f"administrations:{code}"
    for place, one in enumerate(account.earlier):
        if one.results:
            yield from sums_of_results(f"{place} before: ", one.results)
    for table in ("efforts", "channels"):
        codes = [code for code, _ in rungs(account) if code.startswith(table)]
        yield [f"closed by {code}" for code in codes], "closed"
        for code in codes:
            yield [f"closed by {code}", f"open by {code}"], code


def sums_of_tables(account: AnnualAccount) -> Iterator[tuple[list[str], str]]:
    for part, table in account.tables.items():
        cells = [f"{part}:{cell.code}" for cell in table.cells]
        yield cells, f"{part}:total"
        if part is AccountPart.DISCRIMINATION:
            yield [f"{part}:total", f"{part}:total/left"], "complaints"
        elif part in SEVERAL:
            yield ["complaints", f"{part}:more"], f"{part}:total"
            for cell in cells:
                yield [cell, f"{cell}/left"], "complaints"
        elif part in WHOLES:
            yield [f"{part}:total"], WHOLES[part]
        elif part not in OF_THEIR_OWN:
            yield [f"{part}:total"], "complaints"


WHOLES = {
    AccountPart.ASSISTANCE_ADMINISTRATIONS: "all assistance",
    AccountPart.COMPETENCE: "assistance",
    AccountPart.PRACTICE: "assistance",
    AccountPart.SUPERVISIONS: "supervision",
    AccountPart.SUPERVISIONS_BEGUN: "supervision",
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: "recommendations:total",
}
OF_THEIR_OWN = (
    AccountPart.SUPERVISIONS_IN_COMPLAINTS,
    AccountPart.CRITICISM,
    AccountPart.RECOMMENDATIONS,
    AccountPart.STANDINGS,
)


def sums_of_results(when: str, results: Results) -> Iterator[tuple[list[str], str]]:
    codes = ["all", *(one.administration for one in results.by_administration)]
    for count in ("upheld", "not upheld", "known"):
        yield [f"{when}{count} in {code}" for code in codes[1:]], f"{when}{count} in all"
    for code in codes:
        parts = [f"{when}upheld in {code}", f"{when}not upheld in {code}"]
        yield parts, f"{when}known in {code}"


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
    when = kind[: kind.find(": ") + 2] if ": " in kind else ""
    if name.endswith("/left"):
        return of("complaints") - of(name.removesuffix("/left"))
    if name.endswith(":more"):
        return of(name.replace(":more", ":total")) - of("complaints")
    if name == "mediated besides":
        return of("mediated:yes") - of("efforts:mediation")
    if kind.endswith("not upheld"):
        return of(f"{when}known in {code}") - of(f"{when}upheld in {code}")
    if kind == "unknown":
        return of(f"administrations:{code}") - of(f"known in {code}")
    if name.startswith("open by "):
        rung = name.removeprefix("open by ")
        return of(rung) - of(f"closed by {rung}")
    return of(name)


def test_totals_stay_however_small() -> None:
    account = publishable_account(counted(*some(1)))
    assert (account.received.total, account.stock.received, account.duration.closed) == (1, 1, 1)
    assert account == replace(account, internal=False)
