"""The figures that the account of complaints is made of, beside the breakdowns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.complaint import Nature
from portal.domain.distribution import TENTH, percent
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts

# What has not been registered. Of a closed complaint nothing is left like this.
UNSTATED = ""


@dataclass(frozen=True)
class Natures:
    """How much came in, by what it turned out to be. `unstated` are complaints whose register
    nobody could read: their facts are from before registers were counted."""

    total: int
    complaint: int
    enquiry: int
    teaching: int
    unstated: int


@dataclass(frozen=True)
class EarlierNatures:
    """What came in in the same part of an earlier year; None from before the portal had any."""

    period: Period
    natures: Natures | None


@dataclass(frozen=True)
class Share:
    """`count` in per cent of `of`, as `percent`: None where there is nothing to be a share of.
    All three are None where they are withheld."""

    count: int | None
    of: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class UpheldIn:
    """Of one administration (its code): those that were upheld, of those entered into whose result
    is known."""

    administration: str
    share: Share


@dataclass(frozen=True)
class Duration:
    """How many complaints are closed, and the sum and mean of their days from receipt to closing.

    `mean` is None of none. What is withheld is None.
    """

    closed: int | None
    days: int | None
    mean: Decimal | None


def natures_of(complaints: Sequence[StatisticalFacts]) -> Natures:
    """Count what came in by its nature."""
    found = Counter(one.complaint.nature if one.complaint else None for one in complaints)
    return Natures(
        total=len(complaints),
        complaint=found[Nature.COMPLAINT],
        enquiry=found[Nature.ENQUIRY],
        teaching=found[Nature.TEACHING],
        unstated=found[None],
    )


def share_of(count: int, of: int, step: Decimal = TENTH) -> Share:
    """A share, rounded to `step`."""
    return Share(count, of, percent(count, of, step))


def duration_of(spans: Iterable[tuple[date, date | None]]) -> Duration:
    """How long it took from the first day of each span to its last, of those that have one."""
    days = [(last - first).days for first, last in spans if last is not None]
    return Duration(len(days), sum(days), mean(sum(days), len(days)))


def mean(days: int, of: int) -> Decimal | None:
    """Days each, to a tenth, halves upwards; None of none."""
    return (Decimal(days) / of).quantize(TENTH, ROUND_HALF_UP) if of else None


def mentions(order: Sequence[str], named: Iterable[Sequence[str]], of: int) -> Breakdown:
    """How often each code was named where several may be. The cells sum to all that was named;
    percentages are of the `of` complaints, and can come to more than a hundred together. Who named
    none counts as one UNSTATED."""
    each = [tuple(dict.fromkeys(codes)) or (UNSTATED,) for codes in named]
    found = [code for codes in each for code in codes]
    counted = breakdown(order, found, sum(map(len, each)))
    cells = (replace(cell, percent=percent(cell.count or 0, of)) for cell in counted.cells)
    return replace(counted, cells=tuple(cells))
