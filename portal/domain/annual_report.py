"""The year's count of the whistleblower scheme (WBL § 27), or that of any other period.

Reports and matters are those received in the period, as they are known on the day of counting; a
matter's theme is that of its first sorting, whatever came of it. Stock and pending cases are those
of the period itself, or until today while it still runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.case_status import CaseKind, RestsWith
from portal.domain.days_taken import DaysTaken, acknowledgement_taken, feedback_taken
from portal.domain.errors import InvalidInput
from portal.domain.matter import PassOn
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.statistics import MatterFacts, StatisticalFacts, pending_with
from portal.domain.stock import Stock, stock_of
from portal.domain.triage import Decision

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
    """Why a part is withheld: cells below the threshold, another part that it would give back, a
    count too small to be told, too few cases for a median or a percentile, or never published."""

    SMALL_CELLS = "small_cells"
    GIVES_BACK = "gives_back"
    SMALL_COUNT = "small_count"
    FEW_CASES = "few_cases"
    INTERNAL_ONLY = "internal_only"


@dataclass(frozen=True)
class EarlierCount:
    """Reports received in the same period of an earlier year; None from before the portal had
    any."""

    period: Period
    received: int | None


@dataclass(frozen=True)
class AnnualReport:
    """Everything counted. `as_of` is the day of counting, `until` the last day that is in it.

    `internal` says that every cell stands; a published one has `withheld` instead, and None in the
    cells it names. `followed_up` counts the matters in scope of which an administration told what
    it did.
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


def count_reports(
    cases: Sequence[StatisticalFacts], period: Period, today: date, municipality: Municipality
) -> AnnualReport:
    """The count of a period from the facts of every case. Codes come in the municipality's order.

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
        earlier=_earlier(reports, period),
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


def _earlier(reports: Sequence[StatisticalFacts], period: Period) -> tuple[EarlierCount, ...]:
    beginning = min((case.received_on for case in reports), default=date.max)
    before = [period.years_before(years) for years in _YEARS_BESIDE]
    return tuple(
        EarlierCount(
            known,
            sum(case.received_on in known for case in reports) if known.last >= beginning else None,
        )
        for known in before
    )


def _grounds(rejected: Sequence[MatterFacts], municipality: Municipality) -> Breakdown:
    found = [matter.ground for matter in rejected if matter.ground is not None]
    return breakdown(municipality.codes("ground"), found, len(rejected))


def _outcomes(in_scope: Sequence[MatterFacts], municipality: Municipality) -> Breakdown:
    found = [matter.outcome or OPEN for matter in in_scope]
    return breakdown((*municipality.codes("outcome"), OPEN), found, len(in_scope))


def _pending(reports: Sequence[StatisticalFacts], day: date, closing: int) -> Breakdown:
    holders = [pending_with(case.turns, day) for case in reports]
    return breakdown(tuple(RestsWith), [holder for holder in holders if holder], closing)
