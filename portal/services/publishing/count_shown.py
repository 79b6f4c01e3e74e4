"""The report or the account that somebody asks to see: counted, or as it was imported."""

from portal.domain.access import Role
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.earlier_totals import EarlierAccount
from portal.domain.errors import NotPermitted
from portal.domain.imported_report import ImportedReport, publishable_import
from portal.domain.publication import ReportDraft, ReportKind
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.statistics.read_imported import read_imported, read_imported_account
from portal.services.workplace import Member, Workplace

Shown = AnnualReport | AnnualAccount | ImportedReport | EarlierAccount


def count_shown(
    workplace: Workplace, member: Member, draft: ReportDraft, *, internal: bool
) -> Shown:
    """What a draft's report tells: with every cell, or as everybody may know it. Of a period from
    before the portal it is what was imported.

    Raises NotPermitted for a report of another desk; an auditor is of none and reads both. Raises
    what `count_for_everybody` raises.
    """
    account = member.account
    if not (account.reads(draft.kind.of) or account.role is Role.AUDITOR):
        raise NotPermitted
    imported = imported_of(workplace, member, draft)
    if isinstance(imported, ImportedReport) and not internal:
        return publishable_import(imported, threshold=draft.threshold)
    if imported is not None:
        return imported
    if not internal:
        return count_for_everybody(workplace, member, draft).report
    count = count_period if draft.kind is ReportKind.ANNUAL else count_complaints
    return count(workplace, member, draft.period.first, draft.period.last)


def imported_of(
    workplace: Workplace, member: Member, draft: ReportDraft
) -> ImportedReport | EarlierAccount | None:
    """What was imported of a draft's period, with every cell; None where the portal counts it."""
    first, last = draft.period.first, draft.period.last
    if draft.kind is ReportKind.ANNUAL:
        return read_imported(workplace, member, first, last)
    return read_imported_account(workplace, member, first, last)
