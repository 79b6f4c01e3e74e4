"""What the account says of the adviser's own work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.domain.account_figures import Everything, Hours, Share
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.account_reconciliation import (
    AccountFinding,
    AccountMisfit,
    reconcile_account,
)
from portal.domain.adviser_account import SupervisionStock
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.assistance import AssistanceKind, Effect
from portal.domain.period import year_of
from portal.domain.recommendation import RecommendationKind, Standing
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState
from tests.domain.counted_adviser import (
    CLOSED,
    STARTED,
    a_recommendation,
    a_supervision,
    an_assistance,
    an_unread_assistance,
    recommended,
)
from tests.domain.counted_complaints import COPENHAGEN, a_complaint
from tests.domain.counted_histories import TODAY

LONG_AGO, BEFORE, MARCH, MAY = (
    date(2023, 9, 9),
    date(2024, 9, 9),
    date(2025, 3, 3),
    date(2025, 5, 5),
)
AFTER = date(2026, 1, 1)
DECIDED = SupervisionState.DECIDED
TEACHING = AssistanceKind.TEACHING


def counted(*told: StatisticalFacts) -> AnnualAccount:
    account = count_account(told, year_of(2025), TODAY, COPENHAGEN)
    assert reconcile_account(account) == []
    return account


def told(account: AnnualAccount, part: AccountPart) -> dict[str, int | None]:
    """The cells of a table that are not empty."""
    return {code: count for code, count in account.tables[part].counts.items() if count}


def test_complaints_assistance_and_teaching_are_everything_beside_the_two_years_before() -> None:
    account = counted(
        a_complaint(MARCH),
        an_assistance(MARCH),
        an_assistance(MARCH, administration="BIF"),
        an_assistance(MARCH, kind=TEACHING),
        an_assistance(BEFORE, MARCH),
        an_assistance(AFTER),
    )
    assert account.everything == Everything(complaints=1, assistance=2, teaching=1, total=4)
    before, long_before = account.earlier
    assert before.everything == Everything(complaints=0, assistance=1, teaching=0, total=1)
    assert long_before.everything is None
    assert told(account, AccountPart.ASSISTANCE_ADMINISTRATIONS) == {"SOF": 2, "BIF": 1}
    # Its cases are none of the complaints' inbox.
    assert (account.received.total, account.stock.received) == (1, 1)


def test_days_and_effect_are_of_advice_alone_and_hours_of_teaching_too() -> None:
    account = counted(
        an_assistance(MARCH, MARCH + timedelta(days=3), quarters=3, competence_raised=True),
        an_assistance(MARCH, MARCH + timedelta(days=4), quarters=2, competence_raised=False),
        an_assistance(MARCH),
        an_assistance(MARCH, MARCH, kind=TEACHING, quarters=8),
    )
    assistance = account.assistance
    assert (assistance.duration.closed, assistance.unanswered) == (2, 1)
    assert assistance.duration.mean == Decimal("3.5")
    assert assistance.hours == Hours(3, 1, 13, Decimal("3.3"))
    assert told(account, AccountPart.COMPETENCE) == {"yes": 1, "no": 1, "": 1}


def test_the_effect_is_a_share_of_those_of_which_it_is_known() -> None:
    effects = [Effect.YES, Effect.NO, Effect.NO, Effect.UNKNOWN, None]
    account = counted(
        *(an_assistance(MARCH, MARCH, changed_practice=one) for one in effects),
        an_assistance(MARCH, MARCH, competence_raised=True),
    )
    assert account.shares[ShareKind.PRACTICE_CHANGED] == Share(1, 3, Decimal("33.3"))
    assert told(account, AccountPart.PRACTICE) == {"yes": 1, "no": 2, "unknown": 1, "": 2}
    assert account.shares[ShareKind.COMPETENCE_RAISED] == Share(1, 1, Decimal("100.0"))


def test_a_share_mean_or_hour_of_no_assistance_is_none() -> None:
    account = counted(an_assistance(MARCH, kind=TEACHING))
    assert account.shares[ShareKind.COMPETENCE_RAISED] == Share(0, 0, None)
    assert account.shares[ShareKind.PRACTICE_CHANGED] == Share(0, 0, None)
    assert account.assistance.duration.mean is None
    assert account.assistance.hours == Hours(0, 1, 0, Decimal("0.0"))


def test_assistance_that_nobody_could_read_is_counted_on_its_day() -> None:
    account = counted(an_unread_assistance(MARCH))
    assert (account.everything.assistance, account.assistance.unanswered) == (1, 1)
    for part in (
        AccountPart.ASSISTANCE_ADMINISTRATIONS,
        AccountPart.COMPETENCE,
        AccountPart.PRACTICE,
    ):
        assert told(account, part) == {"": 1}


def test_supervision_is_told_by_its_state_at_the_end_of_the_period() -> None:
    account = counted(
        a_supervision((BEFORE, DECIDED), (MARCH, STARTED), (AFTER, CLOSED)),
        a_supervision((BEFORE, STARTED), (MAY, CLOSED)),
        a_supervision((MARCH, SupervisionState.CLARIFYING)),
        # Ended before it began, and not there yet.
        a_supervision((LONG_AGO, STARTED), (BEFORE, CLOSED)),
        a_supervision((AFTER, STARTED)),
    )
    assert told(account, AccountPart.SUPERVISIONS) == {"started": 1, "closed": 1, "clarifying": 1}
    assert account.supervision == SupervisionStock(opening=2, opened=1)
    assert told(account, AccountPart.SUPERVISIONS_BEGUN) == {"yes": 1, "no": 2}


def test_supervision_that_is_taken_up_again_comes_once_more() -> None:
    again = a_supervision((LONG_AGO, STARTED), (BEFORE, CLOSED), (MARCH, STARTED))
    account = counted(again)
    assert account.supervision == SupervisionStock(opening=0, opened=1)
    assert told(account, AccountPart.SUPERVISIONS) == {"started": 1}
    # It was started long ago.
    assert told(account, AccountPart.SUPERVISIONS_BEGUN) == {"no": 1}


def test_supervision_in_complaints_stands_apart_and_criticism_is_of_all_that_closed() -> None:
    account = counted(
        a_supervision((MARCH, STARTED), (MAY, CLOSED), own_motion=False, criticism=True),
        a_supervision((MARCH, STARTED), own_motion=False, criticism=True),
        a_supervision((MARCH, STARTED), (MAY, CLOSED), criticism=False),
        a_supervision((MARCH, STARTED), (MAY, CLOSED)),
    )
    assert told(account, AccountPart.SUPERVISIONS_IN_COMPLAINTS) == {"closed": 1, "started": 1}
    assert told(account, AccountPart.SUPERVISIONS) == {"closed": 2}
    assert told(account, AccountPart.CRITICISM) == {"yes": 1, "no": 1, "": 1}
    assert account.supervision.opened == 2


def test_recommendations_count_when_they_are_given_by_kind_and_administration() -> None:
    criticism = a_recommendation(MARCH, kind=RecommendationKind.CRITICISM, administration="BIF")
    account = counted(
        recommended(a_recommendation(MARCH), criticism),
        recommended(a_recommendation(BEFORE), a_recommendation(AFTER)),
    )
    assert told(account, AccountPart.RECOMMENDATIONS) == {"encouragement": 1, "criticism": 1}
    assert told(account, AccountPart.RECOMMENDATION_ADMINISTRATIONS) == {"SOF": 1, "BIF": 1}


@pytest.mark.parametrize(
    ("given_on", "standing", "since", "counts"),
    [
        (MARCH, Standing.CANNOT_BE_JUDGED, None, True),
        (LONG_AGO, Standing.NOT_CARRIED_OUT, BEFORE, True),
        (LONG_AGO, Standing.CARRIED_OUT, MARCH, True),
        (LONG_AGO, Standing.CARRIED_OUT, BEFORE, False),
        (LONG_AGO, Standing.CARRIED_OUT, None, False),
        (AFTER, Standing.PLANNED, AFTER, False),
    ],
)
def test_the_standing_is_told_of_all_but_what_was_carried_out_before(
    given_on: date, standing: Standing, since: date | None, *, counts: bool
) -> None:
    account = counted(recommended(a_recommendation(given_on, standing, standing_on=since)))
    assert told(account, AccountPart.STANDINGS) == ({standing: 1} if counts else {})


def test_a_misfit_of_the_adviser_s_own_work_is_found() -> None:
    right = counted(an_assistance(MARCH), a_supervision((MARCH, STARTED)))
    late = replace(right, assistance=replace(right.assistance, unanswered=2))
    assert reconcile_account(late) == [AccountFinding(AccountMisfit.ASSISTANCE)]
    lost = replace(right, supervision=SupervisionStock(opening=0, opened=2))
    assert reconcile_account(lost) == [AccountFinding(AccountMisfit.SUPERVISION)]
    more = replace(right, everything=replace(right.everything, total=2))
    assert AccountFinding(AccountMisfit.EVERYTHING) in reconcile_account(more)
