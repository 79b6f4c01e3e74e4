"""The limits of the act and of the house: every worked example of the law notes, and what always
holds."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.domain.deadlines import (
    LimitKind,
    acknowledgement_limit,
    answer_due,
    answer_limit,
    extended_limit,
    feedback_limit,
    require_extendable,
    running_limit,
)
from portal.domain.errors import ForbiddenMove
from portal.domain.legal_calendar import closed_day

DAYS = st.dates(date(2021, 12, 17), date(2080, 12, 31))
DUE, SECOND = date(2026, 6, 3), date(2026, 9, 3)


@pytest.mark.parametrize(
    ("received", "statutory", "act_by", "rolled"),
    [
        (date(2025, 12, 18), date(2025, 12, 25), date(2025, 12, 23), date(2025, 12, 29)),
        (date(2026, 3, 26), date(2026, 4, 2), date(2026, 4, 1), date(2026, 4, 7)),
        (date(2026, 5, 29), date(2026, 6, 5), date(2026, 6, 4), date(2026, 6, 8)),
        (date(2026, 5, 7), date(2026, 5, 14), date(2026, 5, 13), date(2026, 5, 15)),
        # 1 May and the old store bededag are ordinary working days.
        (date(2026, 4, 24), date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 1)),
    ],
)
def test_seven_days_after_receipt(
    received: date, statutory: date, act_by: date, rolled: date
) -> None:
    limit = acknowledgement_limit(received)
    assert (limit.statutory, limit.act_by, limit.rolled) == (statutory, act_by, rolled)
    assert (limit.kind, limit.counted_from) == (LimitKind.ACKNOWLEDGEMENT, received)


@pytest.mark.parametrize(
    ("acknowledged", "statutory", "act_by", "rolled"),
    [
        (date(2025, 11, 28), date(2026, 2, 28), date(2026, 2, 27), date(2026, 3, 2)),
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 2, 27), date(2026, 3, 2)),
        (date(2023, 11, 30), date(2024, 2, 29), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 1, 31), date(2026, 4, 30), date(2026, 4, 30), date(2026, 4, 30)),
        # The rule of the last day would give 31 May and 31 July; the day of the number stands.
        (date(2026, 2, 28), date(2026, 5, 28), date(2026, 5, 28), date(2026, 5, 28)),
        (date(2026, 4, 30), date(2026, 7, 30), date(2026, 7, 30), date(2026, 7, 30)),
        (date(2026, 9, 24), date(2026, 12, 24), date(2026, 12, 23), date(2026, 12, 28)),
        (date(2026, 3, 5), date(2026, 6, 5), date(2026, 6, 4), date(2026, 6, 8)),
        (date(2026, 1, 2), date(2026, 4, 2), date(2026, 4, 1), date(2026, 4, 7)),
    ],
)
def test_three_months_after_the_acknowledgement(
    acknowledged: date, statutory: date, act_by: date, rolled: date
) -> None:
    limit = feedback_limit(acknowledged, acknowledged)
    assert (limit.statutory, limit.act_by, limit.rolled) == (statutory, act_by, rolled)
    assert (limit.months, limit.counted_from) == (3, acknowledged)


@pytest.mark.parametrize(
    ("acknowledged", "cut"),
    [(date(2025, 11, 30), True), (date(2025, 11, 28), False), (date(2026, 1, 31), True)],
)
def test_a_month_without_that_number_ends_the_limit_on_its_last_day(
    acknowledged: date, cut: bool
) -> None:
    assert feedback_limit(acknowledged, acknowledged).cut_to_month_end is cut


def test_days_are_never_cut_to_the_end_of_a_month() -> None:
    assert not acknowledgement_limit(date(2026, 1, 28)).cut_to_month_end


def test_where_nothing_was_acknowledged_seven_days_after_receipt_count() -> None:
    assert feedback_limit(date(2026, 3, 2), None).counted_from == date(2026, 3, 9)
    assert feedback_limit(date(2026, 3, 2), None).statutory == date(2026, 6, 9)


def test_an_acknowledgement_that_came_too_late_wins_no_time() -> None:
    late = feedback_limit(date(2026, 3, 2), date(2026, 4, 1))
    assert late.statutory == feedback_limit(date(2026, 3, 2), None).statutory
    early = feedback_limit(date(2026, 3, 2), date(2026, 3, 5))
    assert early.counted_from == date(2026, 3, 5)


def test_an_extension_counts_six_months_from_where_the_three_began() -> None:
    limit = extended_limit(date(2026, 8, 31), date(2026, 8, 31))
    assert (limit.kind, limit.statutory) == (LimitKind.EXTENDED_FEEDBACK, date(2027, 2, 28))
    assert (limit.act_by, limit.months) == (date(2027, 2, 26), 6)


def test_an_answer_is_waited_for_in_calendar_days() -> None:
    assert answer_due(date(2025, 12, 18), 14) == date(2026, 1, 1)
    assert answer_due(date(2026, 3, 1), 28) == date(2026, 3, 29)
    assert answer_due(date(2026, 3, 1), 0) == date(2026, 3, 1)


def test_an_answers_limit_knows_its_days_and_its_working_day() -> None:
    limit = answer_limit(LimitKind.REPORTER_ANSWER, date(2025, 12, 18), date(2026, 1, 1))
    assert (limit.days, limit.act_by) == (14, date(2025, 12, 30))


@given(DAYS)
def test_one_acts_on_a_working_day_that_is_never_after_the_statutory_date(day: date) -> None:
    for limit in (acknowledgement_limit(day), feedback_limit(day, day), extended_limit(day, day)):
        assert limit.act_by <= limit.statutory <= limit.rolled
        assert closed_day(limit.act_by) is None
        assert closed_day(limit.rolled) is None
        between = (limit.statutory - limit.act_by).days
        assert all(closed_day(limit.act_by + timedelta(days=n)) for n in range(1, between + 1))


@given(DAYS)
def test_an_extension_never_shortens_and_leaves_the_first_date_alone(day: date) -> None:
    first, second = feedback_limit(day, day), extended_limit(day, day)
    assert second.statutory > first.statutory
    assert (second.statutory.year - first.statutory.year) * 12 + (
        second.statutory.month - first.statutory.month
    ) == 3


@given(DAYS, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_whatever_happens_the_limit_that_runs_is_one_of_the_two_statutory_dates(
    day: date, pending: bool, rejected: bool, given_one: bool, given_last: bool
) -> None:
    first, second = feedback_limit(day, day).statutory, extended_limit(day, day).statutory
    for extended in (None, second):
        runs = running_limit(
            first,
            extended,
            pending=pending,
            all_rejected=rejected,
            feedback_given=given_one or given_last,
            final_feedback_given=given_last,
        )
        assert runs in (None, first, extended)
        if runs is None and pending and not rejected:
            assert given_one or given_last


def runs(**told: bool | date | None) -> date | None:
    known = {
        "pending": True,
        "all_rejected": False,
        "feedback_given": False,
        "final_feedback_given": False,
    }
    extended = told.pop("extended", None)
    return running_limit(DUE, extended, **(known | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pending", "given_one", "all_rejected", "running"),
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, False, True, False),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_the_limit_runs_until_feedback_was_given_or_none_is_owed(
    pending: bool, given_one: bool, all_rejected: bool, running: bool
) -> None:
    found = runs(pending=pending, feedback_given=given_one, all_rejected=all_rejected)
    assert found == (DUE if running else None)


def test_an_extended_case_owes_interim_feedback_first_and_the_final_one_by_the_second_date() -> (
    None
):
    assert runs(extended=SECOND) == DUE
    assert runs(extended=SECOND, feedback_given=True) == SECOND
    assert runs(extended=SECOND, feedback_given=True, final_feedback_given=True) is None


@given(DAYS, st.integers(-30, 120))
def test_the_time_is_extended_before_the_first_date_only(day: date, later: int) -> None:
    first = feedback_limit(day, day).statutory
    today = first + timedelta(days=later)
    if today < first:
        require_extendable(today, first, None, all_rejected=False, final_feedback_given=False)
    else:
        with pytest.raises(ForbiddenMove):
            require_extendable(today, first, None, all_rejected=False, final_feedback_given=False)


@pytest.mark.parametrize(
    ("extended", "all_rejected", "final"),
    [(SECOND, False, False), (None, True, False), (None, False, True)],
)
def test_the_time_is_extended_once_and_only_while_feedback_is_owed(
    extended: date | None, all_rejected: bool, final: bool
) -> None:
    with pytest.raises(ForbiddenMove):
        require_extendable(
            date(2026, 4, 1), DUE, extended, all_rejected=all_rejected, final_feedback_given=final
        )


@given(DAYS, DAYS)
def test_who_was_acknowledged_later_never_has_feedback_due_earlier(one: date, other: date) -> None:
    assume(one < other)
    assert feedback_limit(one, one).statutory <= feedback_limit(other, other).statutory
