"""Whether the figures of a report fit together. What does not is found, case by case where it can
be: a report that does not reconcile is not printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from portal.domain.annual_report import AnnualReport
from portal.domain.breakdown import Breakdown
from portal.domain.case_file import Turn
from portal.domain.case_status import MOVES, CaseState
from portal.domain.statistics import PENDING, StatisticalFacts

# Before histories were kept nobody wrote down when a case was taken up: such a case goes from its
# receipt to its closing at once.
_FOLLOWS = {(before, after) for (before, _), after in MOVES.items()} | {
    (CaseState.RECEIVED, CaseState.CLOSED)
}


class Misfit(StrEnum):
    """What does not fit: of one case first, then of the sums."""

    NO_FACTS = "no_facts"
    BEGINS_ELSEWHERE = "begins_elsewhere"
    GOES_BACKWARDS = "goes_backwards"
    FORBIDDEN_MOVE = "forbidden_move"
    RESTS_WITH_NOBODY = "rests_with_nobody"
    STOCK = "stock"
    THEMES = "themes"
    DECISIONS = "decisions"
    GROUNDS = "grounds"
    OUTCOMES = "outcomes"
    PENDING = "pending"


@dataclass(frozen=True)
class Finding:
    """`case` is the number of the case it is found in, empty for an erased one; None for a sum."""

    misfit: Misfit
    case: str | None = None


def history_findings(number: str, case: StatisticalFacts) -> list[Finding]:
    """What is wrong with the history of one case; `number` is empty once it was erased.

    It begins as received on the day of receipt, its days never go backwards, its states follow
    case_status.MOVES, and while it is pending it rests with somebody.
    """
    misfits = {
        Misfit.BEGINS_ELSEWHERE: not _begins(case),
        Misfit.GOES_BACKWARDS: any(after.on < before.on for before, after in pairwise(case.turns)),
        Misfit.FORBIDDEN_MOVE: any(not _follows(*step) for step in pairwise(case.turns)),
        Misfit.RESTS_WITH_NOBODY: any(
            turn.state in PENDING and turn.rests_with is None for turn in case.turns
        ),
    }
    return [Finding(misfit, number) for misfit, found in misfits.items() if found]


def missing_findings(numbers: Iterable[str]) -> list[Finding]:
    """One finding for each case that is not erased and has no facts."""
    return [Finding(Misfit.NO_FACTS, number) for number in numbers]


def reconcile(report: AnnualReport) -> list[Finding]:
    """Which of a report's sums do not hold; the report is the internal one, with every cell."""
    return [Finding(misfit) for misfit in _wrong_sums(report)]


def _wrong_sums(report: AnnualReport) -> Iterator[Misfit]:
    stock = report.stock
    came_from_elsewhere = stock.received != report.received
    if came_from_elsewhere or stock.opening + stock.received != stock.closed + stock.closing:
        yield Misfit.STOCK
    decided = report.decisions.counts
    of_matters, of_rejected, of_in_scope = (
        report.matters,
        decided["rejected"],
        decided["in_scope"],
    )
    sums: Sequence[tuple[Misfit, Breakdown, int | None]] = (
        (Misfit.THEMES, report.themes, of_matters),
        (Misfit.DECISIONS, report.decisions, of_matters),
        (Misfit.GROUNDS, report.grounds, of_rejected),
        (Misfit.OUTCOMES, report.outcomes, of_in_scope),
        (Misfit.PENDING, report.pending, stock.closing),
    )
    for misfit, table, whole in sums:
        if not whole == table.total == sum(cell.count or 0 for cell in table.cells):
            yield misfit


def _begins(case: StatisticalFacts) -> bool:
    if not case.turns:
        return False
    first = case.turns[0]
    return (first.on, first.state) == (case.received_on, CaseState.RECEIVED)


def _follows(before: Turn, after: Turn) -> bool:
    return before.state is after.state or (before.state, after.state) in _FOLLOWS
