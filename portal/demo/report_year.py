"""A year of the whistleblower scheme like 2023, as what remains of it once its cases are erased."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from portal.demo.told_columns import Told, read_year, told_of
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.deadlines import feedback_limit
from portal.domain.matter import Outcome, PassOn
from portal.domain.period import Period
from portal.domain.statistics import MatterFacts, StatisticalFacts, pending_with
from portal.domain.triage import Decision, Ground, Relation, ScopeLeg

YEAR: Final = Path(__file__).with_suffix(".toml")

# The first report that is pending when the year ends came so many days before. An administration
# has a report from the third day until two weeks before it is closed.
_PENDING_DAYS: Final = 140
_FORWARDED_AFTER: Final = 3
_ANSWERED_BEFORE: Final = 14


@dataclass(frozen=True)
class _Report:
    """What is told of a report, and when it was received; nothing in it lies after `today`."""

    told: Told
    received_on: date
    today: date

    def after(self, days: int) -> date:
        """So many days after it was received, but not after it was closed."""
        reached = self.received_on + timedelta(days=min(days, self.told["days"]))
        return min(reached, self.today)

    @property
    def closed_on(self) -> date:
        return self.after(self.told["days"])

    @property
    def forwarded_on(self) -> date:
        return self.after(_FORWARDED_AFTER)

    @property
    def answered_on(self) -> date:
        return self.after(self.told["days"] - _ANSWERED_BEFORE)

    @property
    def examined_by(self) -> RestsWith:
        return RestsWith(self.told.get("rests_with", RestsWith.ADMINISTRATION))

    @property
    def turns(self) -> tuple[Turn, ...]:
        turns = [
            Turn(self.received_on, CaseState.RECEIVED, RestsWith.UNIT),
            Turn(self.after(1), CaseState.OPEN, RestsWith.UNIT),
        ]
        if self.told["in_scope"]:
            turns += [
                Turn(self.forwarded_on, CaseState.OPEN, self.examined_by),
                Turn(self.answered_on, CaseState.OPEN, RestsWith.UNIT),
            ]
        return (*turns, Turn(self.closed_on, CaseState.CLOSED, None))


def report_year(period: Period, today: date) -> list[StatisticalFacts]:
    """105 reports with 202 matters, received in a year that lies before `today`, and the 34 that
    were pending when it began. What was pending when it ended is closed by today."""
    before = _cases(period.years_before(1), today)
    left = [case for case in before if pending_with(case.turns, period.eve) is not None]
    return [*left, *_cases(period, today)]


def _cases(period: Period, today: date) -> list[StatisticalFacts]:
    year = read_year(YEAR)
    told = year["matter"]
    themes = iter(told_of(told["theme"], year["matters"]))
    in_scope = iter(told_of(told["in_scope"], year["in_scope"]))
    rejected = iter(told_of(told["rejected"], year["rejected"]))
    cases = []
    for report in _reports(year, period, today):
        matters = [
            *(_examined(next(themes) | next(in_scope), report) for _ in _each(report, "in_scope")),
            *(_rejected(next(themes) | next(rejected), report) for _ in _each(report, "rejected")),
        ]
        cases.append(_case(report, tuple(matters)))
    return cases


def _reports(year: Mapping[str, Any], period: Period, today: date) -> Iterator[_Report]:
    late = period.last - timedelta(days=_PENDING_DAYS - 1)
    windows = {
        "examined": Period(period.first, late),
        "pending": Period(late, period.last),
        "turned_away": period,
    }
    for group, window in windows.items():
        each = told_of(year["report"][group], year[group])
        length = (window.last - window.first).days + 1
        for place, told in enumerate(each):
            received = window.first + timedelta(days=place * length // len(each))
            if group != "pending":
                received = min(received, period.last - timedelta(days=told["days"]))
            yield _Report(told, received, today)


def _each(report: _Report, decision: str) -> range:
    return range(report.told[decision])


def _examined(told: Told, report: _Report) -> MatterFacts:
    asked = report.examined_by is RestsWith.ADMINISTRATION
    return MatterFacts(
        first_theme=told["theme"],
        theme=told["theme"],
        administration=report.told["administration"],
        sorted_on=report.after(1),
        decision=Decision.IN_SCOPE,
        relation=Relation.WORKER,
        scope_leg=ScopeLeg(told["scope_leg"]),
        decided_on=report.after(_FORWARDED_AFTER),
        outcome=Outcome(told["outcome"]),
        settled_on=report.closed_on,
        police_report=told.get("police_report", False),
        rounds=int(asked),
        days_with_administrations=(report.answered_on - report.forwarded_on).days if asked else 0,
        follow_up_told=told.get("follow_up_told", False),
    )


def _rejected(told: Told, report: _Report) -> MatterFacts:
    outside = told["ground"] == Ground.OUTSIDE_CIRCLE
    return MatterFacts(
        first_theme=told["theme"],
        theme=told["theme"],
        administration=report.told["administration"],
        sorted_on=report.after(1),
        decision=Decision.REJECTED,
        ground=Ground(told["ground"]),
        relation=Relation.OTHER if outside else Relation.WORKER,
        scope_leg=ScopeLeg(told["scope_leg"]),
        decided_on=report.after(_FORWARDED_AFTER),
        pass_on=PassOn(told.get("pass_on", PassOn.NOT_OFFERED)),
    )


def _case(report: _Report, matters: tuple[MatterFacts, ...]) -> StatisticalFacts:
    told = report.told
    acknowledged_on = report.after(told["acknowledged"])
    feedback_on = report.after(told["feedback"]) if "feedback" in told else None
    extended = told.get("extended", False)
    return StatisticalFacts(
        kind=CaseKind.REPORT,
        received_on=report.received_on,
        acknowledged_on=acknowledged_on,
        feedback_due=feedback_limit(report.received_on, acknowledged_on).statutory,
        extended=extended,
        feedback_on=feedback_on,
        final_feedback_on=report.closed_on if extended else feedback_on,
        matters=matters,
        turns=report.turns,
    )
