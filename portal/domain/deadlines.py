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


def answer_due(asked_on: date, days: int) -> date:
    """The day until which an answer is waited for: `days` calendar days after asking."""
    return asked_on + timedelta(days=days)
