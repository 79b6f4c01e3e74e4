"""A mediation is over: agreed, not agreed, broken off, or it never began."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import ForbiddenMove
from portal.domain.mediation import MediationEnd, ended
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def end_mediation(
    workplace: Workplace,
    member: Member,
    number: str,
    end: MediationEnd,
    *,
    result: str,
    on: date,
) -> None:
    """Write how a mediation ended, on which day, and what came of it. Raises ForbiddenMove (none
    was offered, or it is over), InvalidInput (`ended`), NotFound."""
    with working_on(workplace, member, number) as work:
        before = work.file.mediation
        if before is None:
            raise ForbiddenMove("no mediation was offered")
        work.write_mediation(ended(before, end, result=result, on=on, today=work.on))
        work.log(CaseEvent.MEDIATION_CHANGED, change=end)
        work.finish()
