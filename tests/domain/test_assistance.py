"""What may be registered of consultative assistance, and what several come to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.assistance import (
    QUARTERS_AT_MOST,
    Assistance,
    AssistanceKind,
    Effect,
    check_assistance,
    totals_of,
)
from portal.domain.errors import InvalidInput

TODAY = date(2026, 3, 3)
BEFORE = date(2026, 2, 23)
ASKED = Assistance(AssistanceKind.ADVICE, "SOF", "Afsnitsleder", "Notatpligt", BEFORE)
ANSWERED = replace(ASKED, answered_on=TODAY, competence_raised=True)
TEACHING = replace(ASKED, kind=AssistanceKind.TEACHING, answered_on=TODAY)


@pytest.mark.parametrize("good", [ASKED, ANSWERED, TEACHING])
def test_what_is_asked_answered_or_taught_can_be_registered(good: Assistance) -> None:
    check_assistance(good, TODAY)


@pytest.mark.parametrize(
    ("of", "changed", "field", "reason"),
    [
        (ASKED, {"asked_by": " "}, "asked_by", "missing"),
        (ASKED, {"subject": "\n"}, "subject", "missing"),
        (ASKED, {"asked_on": date(2026, 3, 4)}, "asked_on", "ahead"),
        (ASKED, {"asked_on": date.min}, "asked_on", "too_early"),
        (ANSWERED, {"answered_on": date(2026, 3, 4)}, "answered_on", "ahead"),
        (ANSWERED, {"answered_on": date(2026, 2, 22)}, "answered_on", "before_asking"),
        (ASKED, {"quarters": -1}, "quarters", "out_of_range"),
        (ASKED, {"quarters": QUARTERS_AT_MOST + 1}, "quarters", "out_of_range"),
        (ANSWERED, {"competence_raised": None}, "competence_raised", "missing"),
        (TEACHING, {"competence_raised": False}, "competence_raised", "not_of_teaching"),
        (TEACHING, {"changed_practice": Effect.NO}, "changed_practice", "not_of_teaching"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_field(
    of: Assistance, changed: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_assistance(replace(of, **changed), TODAY)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_edges_are_within_the_rules() -> None:
    for changed in ({"quarters": 0}, {"quarters": 400}, {"answered_on": BEFORE}):
        check_assistance(replace(ANSWERED, **changed), TODAY)


def test_an_answer_of_the_same_day_took_no_day() -> None:
    assert replace(ANSWERED, answered_on=BEFORE).days == 0
    assert ANSWERED.days == 8
    assert ASKED.days is None


def test_shares_and_days_are_of_advice_where_they_are_known() -> None:
    totals = totals_of(
        [
            replace(ANSWERED, quarters=3, changed_practice=Effect.YES),
            replace(ANSWERED, competence_raised=False, changed_practice=Effect.UNKNOWN),
            replace(ANSWERED, answered_on=BEFORE, changed_practice=Effect.NO),
            replace(ASKED, quarters=1),
            replace(TEACHING, quarters=8),
        ]
    )
    assert (totals.advice, totals.teaching, totals.quarters) == (4, 1, 12)
    assert totals.average_days == pytest.approx(16 / 3)
    assert totals.competence_raised == pytest.approx(2 / 3)
    assert totals.changed_practice == 0.5


def test_of_nothing_nothing_is_said() -> None:
    totals = totals_of([TEACHING])
    shares = (totals.average_days, totals.competence_raised, totals.changed_practice)
    assert shares == (None, None, None)
