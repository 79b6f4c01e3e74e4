"""The draft of one report is read."""

from datetime import date

from crypto.key_pair import KeyPair
from portal.domain.access import Permission
from portal.domain.period import Period
from portal.domain.publication import THRESHOLDS, ReportDraft, ReportKind
from portal.services.publishing.report_desk import check_desk
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def read_draft(
    workplace: Workplace, member: Member, kind: ReportKind, first: date, last: date
) -> ReportDraft:
    """The draft of a report of a period (Copenhagen dates, both included); an empty one with
    version 0 when nothing was kept yet.

    Raises NotPermitted, NotFound (another desk's, or no copy of the statistics key), InvalidInput
    (`last`, `before_first`), CannotOpen, BrokenList.
    """
    check_desk(member, kind, Permission.REPORT_WRITE)
    period = Period(first, last)
    with workplace.open_unit() as unit:
        key_pair = open_statistics_key(workplace, unit, member)
        return draft_as_kept(unit, key_pair, kind, period)


def draft_as_kept(
    unit: UnitOfWork, key_pair: KeyPair, kind: ReportKind, period: Period
) -> ReportDraft:
    """The draft as it lies in the database, or an empty one. Raises CannotOpen."""
    kept = unit.report_drafts.one(key_pair, kind, period)
    return kept or ReportDraft(kind, period, THRESHOLDS[0])
