"""Who works on which report: the desk that its cases lie on, and nobody else."""

from portal.domain.access import Permission
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.publication import ReportKind
from portal.services.workplace import Member


def check_desk(member: Member, kind: ReportKind, permission: Permission) -> None:
    """Raises NotPermitted when her role may never do this, NotFound when the report is another
    desk's."""
    if not member.account.may(permission):
        raise NotPermitted
    if not member.account.reads(kind.of):
        raise NotFound("a report of another desk")
