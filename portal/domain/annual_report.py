"""The year's count of the whistleblower scheme (WBL § 27), or that of any other period.

Reports and matters are those received in the period, as they are known on the day of counting; a
matter's theme is that of its first sorting, whatever came of it. Stock and pending cases are those
of the period itself, or until today while it still runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.case_status import CaseKind, RestsWith
from portal.domain.days_taken import DaysTaken, acknowledgement_taken, feedback_taken
from portal.domain.earlier_totals import NO_TOTALS, EarlierTotals
from portal.domain.errors import InvalidInput
from portal.domain.matter import PassOn
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.statistics import MatterFacts, StatisticalFacts, pending_with
from portal.domain.stock import Stock, stock_of
from portal.domain.triage import Decision
from portal.domain.withholding import THRESHOLD

UNDECIDED = "undecided"
OPEN = "open"

_YEARS_BESIDE = (1, 2)


class Part(StrEnum):
    """What of a report can be withheld by itself."""

    THEMES = "themes"
    DECISIONS = "decisions"
    GROUNDS = "grounds"
    OUTCOMES = "outcomes"
    POLICE_REPORTS = "police_reports"
    PASSED_ON = "passed_on"
    FOLLOWED_UP = "followed_up"
    REOPENED = "reopened"
    PENDING = "pending"
    ACKNOWLEDGEMENT = "acknowledgement"
    ACKNOWLEDGEMENT_DAYS = "acknowledgement_days"
    ACKNOWLEDGEMENT_NINETIETH = "acknowledgement_ninetieth"
    FEEDBACK = "feedback"
    FEEDBACK_DAYS = "feedback_days"
    FEEDBACK_NINETIETH = "feedback_ninetieth"
    EXTENDED = "extended"
    BY_ADMINISTRATION = "by_administration"


class Reason(StrEnum):
    """Why something is withheld: a figure is below the threshold or would give back one that is
    (which of them is not said), or there are too few cases for a median or a percentile."""

    SMALL_FIGURES = "small_figures"
    FEW_CASES = "few_cases"


@dataclass(frozen=True)
class EarlierCount:
    """The same period of an earlier year: reports received and their matters, cases closed (net, as
    in the stock) and pending at its end; None is not known. `imported`: the figures are those that
    were published then, from before the portal had cases of its own."""

    period: Period
    received: int | None = None
    matters: int | None = None
    closed: int | None = None
    closing: int | None = None
    imported: bool = False


@dataclass(frozen=True)
class AnnualReport:
    """Everything counted. `as_of` is the day of counting, `until` the last day that is in it.

    `internal` says that every cell stands; a published one has None where something is withheld,
    with the parts it is in and the reason in `withheld`; `told` and `withheld_figures` are its
    figures by their names in annual_figures.py, `exact` those that are small and told all the same.
    `followed_up` counts the matters in scope of which an administration told what it did.
    """

    period: Period
    as_of: date
    until: date
    received: int
    earlier: tuple[EarlierCount, ...]
    matters: int
    themes: Breakdown
    decisions: Breakdown
    grounds: Breakdown
    outcomes: Breakdown
    police_reports: int | None
    passed_on: int | None
    stock: Stock
    pending: Breakdown
    acknowledgement: DaysTaken
    feedback: DaysTaken
    extended: int | None
    by_administration: Breakdown | None
    followed_up: int | None = 0
    internal: bool = True
    withheld: tuple[tuple[Part, Reason], ...] = ()
    threshold: int = THRESHOLD
    told: Mapping[str, int] = field(default_factory=dict)
    withheld_figures: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()


def count_reports(
    cases: Sequence[StatisticalFacts],
    period: Period,
    today: date,
    municipality: Municipality,
    earlier: EarlierTotals = NO_TOTALS,
) -> AnnualReport:
    """The count of a period from the facts of every case. Codes come in the municipality's order.
    `earlier` is what was imported of the time before the portal.

    Raises InvalidInput (`first`, `not_begun`) for a period that lies ahead.
    """
    if period.first > today:
        raise InvalidInput("first", "not_begun")
    reports = [case for case in cases if case.kind is CaseKind.REPORT]
    received = [case for case in reports if case.received_on in period]
    matters = [matter for case in received for matter in case.matters]
    decided = [matter.decision for matter in matters]
    rejected = [matter for matter in matters if matter.decision is Decision.REJECTED]
    in_scope = [matter for matter in matters if matter.decision is Decision.IN_SCOPE]
    until = min(period.last, today)
    stock = stock_of(reports, period)
    themes = [matter.first_theme for matter in matters]
    administrations = [matter.administration for matter in matters]
    return AnnualReport(
        period=period,
        as_of=today,
        until=until,
        received=len(received),
        earlier=_earlier(reports, period, earlier),
        matters=len(matters),
        themes=breakdown(municipality.codes("theme"), themes, len(matters)),
        decisions=breakdown(
            (*Decision, UNDECIDED), [decision or UNDECIDED for decision in decided], len(matters)
        ),
        grounds=_grounds(rejected, municipality),
        outcomes=_outcomes(in_scope, municipality),
        police_reports=sum(matter.police_report for matter in in_scope),
        passed_on=sum(matter.pass_on is PassOn.PASSED_ON for matter in rejected),
        stock=stock,
        pending=_pending(reports, until, stock.closing),
        acknowledgement=acknowledgement_taken(received, today),
        feedback=feedback_taken(received, today),
        extended=sum(case.extended for case in received),
        by_administration=breakdown(
            municipality.codes("administration"), administrations, len(matters)
        ),
        followed_up=sum(matter.follow_up_told for matter in in_scope),
    )


def first_report(cases: Iterable[StatisticalFacts]) -> date:
    """The day of the portal's first report; the last of all days while there is none."""
    days = (case.received_on for case in cases if case.kind is CaseKind.REPORT)
    return min(days, default=date.max)


def _earlier(
    reports: Sequence[StatisticalFacts], period: Period, totals: EarlierTotals
) -> tuple[EarlierCount, ...]:
    beginning = first_report(reports)
    return tuple(
        _counted_before(reports, before, beginning, totals)
        for before in map(period.years_before, _YEARS_BESIDE)
    )


def _counted_before(
    reports: Sequence[StatisticalFacts], period: Period, beginning: date, totals: EarlierTotals
) -> EarlierCount:
    known = totals.report_of(period, beginning)
    if known is not None:
        figures = (known.received, known.matters, known.closed, known.closing)
        return EarlierCount(period, *figures, imported=True)
    if period.last < beginning:
        return EarlierCount(period)
    stock = stock_of(reports, period)
    matters = sum(len(case.matters) for case in reports if case.received_on in period)
    return EarlierCount(period, stock.received, matters, stock.closed, stock.closing)


def _grounds(rejected: Sequence[MatterFacts], municipality: Municipality) -> Breakdown:
    found = [matter.ground for matter in rejected if matter.ground is not None]
    return breakdown(municipality.codes("ground"), found, len(rejected))


def _outcomes(in_scope: Sequence[MatterFacts], municipality: Municipality) -> Breakdown:
    found = [matter.outcome or OPEN for matter in in_scope]
    return breakdown((*municipality.codes("outcome"), OPEN), found, len(in_scope))


def _pending(reports: Sequence[StatisticalFacts], day: date, closing: int) -> Breakdown:
    holders = [pending_with(case.turns, day) for case in reports]
    return breakdown(tuple(RestsWith), [holder for holder in holders if holder], closing)
