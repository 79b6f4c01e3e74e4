"""The report of a year from before the portal, made of what was imported: what was published then,
as it may be published today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portal.domain.annual_figures import CLOSING, MATTERS, RECEIVED, cell_name
from portal.domain.annual_report import Part
from portal.domain.bounds import Sum
from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.case_status import RestsWith
from portal.domain.disclosure_control import without
from portal.domain.earlier_totals import EarlierReport
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.withholding import THRESHOLD, Figure, withhold


@dataclass(frozen=True)
class ImportedReport:
    """What is known of a period; what is not known is None. `internal` says that every cell stands;
    a published one has None in the cells named in `withheld`."""

    period: Period
    received: int
    matters: int | None
    closed: int | None
    closing: int | None
    themes: Breakdown | None
    pending: Breakdown | None
    internal: bool = True
    threshold: int = THRESHOLD
    withheld: frozenset[str] = frozenset()


def imported_report(known: EarlierReport, municipality: Municipality) -> ImportedReport:
    """Everything that was imported. Codes come in the municipality's order; a theme that is not
    named has no matters."""
    return ImportedReport(
        period=known.period,
        received=known.received,
        matters=known.matters,
        closed=known.closed,
        closing=known.closing,
        themes=_parts_of(known.matters, municipality.codes("theme"), known.themes),
        pending=_parts_of(known.closing, tuple(RestsWith), known.pending),
    )


def publishable_import(report: ImportedReport, *, threshold: int = THRESHOLD) -> ImportedReport:
    """The same as it may be printed for everybody today, whatever was told then: None in what is
    withheld. How many reports came, and what is told of the stock, stays (WBL § 27)."""
    tables = {
        part: table
        for part, table in ((Part.THEMES, report.themes), (Part.PENDING, report.pending))
        if table is not None
    }
    wholes = {Part.THEMES: MATTERS, Part.PENDING: CLOSING}
    totals = ((RECEIVED, report.received), (MATTERS, report.matters), (CLOSING, report.closing))
    figures = [
        Figure(name, count, sensitive=False, fixed=True)
        for name, count in totals
        if count is not None
    ]
    figures += [
        Figure(cell_name(part, cell.code), cell.count or 0)
        for part, table in tables.items()
        for cell in table.cells
    ]
    sums = [
        Sum(wholes[part], tuple(cell_name(part, cell.code) for cell in table.cells))
        for part, table in tables.items()
    ]
    withheld = withhold(figures, sums, threshold)
    told = {part: without(part, table, withheld, total_told=True) for part, table in tables.items()}
    return replace(
        report,
        themes=told.get(Part.THEMES),
        pending=told.get(Part.PENDING),
        internal=False,
        threshold=threshold,
        withheld=withheld,
    )


def _parts_of(
    total: int | None, codes: Sequence[str], counts: Mapping[str, int]
) -> Breakdown | None:
    if total is None or not counts:
        return None
    return breakdown(codes, Counter(counts).elements(), total)
