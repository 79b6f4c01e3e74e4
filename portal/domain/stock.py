"""Cases that were pending, and with whom: on any day, from the history of their turns.

A closed case that rests with the unit, because the reporter has written since, is still closed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.domain.case_file import Turn
from portal.domain.case_status import RestsWith
from portal.domain.period import Period
from portal.domain.statistics import PENDING, StatisticalFacts, pending_with, turn_on


@dataclass(frozen=True)
class Stock:
    """Cases pending before the period and at its end, and what happened between.

    `closed` is net: closings less reopenings, so that opening + received = closed + closing.
    `reopened` is told beside it, and None where it is withheld.
    """

    opening: int
    received: int
    closed: int
    closing: int
    reopened: int | None


@dataclass(frozen=True)
class Pending:
    """With whom the cases pending at the end of a day rested."""

    on: date
    unit: int
    administration: int
    reporter: int

    @property
    def total(self) -> int:
        return self.unit + self.administration + self.reporter


def stock_of(cases: Sequence[StatisticalFacts], period: Period) -> Stock:
    """The stock of a period, by the histories alone."""
    steps = [step for case in cases for step in pairwise(case.turns) if step[1].on in period]
    closings = sum(_pends(before) and not _pends(after) for before, after in steps)
    reopened = sum(_pends(after) and not _pends(before) for before, after in steps)
    return Stock(
        opening=_pending(cases, period.eve),
        received=sum(case.received_on in period for case in cases),
        closed=closings - reopened,
        closing=_pending(cases, period.last),
        reopened=reopened,
    )


def pending_on(cases: Iterable[StatisticalFacts], day: date) -> Pending:
    """With whom the cases pending at the end of a day rested."""
    held = Counter(pending_with(case.turns, day) for case in cases)
    return Pending(
        day, held[RestsWith.UNIT], held[RestsWith.ADMINISTRATION], held[RestsWith.REPORTER]
    )


def _pending(cases: Iterable[StatisticalFacts], day: date) -> int:
    last = (turn_on(case.turns, day) for case in cases)
    return sum(turn is not None and _pends(turn) for turn in last)


def _pends(turn: Turn) -> bool:
    return turn.state in PENDING
