"""Who the reporter is, shown on request, with a reason that stands in the log (WBL § 26)."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity
from portal.domain.case_status import CaseState
from portal.domain.errors import InvalidInput, NotFound
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def show_identity(workplace: Workplace, member: Member, number: str, *, reason: str) -> Identity:
    """The identity the reporter gave. Raises InvalidInput (`reason`, `missing`); NotFound."""
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        identity = work.file.identity
        if identity is None:
            raise NotFound("no identity record")
        work.log(CaseEvent.IDENTITY_SHOWN, reason=reason.strip())
        work.unit.commit()
    return identity
