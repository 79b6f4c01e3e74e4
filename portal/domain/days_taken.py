"""How long reporters waited for the acknowledgement and for feedback, and how often in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.domain.deadlines import acknowledgement_limit
from portal.domain.distribution import median, percent, percentile
from portal.domain.statistics import StatisticalFacts

_NINETY = 90


@dataclass(frozen=True)
class DaysTaken:
    """Days from receipt until something was given; whatever is withheld is None.

    `given` counts those that got it, `within` those that got it by their date, `judged` those that
    got it or whose date has passed: `percent` is `within` of `judged`. One whose date is still
    ahead is judged once it has been given or the date has passed.
    """

    given: int | None
    median: Decimal | None
    ninetieth: int | None
    within: int | None
    judged: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class _Wait:
    since: date
    until: date | None
    due: date

    @property
    def days(self) -> int | None:
        return None if self.until is None else (self.until - self.since).days

    def within(self) -> bool:
        return self.until is not None and self.until <= self.due

    def judged(self, today: date) -> bool:
        return self.until is not None or self.due < today


def acknowledgement_taken(cases: Iterable[StatisticalFacts], today: date) -> DaysTaken:
    """Days until the acknowledgement, and whether within 7 (WBL § 12(2)(1))."""
    waits = [
        _Wait(
            case.received_on,
            case.acknowledged_on,
            acknowledgement_limit(case.received_on).statutory,
        )
        for case in cases
    ]
    return _taken(waits, today)


def feedback_taken(cases: Iterable[StatisticalFacts], today: date) -> DaysTaken:
    """Days until the first feedback, and whether by the statutory date (WBL § 12(2)(3)).

    The extended date is no excuse: it is counted beside. Cases of which every matter was rejected
    are left out, since no feedback is owed in them (§ 12(3)).
    """
    waits = [
        _Wait(case.received_on, case.feedback_on, case.feedback_due)
        for case in cases
        if not case.all_rejected
    ]
    return _taken(waits, today)


def _taken(waits: Sequence[_Wait], today: date) -> DaysTaken:
    days = [wait.days for wait in waits if wait.days is not None]
    within = sum(wait.within() for wait in waits)
    judged = sum(wait.judged(today) for wait in waits)
    return DaysTaken(
        given=len(days),
        median=median(days),
        ninetieth=percentile(days, _NINETY),
        within=within,
        judged=judged,
        percent=percent(within, judged),
    )
