"""The facts of every case are counted, and counted only if they fit together."""

from collections.abc import Sequence
from datetime import date

from portal.domain.access import Permission
from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.case_status import CaseKind
from portal.domain.errors import DoesNotReconcile, InvalidInput, NotPermitted
from portal.domain.period import Period
from portal.domain.reconciliation import (
    Finding,
    history_findings,
    missing_findings,
    reconcile,
)
from portal.domain.statistics import StatisticalFacts
from portal.domain.stock import Pending, pending_on
from portal.services.statistics.complete_facts import complete_facts
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace


def count_period(workplace: Workplace, member: Member, first: date, last: date) -> AnnualReport:
    """The whistleblower report of a period (Copenhagen dates, both included), with every cell.

    Raises NotFound when the member has no copy of the statistics key, NotPermitted,
    DoesNotReconcile, InvalidInput (`last`, `before_first`; `first`, `not_begun`), CannotOpen.
    """
    period = Period(first, last)
    cases = _checked_facts(workplace, member)
    report = count_reports(cases, period, workplace.today(), workplace.municipality)
    if findings := reconcile(report):
        raise DoesNotReconcile(findings)
    return report


def count_pending(workplace: Workplace, member: Member, on: date) -> Pending:
    """With whom the cases pending at the end of a Copenhagen day rested; today's as it is now.

    Raises InvalidInput (`on`, `in_future`), and what `count_period` raises.
    """
    if on > workplace.today():
        raise InvalidInput("on", "in_future")
    cases = _checked_facts(workplace, member)
    return pending_on([case for case in cases if case.kind is CaseKind.REPORT], on)


def _checked_facts(workplace: Workplace, member: Member) -> Sequence[StatisticalFacts]:
    """The facts of every case, once none is missing and each tells a history that can be."""
    if not member.account.may(Permission.STATISTICS_READ):
        raise NotPermitted
    with workplace.open_unit() as unit:
        key_pair = open_statistics_key(workplace, unit, member)
    complete_facts(workplace, member)
    with workplace.open_unit() as unit:
        counted = unit.facts.every(key_pair)
        missing = unit.facts.unwritten()
    findings: list[Finding] = missing_findings(missing)
    for case in counted:
        findings += history_findings(case.number, case.facts)
    if findings:
        raise DoesNotReconcile(findings)
    return [case.facts for case in counted]
