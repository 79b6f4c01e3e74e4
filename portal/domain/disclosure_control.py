"""What of a report may be published, so that its figures point at no one.

Which figures are withheld is decided in withholding.py, cell by cell; here it is carried out, in
counts and percentages alike. What is no count follows its own plain rules: a median needs as many
cases as the threshold, a percentile ten times that.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from portal.domain.annual_figures import annual_figures, annual_sums, cell_name, tables_of
from portal.domain.annual_report import AnnualReport, Part, Reason
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.days_taken import DaysTaken
from portal.domain.distribution import TENTH, WHOLE, percent
from portal.domain.overlapping import Counted, Others, with_others
from portal.domain.withholding import THRESHOLD, small_told, told_of, withhold

# Below this many a tenth of a per cent pretends to more than is known.
_TENTHS_FROM: Final = 100
# A 90th percentile has a tenth of the cases above it: that many must be no small number of people.
_FEW: Final = 10

# Cases pending on a day are no sum of those pending on other days.
NOT_ADDED: Final = ("pending", "closing")


@dataclass(frozen=True)
class WaitParts:
    """What of a waiting time can be withheld: some of the numbers in and out of time, the median
    and the percentile together, the percentile alone."""

    counts: Part
    days: Part
    ninetieth: Part


ACKNOWLEDGEMENT: Final = WaitParts(
    Part.ACKNOWLEDGEMENT, Part.ACKNOWLEDGEMENT_DAYS, Part.ACKNOWLEDGEMENT_NINETIETH
)
FEEDBACK: Final = WaitParts(Part.FEEDBACK, Part.FEEDBACK_DAYS, Part.FEEDBACK_NINETIETH)

_COUNTS: Final = (
    Part.POLICE_REPORTS,
    Part.FOLLOWED_UP,
    Part.PASSED_ON,
    Part.EXTENDED,
    Part.REOPENED,
)


def counted_figures(report: AnnualReport) -> Counted:
    """The figures of a report with every cell, and their sums."""
    return Counted(annual_figures(report), annual_sums(report))


def publishable(
    report: AnnualReport,
    *,
    threshold: int = THRESHOLD,
    exact: Collection[str] = (),
    others: Others | None = None,
    secret: bytes = b"",
) -> AnnualReport:
    """The report as it may be printed for everybody: None in what is withheld, with the reasons.

    `threshold` is the smallest figure told. `exact` are figures that two people decided to tell
    whatever they are, by their names in annual_figures.py. `others` are the editions that tell of
    the same days, `secret` is that of withholding.withhold. Percentages of fewer than 100 are
    whole.
    """
    own = counted_figures(report)
    counted = with_others(report.period, own, others or Others(), NOT_ADDED)
    withheld = withhold(counted.figures, counted.sums, threshold, exact, secret)
    parts = tuple(_withheld_parts(report, withheld, threshold))
    told = told_of(own.figures, withheld)
    judged = frozenset(part for part, _ in parts)
    tables = {part: _table(part, table, withheld) for part, table in tables_of(report).items()}
    return replace(
        report,
        themes=tables[Part.THEMES],
        decisions=tables[Part.DECISIONS],
        grounds=tables[Part.GROUNDS],
        outcomes=tables[Part.OUTCOMES],
        pending=tables[Part.PENDING],
        by_administration=tables.get(Part.BY_ADMINISTRATION),
        police_reports=told.get(Part.POLICE_REPORTS),
        passed_on=told.get(Part.PASSED_ON),
        followed_up=told.get(Part.FOLLOWED_UP),
        extended=told.get(Part.EXTENDED),
        stock=replace(report.stock, reopened=told.get(Part.REOPENED)),
        acknowledgement=_days(report.acknowledgement, withheld, judged, ACKNOWLEDGEMENT),
        feedback=_days(report.feedback, withheld, judged, FEEDBACK),
        internal=False,
        threshold=threshold,
        told=told,
        withheld_figures=withheld,
        exact=small_told(own.figures, exact, threshold),
        withheld=parts,
    )


def _withheld_parts(
    report: AnnualReport, withheld: frozenset[str], threshold: int
) -> Iterator[tuple[Part, Reason]]:
    """Each part in which something is withheld, with the reason, which does not say whether a
    figure is small itself or would give back one that is."""
    for part, table in tables_of(report).items():
        if _any_of(part, (cell.code for cell in table.cells), withheld):
            yield part, Reason.SMALL_FIGURES
    for part in _COUNTS:
        if part in withheld:
            yield part, Reason.SMALL_FIGURES
    yield from _withheld_days(report.acknowledgement, withheld, ACKNOWLEDGEMENT, threshold)
    yield from _withheld_days(report.feedback, withheld, FEEDBACK, threshold)


def _withheld_days(
    taken: DaysTaken, withheld: frozenset[str], parts: WaitParts, threshold: int
) -> Iterator[tuple[Part, Reason]]:
    given = taken.given or 0
    some = _any_of(parts.counts, ("given", "within", "judged"), withheld)
    if some:
        yield parts.counts, Reason.SMALL_FIGURES
    if given < (_FEW * threshold if some else threshold):
        yield parts.days, Reason.FEW_CASES
    elif given < _FEW * threshold:
        yield parts.ninetieth, Reason.FEW_CASES


def _any_of(part: Part, codes: Iterator[str] | tuple[str, ...], withheld: frozenset[str]) -> bool:
    return any(cell_name(part, code) in withheld for code in codes)


def _table(part: Part, table: Breakdown, withheld: frozenset[str]) -> Breakdown:
    """The table without what is withheld. Its total is a cell of another table."""
    above = {
        Part.GROUNDS: cell_name(Part.DECISIONS, "rejected"),
        Part.OUTCOMES: cell_name(Part.DECISIONS, "in_scope"),
    }
    return without(part, table, withheld, total_told=above.get(part) not in withheld)


def without(
    name: str,
    table: Breakdown,
    withheld: frozenset[str],
    *,
    total_told: bool,
    of: int | None = None,
) -> Breakdown:
    """A table without the cells that are withheld, nor the percentages of anything that is. The
    percentages are of the total, or of as many as `of` says."""
    whole = table.total if of is None else of
    shares_told = total_told or of is not None
    step = WHOLE if (whole or 0) < _TENTHS_FROM else TENTH
    return Breakdown(
        table.total if total_told else None,
        tuple(
            Cell(cell.code, None)
            if cell_name(name, cell.code) in withheld
            else Cell(
                cell.code,
                cell.count,
                percent(cell.count or 0, whole or 0, step) if shares_told else None,
            )
            for cell in table.cells
        ),
    )


def _days(
    taken: DaysTaken, withheld: frozenset[str], judged: frozenset[Part], parts: WaitParts
) -> DaysTaken:
    if parts.days in judged:
        taken = replace(taken, median=None, ninetieth=None)
    if parts.ninetieth in judged:
        taken = replace(taken, ninetieth=None)
    within, total = taken.within or 0, taken.judged or 0
    names = {one: cell_name(parts.counts, one) for one in ("given", "within", "judged")}
    share_told = withheld.isdisjoint((names["within"], names["judged"]))
    step = WHOLE if total < _TENTHS_FROM else TENTH
    return replace(
        taken,
        given=None if names["given"] in withheld else taken.given,
        within=None if names["within"] in withheld else taken.within,
        judged=None if names["judged"] in withheld else taken.judged,
        percent=percent(within, total, step) if share_told else None,
    )
