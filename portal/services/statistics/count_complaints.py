"""The complaints of a period are counted, and counted only if their figures fit together."""

from collections.abc import Sequence
from datetime import date

from portal.domain.account_reconciliation import (
    AccountFinding,
    complaint_findings,
    reconcile_account,
)
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.case_status import CaseKind
from portal.domain.errors import DomainError
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts
from portal.services.statistics.checked_facts import checked_facts
from portal.services.statistics.complete_facts import rewrite_facts
from portal.services.statistics.earlier_totals_of import earlier_totals_of
from portal.services.workplace import Member, Workplace
from portal.storage.fact_store import CountedCase


class AccountDoesNotReconcile(DomainError):
    """The figures of the complaints do not fit together, and an account of them would be wrong.

    `findings` say what does not fit and name the cases; the error's own text names none.
    """

    def __init__(self, findings: Sequence[AccountFinding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


def count_complaints(
    workplace: Workplace, member: Member, first: date, last: date
) -> AnnualAccount:
    """The account of complaints of a period (Copenhagen dates, both included), with every cell.

    Raises AccountDoesNotReconcile, InvalidInput (`last`, `before_first`; `first`, `not_begun`), and
    what `checked_facts` raises.
    """
    period = Period(first, last)
    cases = _with_registers(workplace, member)
    findings = [
        finding for case in cases for finding in complaint_findings(case.number, case.facts)
    ]
    facts = [case.facts for case in cases]
    earlier = earlier_totals_of(workplace)
    account = count_account(facts, period, workplace.today(), workplace.municipality, earlier)
    if findings := findings + reconcile_account(account):
        raise AccountDoesNotReconcile(findings)
    return account


def _with_registers(workplace: Workplace, member: Member) -> Sequence[CountedCase]:
    """The facts of all cases; those from before what their kind registers was counted are written
    anew where the member can open the case."""
    cases = checked_facts(workplace, member)
    older = [case.number for case in cases if case.number and _has_no_register(case.facts)]
    for number in older:
        rewrite_facts(workplace, member, number)
    return checked_facts(workplace, member) if older else cases


def _has_no_register(facts: StatisticalFacts) -> bool:
    match facts.kind:
        case CaseKind.COMPLAINT:
            return facts.complaint is None
        case CaseKind.ASSISTANCE:
            return facts.assistance is None
        case CaseKind.OWN_MOTION:
            return facts.supervision is None
        case CaseKind.REPORT:
            return False
