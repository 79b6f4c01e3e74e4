"""Whatever does not add up is found, and said of which case it is where that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.annual_report import AnnualReport
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.matter import Outcome
from portal.domain.reconciliation import (
    Finding,
    Misfit,
    history_findings,
    missing_findings,
    reconcile,
)
from portal.domain.triage import Ground
from tests.domain.test_annual_report import CLOSED, MARCH, OPEN, RECEIVED, UNIT, counted
from tests.support.counted import (
    a_case,
    a_matter,
)


def found(report: AnnualReport) -> set[Misfit]:
    return {finding.misfit for finding in reconcile(report)}


@pytest.mark.parametrize(
    ("turns", "misfit"),
    [
        ([Turn(date(2025, 3, 4), RECEIVED, UNIT)], Misfit.BEGINS_ELSEWHERE),
        ([Turn(MARCH, OPEN, UNIT)], Misfit.BEGINS_ELSEWHERE),
        (
            [
                Turn(MARCH, RECEIVED, UNIT),
                Turn(date(2025, 3, 5), OPEN, UNIT),
                Turn(date(2025, 3, 4), OPEN, RestsWith.REPORTER),
            ],
            Misfit.GOES_BACKWARDS,
        ),
        (
            [Turn(MARCH, RECEIVED, UNIT), Turn(MARCH, OPEN, UNIT), Turn(MARCH, RECEIVED, UNIT)],
            Misfit.FORBIDDEN_MOVE,
        ),
        ([Turn(MARCH, RECEIVED, UNIT), Turn(MARCH, CaseState.ERASED, None)], Misfit.FORBIDDEN_MOVE),
        ([Turn(MARCH, RECEIVED, UNIT), Turn(MARCH, OPEN, None)], Misfit.RESTS_WITH_NOBODY),
    ],
)
def test_a_history_that_cannot_be_is_found_with_its_case(turns: list[Turn], misfit: Misfit) -> None:
    case = a_case(MARCH, turns=turns)
    assert history_findings("2025-7KQ4M", case) == [Finding(misfit, "2025-7KQ4M")]


def test_a_case_without_any_history_is_found() -> None:
    bare = replace(a_case(MARCH), turns=())
    assert history_findings("", bare) == [Finding(Misfit.BEGINS_ELSEWHERE, "")]


def test_a_case_from_before_histories_were_kept_may_go_from_receipt_to_closing() -> None:
    old = [Turn(MARCH, RECEIVED, UNIT), Turn(date(2025, 4, 4), CLOSED, None)]
    assert history_findings("2025-7KQ4M", a_case(MARCH, turns=old)) == []


def test_cases_without_facts_are_found() -> None:
    assert missing_findings(["2025-7KQ4M"]) == [Finding(Misfit.NO_FACTS, "2025-7KQ4M")]


def test_a_rejection_without_a_ground_does_not_reconcile() -> None:
    groundless = replace(a_matter(ground=Ground.NOT_SERIOUS), ground=None)
    assert found(counted(a_case(MARCH, groundless))) == {Misfit.GROUNDS}


def test_a_case_that_rests_with_nobody_does_not_reconcile() -> None:
    lost = [Turn(MARCH, RECEIVED, UNIT), Turn(MARCH, OPEN, None)]
    assert found(counted(a_case(MARCH, turns=lost))) == {Misfit.PENDING}


def test_a_report_whose_history_began_before_it_was_received_does_not_reconcile() -> None:
    early = [Turn(date(2024, 3, 3), RECEIVED, UNIT), Turn(date(2024, 3, 4), OPEN, UNIT)]
    assert found(counted(a_case(MARCH, turns=early))) == {Misfit.STOCK}


def test_whichever_figure_is_changed_it_is_found() -> None:
    right = counted(
        a_case(MARCH, a_matter(ground=Ground.NOT_SERIOUS), a_matter(outcome=Outcome.REFUTED))
    )
    assert found(right) == set()
    assert Misfit.STOCK in found(replace(right, received=2))
    assert Misfit.THEMES in found(replace(right, themes=replace(right.themes, total=3)))
    assert Misfit.DECISIONS in found(replace(right, decisions=replace(right.decisions, total=1)))
    fewer = replace(right.outcomes, cells=right.outcomes.cells[:1])
    assert found(replace(right, outcomes=fewer)) == {Misfit.OUTCOMES}
    assert found(replace(right, matters=5)) == {Misfit.THEMES, Misfit.DECISIONS}
