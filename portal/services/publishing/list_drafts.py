"""The drafts of a desk's reports."""

from portal.domain.access import Permission
from portal.domain.publication import ReportDraft, ReportKind
from portal.services.publishing.report_desk import check_desk
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace


def list_drafts(workplace: Workplace, member: Member, kind: ReportKind) -> list[ReportDraft]:
    """All drafts of a kind that were kept, the latest period first.

    Raises NotPermitted, NotFound (another desk's, or no copy of the statistics key), CannotOpen,
    BrokenList.
    """
    check_desk(member, kind, Permission.REPORT_WRITE)
    with workplace.open_unit() as unit:
        key_pair = open_statistics_key(workplace, unit, member)
        return unit.report_drafts.every(key_pair, kind)
