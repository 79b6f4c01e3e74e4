"""The limits of the act and of the house, with the worked examples of the law notes."""

from datetime import date

import pytest

from portal.domain.deadlines import answer_due, feedback_due, running_limit


@pytest.mark.parametrize(
    ("acknowledged", "due"),
    [
        (date(2025, 11, 28), date(2026, 2, 28)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 2, 28), date(2026, 5, 28)),
        (date(2026, 4, 30), date(2026, 7, 30)),
    ],
)
def test_feedback_is_due_three_months_after_the_acknowledgement(
    acknowledged: date, due: date
) -> None:
    assert feedback_due(acknowledged) == due


@pytest.mark.parametrize(
    ("acknowledged", "due"),
    [
        (date(2026, 9, 24), date(2026, 12, 24)),
        (date(2026, 3, 5), date(2026, 6, 5)),
        (date(2026, 1, 2), date(2026, 4, 2)),
        (date(2025, 11, 28), date(2026, 2, 28)),
    ],
)
def test_no_holiday_and_no_weekend_moves_the_statutory_date(acknowledged: date, due: date) -> None:
    assert feedback_due(acknowledged) == due


@pytest.mark.parametrize(
    ("pending", "given", "all_rejected", "runs"),
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, False, True, False),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_the_limit_runs_until_feedback_was_given_or_none_is_owed(
    pending: bool, given: bool, all_rejected: bool, runs: bool
) -> None:
    limit = running_limit(
        date(2026, 6, 3), pending=pending, feedback_given=given, all_rejected=all_rejected
    )
    assert limit == (date(2026, 6, 3) if runs else None)


def test_an_answer_is_waited_for_in_calendar_days() -> None:
    assert answer_due(date(2025, 12, 18), 14) == date(2026, 1, 1)
    assert answer_due(date(2026, 3, 1), 28) == date(2026, 3, 29)
    assert answer_due(date(2026, 3, 1), 0) == date(2026, 3, 1)
