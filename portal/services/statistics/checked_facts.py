"""The facts of every case, counted only if none is missing and each tells a history that can be."""

from collections.abc import Sequence

from portal.domain.access import Permission
from portal.domain.errors import DoesNotReconcile, NotPermitted
from portal.domain.reconciliation import Finding, history_findings, missing_findings
from portal.services.statistics.complete_facts import complete_facts
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace
from portal.storage.fact_store import CountedCase


def checked_facts(workplace: Workplace, member: Member) -> Sequence[CountedCase]:
    """The facts of all cases, reports and complaints, erased ones included; what was missing is
    added.

    Raises NotFound when the member has no copy of the statistics key, NotPermitted,
    DoesNotReconcile, CannotOpen, BrokenList.
    """
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
    return counted
