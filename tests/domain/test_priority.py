"""Why a case stands where it stands on the worklist, and until when it may be set aside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.errors import InvalidInput
from portal.domain.legal_calendar import last_open_day
from portal.domain.priority import (
    Pressure,
    Priority,
    act_from,
    check_set_aside,
    needs_action,
    priority_of,
)

TODAY = date(2026, 3, 2)
RECEIVED = date(2026, 2, 2)
FACTS = CaseFacts(
    id=b"i" * 16,
    number="2026-AAAAA",
    kind=CaseKind.REPORT,
    state=CaseState.OPEN,
    rests_with=RestsWith.UNIT,
    received_on=RECEIVED,
    feedback_due=date(2026, 5, 2),
    due=date(2026, 5, 2),
    act_from=RECEIVED,
)


def begins(
    whose: RestsWith | None, waits: date | None = None, aside: date | None = None
) -> date | None:
    return act_from(whose, RECEIVED, waits_until=waits, set_aside_until=aside)


def test_the_units_own_move_counts_from_the_day_of_receipt() -> None:
    assert begins(RestsWith.UNIT) == RECEIVED
    assert begins(RestsWith.UNIT, waits=date(2026, 4, 1)) == RECEIVED


def test_a_wait_is_over_the_day_after_the_answer_was_due() -> None:
    assert begins(RestsWith.ADMINISTRATION, waits=date(2026, 3, 31)) == date(2026, 4, 1)
    assert begins(RestsWith.REPORTER, waits=date(2026, 3, 16)) == date(2026, 3, 17)
    # An offer without a day is the unit's to follow up whenever it likes.
    assert begins(RestsWith.REPORTER) == RECEIVED


def test_what_was_set_aside_comes_back_on_its_day_and_what_others_owe_is_not_set_aside() -> None:
    assert begins(RestsWith.UNIT, aside=date(2026, 3, 20)) == date(2026, 3, 20)
    assert begins(RestsWith.REPORTER, date(2026, 3, 10), date(2026, 3, 20)) == date(2026, 3, 11)
    assert begins(None, aside=date(2026, 3, 20)) is None


@pytest.mark.parametrize(
    ("due", "pressure", "day", "days"),
    [
        (date(2026, 3, 1), Pressure.OVERDUE, date(2026, 3, 1), 1),
        (date(2026, 3, 2), Pressure.SOON, date(2026, 3, 2), 0),
        # Saturday 14 March: one acts on the Friday before.
        (date(2026, 3, 14), Pressure.SOON, date(2026, 3, 13), 11),
        (date(2026, 3, 16), Pressure.SOON, date(2026, 3, 16), 14),
        (date(2026, 3, 17), Pressure.UNITS_MOVE, None, 0),
        (None, Pressure.UNITS_MOVE, None, 0),
    ],
)
@pytest.mark.parametrize("aside", [RECEIVED, date(2026, 3, 20)])
def test_a_limit_that_has_passed_or_ends_soon_comes_first_whoever_has_the_case(
    due: date | None, pressure: Pressure, day: date | None, days: int, aside: date
) -> None:
    facts = replace(FACTS, due=due, act_from=aside)
    found = priority_of(facts, TODAY)
    if pressure is Pressure.UNITS_MOVE and aside > TODAY:
        assert found == Priority(Pressure.SET_ASIDE, aside, 18)
    else:
        assert found == Priority(pressure, day, days)


def test_on_a_closed_day_the_statutory_day_itself_is_named_once_the_last_open_one_has_passed() -> (
    None
):
    facts = replace(FACTS, due=date(2026, 3, 8))
    assert priority_of(facts, date(2026, 3, 6)) == Priority(Pressure.SOON, date(2026, 3, 6), 0)
    assert priority_of(facts, date(2026, 3, 7)) == Priority(Pressure.SOON, date(2026, 3, 8), 1)
    assert priority_of(facts, date(2026, 3, 9)) == Priority(Pressure.OVERDUE, date(2026, 3, 8), 1)


def test_a_wait_is_told_from_one_that_is_over() -> None:
    facts = replace(FACTS, rests_with=RestsWith.ADMINISTRATION, act_from=date(2026, 3, 11))
    assert priority_of(facts, TODAY) == Priority(Pressure.WAITING, date(2026, 3, 10), 8)
    assert priority_of(facts, date(2026, 3, 10)).pressure is Pressure.WAITING
    over = Priority(Pressure.WAIT_OVER, date(2026, 3, 10), 1)
    assert priority_of(facts, date(2026, 3, 11)) == over


def test_what_is_over_presses_nobody() -> None:
    facts = replace(FACTS, state=CaseState.CLOSED, rests_with=None, due=None, act_from=None)
    assert priority_of(facts, TODAY) == Priority(Pressure.NOTHING)
    assert not needs_action(facts, TODAY)


def test_what_has_something_to_do_needs_action_and_what_waits_does_not() -> None:
    assert needs_action(FACTS, TODAY)
    assert not needs_action(replace(FACTS, act_from=date(2026, 3, 3)), TODAY)
    assert needs_action(replace(FACTS, act_from=date(2026, 3, 30), due=date(2026, 3, 9)), TODAY)


@pytest.mark.parametrize(
    ("until", "due", "reason", "refusal"),
    [
        (TODAY, None, "Ferie", ("until", "not_ahead")),
        (TODAY - timedelta(days=1), None, "Ferie", ("until", "not_ahead")),
        (TODAY + timedelta(days=91), None, "Ferie", ("until", "too_far")),
        # Saturday 14 March is the limit: the day to act by is the Friday.
        (date(2026, 3, 14), date(2026, 3, 14), "Ferie", ("until", "too_far")),
        (TODAY + timedelta(days=1), None, " ", ("reason", "missing")),
    ],
)
def test_a_case_is_not_set_aside_without_a_day_and_a_reason(
    until: date, due: date | None, reason: str, refusal: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_set_aside(TODAY, until, reason, due)
    assert (refused.value.field, refused.value.reason) == refusal


@given(st.dates(date(2026, 3, 3), date(2026, 5, 31)), st.dates(TODAY, date(2026, 12, 31)))
def test_nothing_is_set_aside_beyond_the_last_open_day_of_its_limit(until: date, due: date) -> None:
    if until <= last_open_day(due):
        check_set_aside(TODAY, until, "Ferie", due)
    else:
        with pytest.raises(InvalidInput):
            check_set_aside(TODAY, until, "Ferie", due)
