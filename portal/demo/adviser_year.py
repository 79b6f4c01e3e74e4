"""A year of the citizens' adviser like 2023, as what remains of it once its cases are erased."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from portal.demo.told_columns import Told, read_year, told_of
from portal.domain.adviser_facts import AssistanceFacts, Stood, SupervisionFacts
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint import ComplaintRegister, Effort
from portal.domain.complaint_facts import complaint_facts
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState

YEAR = Path(__file__).with_suffix(".toml")

_REGISTER: TypeAdapter[ComplaintRegister] = TypeAdapter(ComplaintRegister)
_ASSISTANCE: TypeAdapter[AssistanceFacts] = TypeAdapter(AssistanceFacts)


@dataclass(frozen=True)
class _Span:
    """A case of so many days, from a day of the period on and closed before it ends."""

    received_on: date
    closed_on: date

    @property
    def turns(self) -> tuple[Turn, ...]:
        return (
            Turn(self.received_on, CaseState.RECEIVED, RestsWith.UNIT),
            Turn(self.received_on, CaseState.OPEN, RestsWith.UNIT),
            Turn(self.closed_on, CaseState.CLOSED, None),
        )


def adviser_year(period: Period) -> list[StatisticalFacts]:
    """912 complaints and 138 times assistance or teaching with the published shares, all of them
    received and closed in the period (some two months at least), evenly over its days."""
    year = read_year(YEAR)
    complaints = told_of(year["complaint"], year["complaints"])
    assistance = told_of(year["advice"], year["assistance"])
    return [
        *(_complaint(told, span) for told, span in _spread(complaints, period)),
        *(_assistance(told, span) for told, span in _spread(assistance, period)),
    ]


def _spread(each: Sequence[Told], period: Period) -> Iterator[tuple[Told, _Span]]:
    length = (period.last - period.first).days + 1
    for place, told in enumerate(each):
        days = timedelta(days=told["days"])
        received = period.first + timedelta(days=place * length // len(each))
        received = min(received, period.last - days)
        yield told, _Span(received, received + days)


def _complaint(told: Told, span: _Span) -> StatisticalFacts:
    known = {field.name for field in fields(ComplaintRegister)}
    register = _REGISTER.validate_python({n: v for n, v in told.items() if n in known})
    mediated = register.effort is Effort.MEDIATION
    supervised = register.effort is Effort.SUPERVISION
    return StatisticalFacts(
        kind=CaseKind.COMPLAINT,
        received_on=span.received_on,
        acknowledged_on=span.received_on,
        feedback_due=span.closed_on,
        extended=False,
        feedback_on=None,
        final_feedback_on=None,
        matters=(),
        turns=span.turns,
        complaint=complaint_facts(register, span.turns, mediated=mediated),
        supervision=_supervision(register, span) if supervised else None,
    )


def _supervision(register: ComplaintRegister, span: _Span) -> SupervisionFacts:
    states = (
        Stood(span.received_on, SupervisionState.STARTED),
        Stood(span.closed_on, SupervisionState.CLOSED),
    )
    administrations = (register.administration,)
    return SupervisionFacts(
        own_motion=False, administrations=administrations, states=states, criticism=True
    )


def _assistance(told: Told, span: _Span) -> StatisticalFacts:
    known = {field.name for field in fields(AssistanceFacts)}
    registered = {name: value for name, value in told.items() if name in known}
    days = {"asked_on": span.received_on, "answered_on": span.closed_on}
    return StatisticalFacts(
        kind=CaseKind.ASSISTANCE,
        received_on=span.received_on,
        acknowledged_on=span.received_on,
        feedback_due=span.received_on,
        extended=False,
        feedback_on=None,
        final_feedback_on=None,
        matters=(),
        turns=span.turns,
        assistance=_ASSISTANCE.validate_python(registered | days),
    )
