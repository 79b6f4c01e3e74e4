"""What of a report may be published, so that its figures point at no one.

The rule is plain and errs on the safe side: a table with a cell that is not zero and below the
threshold is withheld as a whole, counts and percentages alike, and with it everything from which
its cells could be worked out. Totals stay. Differences between the reports of two periods are not
looked at here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from portal.domain.annual_report import AnnualReport, Part, Reason
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.days_taken import DaysTaken
from portal.domain.distribution import TENTH, WHOLE, percent

THRESHOLD: Final = 3

# Below this many the tenth of a per cent gives back the count behind it.
_TENTHS_FROM: Final = 100
# A 90th percentile has a tenth of the cases above it: that many must be no small number of people.
# Of fewer than ten it is the slowest case itself.
_FEW: Final = 10 * THRESHOLD


_OF_EXAMINED: Final = (Part.POLICE_REPORTS, Part.FOLLOWED_UP)


@dataclass(frozen=True)
class WaitParts:
    """What of a waiting time can be withheld: the numbers in and out of time, the median and the
    percentile together, the percentile alone."""

    counts: Part
    days: Part
    ninetieth: Part


ACKNOWLEDGEMENT: Final = WaitParts(
    Part.ACKNOWLEDGEMENT, Part.ACKNOWLEDGEMENT_DAYS, Part.ACKNOWLEDGEMENT_NINETIETH
)
FEEDBACK: Final = WaitParts(Part.FEEDBACK, Part.FEEDBACK_DAYS, Part.FEEDBACK_NINETIETH)


@dataclass(frozen=True)
class _Judged:
    """Which parts are withheld, in the order in which they are told."""

    parts: tuple[tuple[Part, Reason], ...]

    def __contains__(self, part: Part) -> bool:
        return any(part is one for one, _ in self.parts)


def publishable(report: AnnualReport) -> AnnualReport:
    """The report as it may be printed for everybody: None in what is withheld, with the reasons.

    Tables by administration are never in it. Percentages of fewer than 100 are whole.
    """
    judged = _Judged(tuple(_withheld(report)))
    decisions_told = Part.DECISIONS not in judged
    return replace(
        report,
        themes=_table(report.themes, judged, Part.THEMES),
        decisions=_table(report.decisions, judged, Part.DECISIONS),
        grounds=_table(report.grounds, judged, Part.GROUNDS, total_stays=decisions_told),
        outcomes=_table(report.outcomes, judged, Part.OUTCOMES, total_stays=decisions_told),
        police_reports=None if Part.POLICE_REPORTS in judged else report.police_reports,
        passed_on=None if Part.PASSED_ON in judged else report.passed_on,
        followed_up=None if Part.FOLLOWED_UP in judged else report.followed_up,
        stock=replace(
            report.stock, reopened=None if Part.REOPENED in judged else report.stock.reopened
        ),
        pending=_table(report.pending, judged, Part.PENDING),
        acknowledgement=_days(report.acknowledgement, judged, ACKNOWLEDGEMENT),
        feedback=_days(report.feedback, judged, FEEDBACK),
        extended=None if Part.EXTENDED in judged else report.extended,
        by_administration=None,
        internal=False,
        withheld=judged.parts,
    )


def _withheld(report: AnnualReport) -> Iterator[tuple[Part, Reason]]:
    if _has_small_cells(report.themes):
        yield Part.THEMES, Reason.SMALL_CELLS
    yield from _withheld_decisions(report)
    if _is_small(report.stock.reopened):
        yield Part.REOPENED, Reason.SMALL_COUNT
    if _has_small_cells(report.pending):
        yield Part.PENDING, Reason.SMALL_CELLS
    yield from _withheld_days(report.acknowledgement, report.received, ACKNOWLEDGEMENT)
    yield from _withheld_days(report.feedback, report.received, FEEDBACK)
    if _is_small_part(report.extended, report.received):
        yield Part.EXTENDED, Reason.SMALL_COUNT
    yield Part.BY_ADMINISTRATION, Reason.INTERNAL_ONLY


def _withheld_decisions(report: AnnualReport) -> Iterator[tuple[Part, Reason]]:
    """Decisions, and what lies within them: the grounds sum to the rejected, the outcomes to those
    in scope, and neither can have fewer than are told of a part of it."""
    if _has_small_cells(report.decisions):
        yield Part.DECISIONS, Reason.SMALL_CELLS
        for within in (Part.GROUNDS, Part.OUTCOMES, *_OF_EXAMINED, Part.PASSED_ON):
            yield within, Reason.GIVES_BACK
        return
    if _has_small_cells(report.grounds):
        yield Part.GROUNDS, Reason.SMALL_CELLS
    if _has_small_cells(report.outcomes):
        yield Part.OUTCOMES, Reason.SMALL_CELLS
        # Both are of matters that were examined: there are no fewer of those.
        for part in _OF_EXAMINED:
            yield part, Reason.GIVES_BACK
    else:
        told = (report.police_reports, report.followed_up)
        for part, count in zip(_OF_EXAMINED, told, strict=True):
            if _is_small_part(count, report.outcomes.total):
                yield part, Reason.SMALL_COUNT
    if _is_small_part(report.passed_on, report.grounds.total):
        yield Part.PASSED_ON, Reason.SMALL_COUNT


def _withheld_days(
    taken: DaysTaken, received: int, parts: WaitParts
) -> Iterator[tuple[Part, Reason]]:
    given, within, judged = taken.given or 0, taken.within or 0, taken.judged or 0
    # In time, late, not given though the date has passed, and all others received.
    cells = (within, given - within, judged - given, received - judged)
    small = any(_is_small(cell) for cell in cells)
    if small:
        yield parts.counts, Reason.SMALL_CELLS
    if given < (_FEW if small else THRESHOLD):
        yield parts.days, Reason.FEW_CASES
    elif given < _FEW:
        yield parts.ninetieth, Reason.FEW_CASES


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < THRESHOLD


def _is_small_part(count: int | None, whole: int | None) -> bool:
    """Whether a part of a whole that is told, or what is left of it, is small."""
    return _is_small(count) or _is_small((whole or 0) - (count or 0))


def _has_small_cells(table: Breakdown) -> bool:
    return any(_is_small(cell.count) for cell in table.cells)


def _table(table: Breakdown, judged: _Judged, part: Part, *, total_stays: bool = True) -> Breakdown:
    total = table.total if total_stays else None
    if part in judged:
        return Breakdown(total, tuple(Cell(cell.code, None) for cell in table.cells))
    return Breakdown(total, tuple(_rounded(cell, table.total) for cell in table.cells))


def _rounded(cell: Cell, total: int | None) -> Cell:
    step = WHOLE if (total or 0) < _TENTHS_FROM else TENTH
    return replace(cell, percent=percent(cell.count or 0, total or 0, step))


def _days(taken: DaysTaken, judged: _Judged, parts: WaitParts) -> DaysTaken:
    if parts.days in judged:
        taken = replace(taken, median=None, ninetieth=None)
    if parts.ninetieth in judged:
        taken = replace(taken, ninetieth=None)
    if parts.counts in judged:
        return replace(taken, given=None, within=None, judged=None, percent=None)
    step = WHOLE if (taken.judged or 0) < _TENTHS_FROM else TENTH
    return replace(taken, percent=percent(taken.within or 0, taken.judged or 0, step))
