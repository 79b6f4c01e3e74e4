"""The figures that the account of complaints is made of, beside the breakdowns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.domain.adviser_facts import AssistanceFacts
from portal.domain.assistance import AssistanceKind
from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.complaint import Nature
from portal.domain.distribution import TENTH, percent
from portal.domain.statistics import StatisticalFacts

_QUARTERS_AN_HOUR = 4

# What has not been registered. Of a closed complaint nothing is left like this.
UNSTATED = ""


@dataclass(frozen=True)
class Natures:
    """How much came in, by what it turned out to be. `report` went on through the other door;
    `merged` goes on in another complaint, and is counted there. `unstated` are complaints whose
    register nobody could read: their facts are from before registers were counted."""

    total: int
    complaint: int
    enquiry: int
    teaching: int
    report: int
    merged: int
    unstated: int


@dataclass(frozen=True)
class Everything:
    """All that the adviser was asked: complaints and enquiries, consultative assistance, teaching.
    What went on elsewhere is not in it, nor is what the adviser does on her own initiative."""

    complaints: int
    assistance: int
    teaching: int
    total: int


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


@dataclass(frozen=True)
class Hours:
    """Quarters of an hour spent on assistance, and the same in hours: of the `known` ones, while of
    `unstated` nobody wrote down any. All are None where they are withheld."""

    known: int | None
    unstated: int | None
    quarters: int | None
    hours: Decimal | None


def natures_of(complaints: Sequence[StatisticalFacts]) -> Natures:
    """Count what came in by its nature."""
    registers = [one.complaint for one in complaints]
    merged = sum(one is not None and one.merged for one in registers)
    found = Counter(one.nature for one in registers if one is not None and not one.merged)
    return Natures(
        total=len(complaints),
        complaint=found[Nature.COMPLAINT],
        enquiry=found[Nature.ENQUIRY],
        teaching=found[Nature.TEACHING],
        report=found[Nature.REPORT],
        merged=merged,
        unstated=registers.count(None),
    )


def everything_of(natures: Natures, assistance: Sequence[AssistanceFacts | None]) -> Everything:
    """All that was asked in a period: what came to the inbox, and each assistance; None stands for
    one whose facts nobody could read."""
    taught = sum(one is not None and one.kind is AssistanceKind.TEACHING for one in assistance)
    complaints = natures.complaint + natures.enquiry + natures.unstated
    return Everything(
        complaints=complaints,
        assistance=len(assistance) - taught,
        teaching=natures.teaching + taught,
        total=complaints + natures.teaching + len(assistance),
    )


def share_of(count: int, of: int, step: Decimal = TENTH) -> Share:
    """A share, rounded to `step`."""
    return Share(count, of, percent(count, of, step))


def duration_of(spans: Iterable[tuple[date, date | None]]) -> Duration:
    """How long it took from the first day of each span to its last, of those that have one."""
    days = [(last - first).days for first, last in spans if last is not None]
    return Duration(len(days), sum(days), mean(sum(days), len(days)))


def hours_of(quarters: Sequence[int]) -> Hours:
    """How much time it took; 0 quarters are those nobody wrote down."""
    known = [one for one in quarters if one]
    return Hours(len(known), len(quarters) - len(known), sum(known), in_hours(sum(known)))


def in_hours(quarters: int) -> Decimal:
    """Quarters of an hour as hours, to a tenth, halves upwards."""
    return (Decimal(quarters) / _QUARTERS_AN_HOUR).quantize(TENTH, ROUND_HALF_UP)


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
