"""The limits the law sets and the dates they end on."""

from datetime import date, timedelta

from portal.domain.legal_calendar import add_months

FEEDBACK_MONTHS = 3


def feedback_due(acknowledged_on: date) -> date:
    """The last day for feedback: 3 months after the acknowledgement (WBL § 12(2)(3)).

    The receipt page is the acknowledgement, so for a report by the form it is the day of receipt.
    The date is statutory: nothing moves it.
    """
    return add_months(acknowledged_on, FEEDBACK_MONTHS)


def running_limit(
    feedback_due: date, *, pending: bool, feedback_given: bool, all_rejected: bool
) -> date | None:
    """The limit towards the reporter that still runs, if any.

    Feedback, interim too, meets it: it says what was done or is planned, and why (WBL § 3 no. 13).
    None is owed once every matter was rejected (§ 12(3)) or the case is no longer pending.
    """
    return None if feedback_given or all_rejected or not pending else feedback_due


def answer_due(asked_on: date, days: int) -> date:
    """The day until which an answer is waited for: `days` calendar days after asking."""
    return asked_on + timedelta(days=days)
