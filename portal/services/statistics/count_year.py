"""The facts of every case are counted, and counted only if they fit together."""

from datetime import date

from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.case_status import CaseKind
from portal.domain.errors import DoesNotReconcile, InvalidInput
from portal.domain.period import Period
from portal.domain.reconciliation import reconcile
from portal.domain.stock import Pending, pending_on
from portal.services.statistics.checked_facts import checked_facts
from portal.services.statistics.earlier_totals_of import earlier_totals_of
from portal.services.workplace import Member, Workplace


def count_period(workplace: Workplace, member: Member, first: date, last: date) -> AnnualReport:
    """The whistleblower report of a period (Copenhagen dates, both included), with every cell.

    Raises NotFound when the member has no copy of the statistics key, NotPermitted,
    DoesNotReconcile, InvalidInput (`last`, `before_first`; `first`, `not_begun`), CannotOpen.
    """
    period = Period(first, last)
    cases = [case.facts for case in checked_facts(workplace, member)]
    earlier = earlier_totals_of(workplace)
    report = count_reports(cases, period, workplace.today(), workplace.municipality, earlier)
    if findings := reconcile(report):
        raise DoesNotReconcile(findings)
    return report


def count_pending(workplace: Workplace, member: Member, on: date) -> Pending:
    """With whom the cases pending at the end of a Copenhagen day rested; today's as it is now.

    Raises InvalidInput (`on`, `in_future`), and what `count_period` raises.
    """
    if on > workplace.today():
        raise InvalidInput("on", "in_future")
    cases = [case.facts for case in checked_facts(workplace, member)]
    return pending_on([case for case in cases if case.kind is CaseKind.REPORT], on)
