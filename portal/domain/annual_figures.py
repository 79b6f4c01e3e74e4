"""The figures of an annual report by name, and the sums between them that every reader knows of.

Names are `matters`, or `themes.finance` for a cell of a table. One that begins with `~` is not
printed: it is what is left of a whole once a part of it is told.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from portal.domain.annual_report import AnnualReport, Part
from portal.domain.bounds import Sum
from portal.domain.breakdown import Breakdown
from portal.domain.days_taken import DaysTaken
from portal.domain.withholding import Figure

RECEIVED: Final = "received"
MATTERS: Final = "matters"
CLOSING: Final = "closing"

_WAITS: Final = (Part.ACKNOWLEDGEMENT, Part.FEEDBACK)


def cell_name(table: str, code: str) -> str:
    """What a cell of a table is called."""
    return f"{table}.{code}"


def rest_of(name: str) -> str:
    """What is left of a whole beside the figure."""
    return f"~{name}"


def tables_of(report: AnnualReport) -> dict[Part, Breakdown]:
    """Every table of counts."""
    tables = {
        Part.THEMES: report.themes,
        Part.DECISIONS: report.decisions,
        Part.GROUNDS: report.grounds,
        Part.OUTCOMES: report.outcomes,
        Part.PENDING: report.pending,
    }
    if report.by_administration is not None:
        tables[Part.BY_ADMINISTRATION] = report.by_administration
    return tables


def annual_figures(report: AnnualReport) -> list[Figure]:
    """All figures of a report with every cell. How many reports came, how many matters they hold
    and the stock are told whatever they are (WBL § 27)."""
    return [
        Figure(RECEIVED, report.received, sensitive=False, fixed=True),
        Figure(MATTERS, report.matters, sensitive=False, fixed=True),
        Figure(CLOSING, report.stock.closing, sensitive=False, fixed=True),
        Figure(Part.REOPENED, report.stock.reopened or 0),
        *(
            Figure(cell_name(part, cell.code), cell.count or 0)
            for part, table in tables_of(report).items()
            for cell in table.cells
        ),
        *_parts_of(report),
        *_waited(Part.ACKNOWLEDGEMENT, report.acknowledgement, report.received),
        *_waited(Part.FEEDBACK, report.feedback, report.received),
    ]


def annual_sums(report: AnnualReport) -> list[Sum]:
    """What every reader can add up."""
    in_scope, rejected = (cell_name(Part.DECISIONS, one) for one in ("in_scope", "rejected"))
    wholes = {
        Part.THEMES: MATTERS,
        Part.DECISIONS: MATTERS,
        Part.GROUNDS: rejected,
        Part.OUTCOMES: in_scope,
        Part.PENDING: CLOSING,
        Part.BY_ADMINISTRATION: MATTERS,
    }
    parts = {
        Part.POLICE_REPORTS: in_scope,
        Part.FOLLOWED_UP: in_scope,
        Part.PASSED_ON: rejected,
        Part.EXTENDED: RECEIVED,
    }
    return [
        *(
            Sum(wholes[part], tuple(cell_name(part, cell.code) for cell in table.cells))
            for part, table in tables_of(report).items()
        ),
        *(Sum(whole, (part, rest_of(part))) for part, whole in parts.items()),
        *(one for part in _WAITS for one in _sums_of_waits(part)),
    ]


def _parts_of(report: AnnualReport) -> Iterator[Figure]:
    """Figures that are a part of another, and what is left of it."""
    decided = report.decisions.counts
    in_scope, rejected = decided.get("in_scope") or 0, decided.get("rejected") or 0
    parts: Iterable[tuple[Part, int | None, int]] = (
        (Part.POLICE_REPORTS, report.police_reports, in_scope),
        (Part.FOLLOWED_UP, report.followed_up, in_scope),
        (Part.PASSED_ON, report.passed_on, rejected),
        (Part.EXTENDED, report.extended, report.received),
    )
    for part, count, whole in parts:
        yield Figure(part, count or 0)
        yield Figure(rest_of(part), whole - (count or 0), told=False)


def _waited(part: Part, taken: DaysTaken, received: int) -> Iterator[Figure]:
    """Those that got it, in time or not, those whose date has passed without it, and the others."""
    given, within, judged = taken.given or 0, taken.within or 0, taken.judged or 0
    for name, count in (("given", given), ("within", within), ("judged", judged)):
        yield Figure(cell_name(part, name), count)
    for name, count in (("late", given - within), ("not_given", judged - given)):
        yield Figure(rest_of(cell_name(part, name)), count, told=False)
    yield Figure(rest_of(cell_name(part, "others")), received - judged, told=False)


def _sums_of_waits(part: Part) -> Iterator[Sum]:
    given, within, judged = (cell_name(part, one) for one in ("given", "within", "judged"))
    late, not_given, others = (
        rest_of(cell_name(part, one)) for one in ("late", "not_given", "others")
    )
    yield Sum(given, (within, late))
    yield Sum(judged, (given, not_given))
    yield Sum(RECEIVED, (judged, others))
