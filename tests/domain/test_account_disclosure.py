"""What is published of complaints gives nothing back that was withheld, by any sum there is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.account_disclosure import publishable_account
from portal.domain.account_figures import Share
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.annual_report import Reason
from portal.domain.assistance import Effect
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.complaint import Channel, Effort, Satisfaction, Solved, Upheld
from portal.domain.overlapping import Others
from portal.domain.period import Period, year_of
from portal.domain.recommendation import Standing
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState
from tests.domain.counted_adviser import (
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
def test_a_small_cell_takes_the_next_one_along_and_leaves_the_others(few: int) -> None:
    told = [*some(9), *some(5, gravity="quality"), *some(few, gravity="lawfulness")]
    account = publishable_account(counted(*told))
    table = account.tables[AccountPart.GRAVITIES]
    found = {cell.code: (cell.count, cell.percent) for cell in table.cells if cell.count != 0}
    assert found.pop("service")[0] == 9
    assert found == {"quality": (None, None), "lawfulness": (None, None)}
    assert table.total == account.complaints == 14 + few
    assert account.withheld == ((AccountPart.GRAVITIES, Reason.SMALL_FIGURES),)


def test_a_share_goes_with_its_table() -> None:
    told = [*some(9), *some(5, solved=Solved.UNKNOWN), *some(1, solved=Solved.NOT)]
    account = publishable_account(counted(*told))
    assert account.shares[ShareKind.SOLVED].percent is None
    assert None in (account.shares[ShareKind.SOLVED].count, account.shares[ShareKind.SOLVED].of)
    assert account.shares[ShareKind.UPHELD].count == 15


def test_withheld_results_are_not_given_back_by_administration() -> None:
    """Eleven were received, nine of them have a result that is known: the two are not told."""
    account = publishable_account(counted(*some(9), *some(2, upheld=Upheld.UNKNOWN)))
    results = account.tables[AccountPart.UPHELD]
    assert (results.counts["yes"], results.counts["unknown"]) == (None, None)
    shares = {one.share.of for one in account.upheld_by_administration if one.share.of != 0}
    assert shares == {None}


def test_few_whose_result_is_unknown_in_one_administration_are_not_told_by_what_is_left() -> None:
    odd = [*some(3, upheld=Upheld.UNKNOWN), *some(2, administration="BIF", upheld=Upheld.UNKNOWN)]
    account = publishable_account(counted(*some(9), *some(5, administration="BIF"), *odd))
    parts = [part for part, _ in account.withheld]
    assert AccountPart.UPHELD_BY_ADMINISTRATION in parts
    [bif] = [one for one in account.upheld_by_administration if one.administration == "BIF"]
    received = account.tables[AccountPart.ADMINISTRATIONS].counts["BIF"]
    assert None in (bif.share.of, received)


def test_what_all_but_few_named_is_withheld_with_the_sum_of_what_was_named() -> None:
    both = ("money", "communication")
    account = counted(*some(9, wants=both), *some(2, wants=("communication", "other_service")))
    table = publishable_account(account).tables[AccountPart.WANTS]
    assert table.counts["other_service"] is None
    assert table.counts["money"] is None
    # Everybody but two named money.
    many = publishable_account(counted(*some(9, wants=both), *some(2, wants=("communication",))))
    told = many.tables[AccountPart.WANTS]
    assert told.counts["money"] is None
    assert None in (told.total, told.counts["communication"])


def test_one_who_named_two_is_not_told_by_the_sum_of_what_was_named() -> None:
    alone = [*some(4, wants=("money",)), *some(4, wants=("communication",))]
    told = counted(*alone, *some(1, wants=("money", "communication")))
    table = publishable_account(told).tables[AccountPart.WANTS]
    assert None in (table.total, table.counts["money"], table.counts["communication"])


def test_how_many_named_a_ground_of_discrimination_stays_unless_they_are_few() -> None:
    published = publishable_account(counted(*some(9), *some(4, discrimination="sex")))
    assert published.tables[AccountPart.DISCRIMINATION].counts["sex"] == 4
    mixed = [*some(4, discrimination="sex"), *some(1, discrimination="other")]
    table = publishable_account(counted(*some(9), *mixed)).tables[AccountPart.DISCRIMINATION]
    assert (table.counts["sex"], table.counts["other"]) == (None, None)
    few = publishable_account(counted(*some(9), *some(1, discrimination="sex")))
    assert few.tables[AccountPart.DISCRIMINATION].total is None


def test_days_by_effort_are_withheld_when_few_on_a_rung_are_still_open() -> None:
    by_another_way = some(9, channel=Channel.EMAIL, closed_after=None)
    still_open = some(2, channel=Channel.EMAIL, effort=Effort.ASSISTANCE, closed_after=None)
    told = [*some(9), *some(3, effort=Effort.ASSISTANCE), *by_another_way, *still_open]
    account = publishable_account(counted(*told))
    rung = account.duration_by_effort[Effort.ASSISTANCE]
    assert None in (rung.closed, account.tables[AccountPart.EFFORTS].counts[Effort.ASSISTANCE])


def test_days_are_told_with_how_many_it_were() -> None:
    account = publishable_account(counted(*some(9), *some(2, closed_after=None)))
    whole, rung = account.duration, account.duration_by_effort[Effort.DIALOGUE]
    assert None in (whole.closed, rung.closed)
    assert all((one.closed is None) == (one.mean is None) for one in (whole, rung))


def test_the_mean_of_two_is_no_mean() -> None:
    account = publishable_account(counted(*some(2), *some(5, closed_after=None)))
    assert (account.duration.closed, account.duration.mean) == (None, None)
    assert AccountPart.DAYS in dict(account.withheld)


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
    gone = {code for code, count in table.counts.items() if count is None}
    assert table.total == 31
    assert gone in ({"sexual_orientation", "other"}, {"sexual_orientation", "sex"})
    assert account.withheld == ((AccountPart.DISCRIMINATION, Reason.SMALL_FIGURES),)
    assert account.shares[ShareKind.UPHELD].percent == Decimal("61.0")
    assert account.duration.mean == Decimal("17.3")


def test_days_by_channel_are_withheld_when_few_by_one_way_are_still_open() -> None:
    told = withheld(
        *some(9),
        *some(1, channel=Channel.LETTER, closed_after=None),
        *some(4, channel=Channel.LETTER),
    )
    assert AccountPart.DAYS_BY_CHANNEL in told or AccountPart.CHANNELS in told


def test_few_mediations_are_withheld_and_those_that_went_on_are_not_told_by_a_difference() -> None:
    rung = {"mediated": True, "effort": Effort.MEDIATION}
    assert withheld(*some(9), *some(3, **rung)) == {}
    assert AccountPart.MEDIATED in withheld(*some(9), *some(2, **rung))
    went_on = [*some(3, **rung), *some(1, mediated=True, effort=Effort.DIALOGUE)]
    assert withheld(*some(9), *went_on)


def test_assistance_by_administration_is_withheld_with_a_small_figure_and_its_sum_stays() -> None:
    account = publishable_account(counted(*advised(9), *advised(2, administration="BIF")))
    table = account.tables[AccountPart.ASSISTANCE_ADMINISTRATIONS]
    gone = {code for code, count in table.counts.items() if count is None}
    assert (gone, table.total) == ({"SOF", "BIF"}, 11)
    assert account.withheld == ((AccountPart.ASSISTANCE_ADMINISTRATIONS, Reason.SMALL_FIGURES),)
    assert (account.everything.assistance, account.assistance.duration.closed) == (11, 11)


def test_the_effect_of_assistance_goes_as_a_table_and_as_a_share() -> None:
    account = publishable_account(
        counted(*advised(9), *advised(1, competence_raised=False, changed_practice=Effect.NO))
    )
    assert {AccountPart.COMPETENCE, AccountPart.PRACTICE} <= set(dict(account.withheld))
    for kind in (ShareKind.COMPETENCE_RAISED, ShareKind.PRACTICE_CHANGED):
        assert account.shares[kind].percent is None
        assert account.shares[kind].count is None


def test_the_days_and_hours_of_two_are_no_figures() -> None:
    account = publishable_account(counted(*advised(2)))
    assert {AccountPart.ASSISTANCE_DAYS, AccountPart.HOURS} <= set(dict(account.withheld))
    assert (account.assistance.duration.mean, account.assistance.hours.hours) == (None, None)
    assert account.everything.assistance == 2


def test_the_advisers_own_acts_are_told_however_few() -> None:
    """They are printed one by one for the committee."""
    told = [*supervised(1), recommended(a_recommendation(MARCH, Standing.PLANNED))]
    account = publishable_account(counted(*told, *some(9)))
    assert account.withheld == ()
    assert account.tables[AccountPart.SUPERVISIONS].counts[STARTED] == 1
    assert account.tables[AccountPart.STANDINGS].counts[Standing.PLANNED] == 1


def test_few_supervisions_of_one_citizen_each_are_told_neither_by_their_sum_nor_by_criticism() -> (
    None
):
    own = supervised(4, CLOSED, criticism=True)
    of_one = supervised(2, CLOSED, own_motion=False, criticism=True)
    account = publishable_account(counted(*own, *of_one, *some(9)))
    assert account.tables[AccountPart.SUPERVISIONS_IN_COMPLAINTS].total is None
    assert account.tables[AccountPart.CRITICISM].total is None


BEFORE = [
    a_complaint(date(2024, 3, 3), **(FULL | {"upheld": result}))
    for result in [*[Upheld.YES] * 9, Upheld.NO]
]


def test_results_of_an_earlier_year_are_told_as_its_own_account_told_them() -> None:
    """Any other choice of figures could give back what that one withheld."""
    then = publishable_account(counted(*BEFORE, period=year_of(2024)), threshold=5)
    printed = Others(printed={year_of(2024): then.told})
    account = publishable_account(counted(*BEFORE), others=printed)
    [results] = [one.results for one in account.earlier if one.results]
    assert results.share == then.shares[ShareKind.UPHELD]
    assert results.by_administration == then.upheld_by_administration
    assert None in (results.share.count, results.share.of)
    assert dict(account.withheld)[AccountPart.UPHELD_BEFORE] is Reason.SMALL_FIGURES


def test_results_of_an_earlier_year_without_an_account_are_not_told() -> None:
    account = publishable_account(counted(*BEFORE[:9]))
    assert [one.results for one in account.earlier] == [None, None]
    assert account.withheld == ()


def test_what_came_in_stays_however_small() -> None:
    account = publishable_account(counted(*some(1)))
    assert (account.received.total, account.complaints, account.stock.received) == (1, 1, 1)
    assert account.duration.closed is None
