"""The limits the law sets and the dates they end on.

Three dates are told apart. The *statutory* one counts: overdue and statistics go by it, and nothing
moves it. *Act by* is the last working day on or before it: lists and reminders go by it. *Rolled*
is the day it would end on were it moved past closed days, as other acts do; the act of 2021 is
silent on that, so it is a note for the lawyer and nothing more.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import add_months, last_open_day, next_open_day

ACKNOWLEDGEMENT_DAYS = 7
FEEDBACK_MONTHS = 3
EXTENDED_MONTHS = 6
# Nobody waits longer for an answer: a year that was mistyped is one.
ANSWER_DAYS_AT_MOST = 366


class LimitKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    FEEDBACK = "feedback"
    EXTENDED_FEEDBACK = "extended_feedback"
    REPORTER_ANSWER = "reporter_answer"
    ADMINISTRATION_ANSWER = "administration_answer"


@dataclass(frozen=True)
class Limit:
    """A limit and how it was computed: `days` or `months` after `counted_from` (Copenhagen dates).

    For the two answers the days are those that were set; `statutory` is then the day agreed.
    """

    kind: LimitKind
    counted_from: date
    statutory: date
    days: int = 0
    months: int = 0

    @property
    def act_by(self) -> date:
        """The last working day on or before the statutory date."""
        return last_open_day(self.statutory)

    @property
    def rolled(self) -> date:
        """The first working day on or after the statutory date."""
        return next_open_day(self.statutory)

    @property
    def cut_to_month_end(self) -> bool:
        """Whether the month it ends in has no day of the same number."""
        return self.months > 0 and self.statutory.day != self.counted_from.day


def acknowledgement_limit(received_on: date) -> Limit:
    """Acknowledgement within 7 calendar days of receipt, whose day is not counted (WBL § 12(2)(1)).

    For a report by the form the receipt page is the acknowledgement: the limit is met at once.
    """
    ends = received_on + timedelta(days=ACKNOWLEDGEMENT_DAYS)
    return Limit(LimitKind.ACKNOWLEDGEMENT, received_on, ends, days=ACKNOWLEDGEMENT_DAYS)


def feedback_limit(received_on: date, acknowledged_on: date | None) -> Limit:
    """Feedback within 3 months of the earliest acknowledgement (WBL § 12(2)(3)).

    Where none was given it is counted from when it should have been at the latest, 7 days after
    receipt (directive 2019/1937 art. 9(1)(f)); a later acknowledgement does not move it.
    """
    return _feedback(LimitKind.FEEDBACK, received_on, acknowledged_on, FEEDBACK_MONTHS)


def extended_limit(received_on: date, acknowledged_on: date | None) -> Limit:
    """The second date of an especially complicated case: 6 months, counted as the first."""
    return _feedback(LimitKind.EXTENDED_FEEDBACK, received_on, acknowledged_on, EXTENDED_MONTHS)


def answer_limit(kind: LimitKind, asked_on: date, due: date) -> Limit:
    """An answer that was asked for on one day and is waited for until another."""
    return Limit(kind, asked_on, due, days=(due - asked_on).days)


def answer_due(asked_on: date, days: int) -> date:
    """The day until which an answer is waited for: `days` calendar days after asking."""
    return asked_on + timedelta(days=days)


def check_answer_day(today: date, due: date) -> None:
    """Raises InvalidInput (`due`, `too_far`) for a day that cannot be meant."""
    if due > today + timedelta(days=ANSWER_DAYS_AT_MOST):
        raise InvalidInput("due", "too_far")


def running_limit(
    feedback_due: date,
    extended_due: date | None,
    *,
    pending: bool,
    all_rejected: bool,
    feedback_given: bool,
    final_feedback_given: bool,
) -> date | None:
    """The statutory date of the limit towards the reporter that still runs, if any.

    Feedback, interim too, meets the first date: it says what was done or is planned, and why (WBL
    § 3 no. 13). After an extension the final feedback is owed by the second date. None is owed once
    every matter was rejected (§ 12(3)) or the case is no longer pending.
    """
    if not pending or all_rejected:
        return None
    if not feedback_given:
        return feedback_due
    return None if final_feedback_given else extended_due


def require_extendable(
    today: date,
    feedback_due: date,
    extended_due: date | None,
    *,
    all_rejected: bool,
    final_feedback_given: bool,
) -> None:
    """Raises ForbiddenMove unless the time for feedback can be extended to 6 months today.

    Once, before the first date, and only while final feedback is owed. The statute knows the
    extension for external schemes (WBL § 20(2)(3)); for the municipality's own it is practice, so
    the first date stays on record and counts (docs/law-to-code.md).
    """
    if extended_due is not None:
        raise ForbiddenMove("extended already")
    if today >= feedback_due:
        raise ForbiddenMove("the first date has come")
    if all_rejected or final_feedback_given:
        raise ForbiddenMove("no feedback is owed")


def _feedback(
    kind: LimitKind, received_on: date, acknowledged_on: date | None, months: int
) -> Limit:
    latest = acknowledgement_limit(received_on).statutory
    start = min(acknowledged_on or latest, latest)
    return Limit(kind, start, add_months(start, months), months=months)
