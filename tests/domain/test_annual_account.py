"""What the account of complaints says."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from portal.domain.account_figures import Everything, Natures, Share
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.account_reconciliation import (
    reconcile_account,
)
from portal.domain.annual_account import AnnualAccount, EarlierPeriod, count_account
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.complaint import (
    Channel,
    Effort,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
)
from portal.domain.complaint_facts import ComplaintFacts, closed_on
from portal.domain.errors import InvalidInput
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from tests.domain.counted_complaints import (
    COPENHAGEN,
    PUBLISHED,
    YEAR,
    a_complaint,
    complaints_of_2023,
    unregistered,
)
from tests.domain.counted_histories import TODAY
from tests.domain.register_fields import REGISTER_FIELDS
from tests.support.counted import a_case, a_matter

MARCH = date(2025, 3, 3)
UNIT = RestsWith.UNIT


def counted(
    *told: StatisticalFacts, period: Period | None = None, today: date = TODAY
) -> AnnualAccount:
    return count_account(told, period or year_of(2025), today, COPENHAGEN)


def told(account: AnnualAccount, part: AccountPart) -> dict[str, int | None]:
    """The cells of a table that are not empty."""
    return {code: count for code, count in account.tables[part].counts.items() if count}


def percents(account: AnnualAccount, part: AccountPart) -> dict[str, float]:
    cells = account.tables[part].cells
    return {cell.code: float(cell.percent) for cell in cells if cell.percent}


def test_a_year_like_the_published_one_comes_out_as_it_was_published() -> None:
    account = count_account(complaints_of_2023(), YEAR, TODAY, COPENHAGEN)
    assert account.complaints == PUBLISHED["complaints"] == 912
    everything = account.everything
    assert (everything.assistance, everything.teaching) == (
        PUBLISHED["assistance"],
        PUBLISHED["teaching"],
    )
    assert everything.total == PUBLISHED["everything"] == 912 + 138 == 1050
    shares = {kind: share.percent or 0 for kind, share in account.shares.items()}
    assert shares[ShareKind.UPHELD] == PUBLISHED["upheld_percent"] == 61
    assert shares[ShareKind.SOLVED] > PUBLISHED["solved_percent_above"] == 90
    assert round(shares[ShareKind.SATISFIED]) == PUBLISHED["satisfied_percent"] == 82
    assert round(shares[ShareKind.NOT_SATISFIED]) == PUBLISHED["dissatisfied_percent"] == 4
    assert account.duration.mean == Decimal("17.3")
    assert float(account.duration.mean) == PUBLISHED["average_days"]
    assert told(account, AccountPart.CHANNELS)["telephone"] == PUBLISHED["by_telephone"] == 194
    assert account.duration_by_channel["telephone"].closed == 194
    assert account.tables[AccountPart.DISCRIMINATION].counts == PUBLISHED["discrimination"]
    assert account.tables[AccountPart.DISCRIMINATION].total == 31
    assert percents(account, AccountPart.EFFORTS)["dialogue"] == PUBLISHED["dialogue_percent_2024"]
    assert percents(account, AccountPart.GRAVITIES)["lawfulness"] == PUBLISHED["lawfulness_percent"]
    assert told(account, AccountPart.FORWARDED)["yes"] == PUBLISHED["forwarded"]
    assert float(account.assistance.duration.mean or 0) == PUBLISHED["assistance_average_days"]
    raised, changed = (ShareKind.COMPETENCE_RAISED, ShareKind.PRACTICE_CHANGED)
    assert round(shares[raised]) == PUBLISHED["competence_raised_percent_2024"]
    assert round(shares[changed]) == PUBLISHED["practice_changed_percent_2024"]
    assert reconcile_account(account) == []


def test_what_came_is_told_beside_the_two_periods_before() -> None:
    account = counted(
        a_complaint(date(2025, 1, 1)),
        a_complaint(date(2025, 12, 31), nature=Nature.ENQUIRY),
        a_complaint(MARCH, nature=Nature.TEACHING),
        unregistered(MARCH),
        a_complaint(MARCH, nature=Nature.REPORT),
        a_complaint(MARCH, merged=True),
        a_complaint(date(2024, 12, 31)),
        a_complaint(date(2026, 1, 1)),
    )
    assert account.received == Natures(
        total=6, complaint=1, enquiry=1, teaching=1, report=1, merged=1, unstated=1
    )
    assert account.everything == Everything(complaints=3, assistance=0, teaching=1, total=4)
    before, long_before = account.earlier
    assert before.natures is not None
    assert (before.period, before.natures.complaint) == (year_of(2024), 1)
    assert before.everything == Everything(complaints=1, assistance=0, teaching=0, total=1)
    assert long_before == EarlierPeriod(year_of(2023), None, None, None)


def test_upheld_is_told_by_administration_for_the_two_periods_before() -> None:
    registered = {"administration": "SOF", "entered_into": True}
    account = counted(
        a_complaint(MARCH),
        *(
            a_complaint(date(2024, 5, 1), upheld=result, **registered)
            for result in (Upheld.YES, Upheld.YES, Upheld.NO, Upheld.UNKNOWN)
        ),
    )
    [results] = [one.results for one in account.earlier if one.results]
    assert results.share == Share(2, 3, Decimal("66.7"))
    assert {
        one.administration: one.share.count for one in results.by_administration if one.share.count
    } == {"SOF": 2}
    assert account.shares[ShareKind.UPHELD].of == 0


def test_one_complaint_that_goes_on_in_another_is_counted_once_and_closed_once() -> None:
    merged = a_complaint(MARCH, closed_on=MARCH, merged=True, administration="SOF")
    report = a_complaint(MARCH, closed_on=MARCH, nature=Nature.REPORT)
    account = counted(a_complaint(MARCH, administration="SOF"), merged, report)
    assert (account.complaints, told(account, AccountPart.ADMINISTRATIONS)) == (1, {"SOF": 1})
    assert (account.duration.closed, account.everything.total) == (0, 1)
    stock = account.stock
    assert (stock.received, stock.closed, stock.closing) == (3, 2, 1)
    assert reconcile_account(account) == []


def test_what_was_mediated_is_counted_also_where_it_went_on_to_supervision() -> None:
    account = counted(
        a_complaint(MARCH, mediated=True, effort=Effort.SUPERVISION), a_complaint(MARCH)
    )
    assert told(account, AccountPart.MEDIATED) == {"yes": 1, "no": 1}


def test_reports_are_not_in_it() -> None:
    account = counted(a_case(MARCH, a_matter()))
    assert (account.received.total, account.stock.closing) == (0, 0)


def test_enquiries_and_teaching_stand_in_no_table() -> None:
    account = counted(
        a_complaint(MARCH, nature=Nature.ENQUIRY, closed_on=MARCH), unregistered(MARCH)
    )
    assert {table.total for table in account.tables.values()} == {0}
    assert (account.duration.closed, account.duration.mean) == (0, None)
    assert (account.stock.received, account.stock.closed) == (2, 1)


def test_each_field_of_the_register_is_counted_in_its_table() -> None:
    account = counted(
        a_complaint(
            MARCH,
            channel=Channel.LETTER,
            administration="SOF",
            wants=("money", "money", "communication"),
            about="general_law",
            sub_themes=("access", "legality"),
            gravity="lawfulness",
            discrimination="sex",
            effort=Effort.SUPERVISION,
            forwarded_on_word=True,
        ),
        a_complaint(MARCH),
    )
    assert told(account, AccountPart.ADMINISTRATIONS) == {"SOF": 1, "": 1}
    assert told(account, AccountPart.CHANNELS) == {"letter": 1, "form": 1}
    assert told(account, AccountPart.WANTS) == {"money": 1, "communication": 1, "": 1}
    assert account.tables[AccountPart.WANTS].total == 3
    assert percents(account, AccountPart.WANTS) == {"money": 50.0, "communication": 50.0, "": 50.0}
    assert told(account, AccountPart.ABOUTS) == {"general_law": 1, "": 1}
    assert told(account, AccountPart.SUB_THEMES) == {"access": 1, "legality": 1, "": 1}
    assert told(account, AccountPart.GRAVITIES) == {"lawfulness": 1, "": 1}
    assert told(account, AccountPart.DISCRIMINATION) == {"sex": 1}
    assert told(account, AccountPart.EFFORTS) == {"supervision": 1, "dialogue": 1}
    assert told(account, AccountPart.FORWARDED) == {"yes": 1, "no": 1}


def test_upheld_is_a_share_of_those_entered_into_whose_result_is_known() -> None:
    entered = [
        (Upheld.YES, "SOF"),
        (Upheld.YES, "BIF"),
        (Upheld.NO, "SOF"),
        (Upheld.UNKNOWN, "SOF"),
    ]
    account = counted(
        *(
            a_complaint(MARCH, administration=code, entered_into=True, upheld=result)
            for result, code in entered
        ),
        # It was entered into no longer: what was registered before is not asked for.
        a_complaint(MARCH, administration="SOF", entered_into=False, upheld=Upheld.YES),
        a_complaint(MARCH, administration="SOF", entered_into=True),
    )
    assert told(account, AccountPart.UPHELD) == {
        "yes": 2,
        "no": 1,
        "unknown": 1,
        "not_entered": 1,
        "": 1,
    }
    assert account.shares[ShareKind.UPHELD] == Share(2, 3, Decimal("66.7"))
    by_administration = {one.administration: one.share for one in account.upheld_by_administration}
    assert by_administration["SOF"] == Share(1, 2, Decimal("50.0"))
    assert by_administration["BIF"] == Share(1, 1, Decimal("100.0"))
    assert by_administration["BUF"] == Share(0, 0, None)


def test_solved_is_a_share_of_those_whose_solution_is_known() -> None:
    found = [Solved.WHOLLY, Solved.WHOLLY, Solved.PARTLY, Solved.NOT, Solved.UNKNOWN, None]
    account = counted(*(a_complaint(MARCH, solved=one) for one in found))
    assert account.shares[ShareKind.SOLVED] == Share(3, 4, Decimal("75.0"))
    assert told(account, AccountPart.SOLVED)[""] == 1


def test_satisfaction_is_a_share_of_all_that_were_registered_and_of_those_known() -> None:
    found = [Satisfaction.SATISFIED] * 3 + [Satisfaction.NOT_SATISFIED, Satisfaction.UNKNOWN, None]
    account = counted(*(a_complaint(MARCH, satisfaction=one) for one in found))
    assert account.shares[ShareKind.SATISFIED] == Share(3, 5, Decimal("60.0"))
    assert account.shares[ShareKind.NOT_SATISFIED] == Share(1, 5, Decimal("20.0"))
    assert account.shares[ShareKind.SATISFIED_OF_KNOWN] == Share(3, 4, Decimal("75.0"))


def test_a_share_of_nothing_is_none() -> None:
    account = counted()
    assert set(account.shares.values()) == {Share(0, 0, None)}
    assert account.duration.mean is None
    assert {one.mean for one in account.duration_by_effort.values()} == {None}
    assert {one.mean for one in account.duration_by_channel.values()} == {None}
    assert account.assistance.duration.mean is None
    assert reconcile_account(account) == []


def test_days_run_from_receipt_to_the_last_closing_as_a_whole_by_effort_and_by_channel() -> None:
    account = counted(
        a_complaint(MARCH, closed_on=date(2025, 3, 4), channel=Channel.TELEPHONE),
        a_complaint(MARCH, closed_on=date(2025, 3, 13)),
        a_complaint(MARCH, closed_on=date(2025, 3, 23), effort=Effort.MEDIATION),
        a_complaint(MARCH),
    )
    assert (account.duration.closed, account.duration.days) == (3, 31)
    assert account.duration.mean == Decimal("10.3")
    means = {effort: one.mean for effort, one in account.duration_by_effort.items()}
    assert means[Effort.DIALOGUE] == Decimal("5.5")
    assert means[Effort.MEDIATION] == Decimal("20.0")
    assert means[Effort.SUPERVISION] is None
    by_channel = account.duration_by_channel
    assert by_channel[Channel.TELEPHONE].mean == Decimal("1.0")
    assert by_channel[Channel.FORM].mean == Decimal("15.0")
    assert by_channel[Channel.LETTER].mean is None


def test_a_complaint_opened_again_is_closed_on_the_day_it_was_closed_last() -> None:
    turns = [
        Turn(MARCH, CaseState.RECEIVED, UNIT),
        Turn(date(2025, 3, 5), CaseState.OPEN, UNIT),
        Turn(date(2025, 3, 9), CaseState.CLOSED, None),
        Turn(date(2025, 4, 1), CaseState.OPEN, UNIT),
    ]
    assert closed_on(turns) is None
    last = Turn(date(2025, 4, 2), CaseState.CLOSED, None)
    # She wrote to the closed case, and it was erased after that.
    later = [Turn(date(2025, 4, 5), CaseState.CLOSED, UNIT), Turn(MARCH, CaseState.ERASED, None)]
    assert closed_on([*turns, last, later[0]]) == last.on
    assert closed_on([]) is None


def test_the_facts_are_the_register_without_what_is_not_counted() -> None:
    names = {field.name for field in fields(ComplaintFacts)}
    assert names - REGISTER_FIELDS == {"closed_on", "mediated", "merged"}
    assert REGISTER_FIELDS - names == {"unit_name", "power_of_attorney"}


def test_a_period_that_still_runs_is_counted_until_today() -> None:
    account = counted(a_complaint(MARCH), today=MARCH)
    assert (account.as_of, account.until, account.stock.closing) == (MARCH, MARCH, 1)
    with pytest.raises(InvalidInput, match="first: not_begun"):
        counted(today=date(2024, 12, 31))
