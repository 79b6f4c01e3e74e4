"""A case is handed to one member, who is reminded of its limits; or to nobody."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.errors import NotFound
from portal.services.handler import handler_of, sealed_handler
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def assign_case(
    workplace: Workplace, member: Member, number: str, account_id: bytes | None
) -> bool:
    """Make an account (16 bytes) the case's handler, or leave it without one (None).

    Returns whether that changed anything. It gives no access: who is to handle a case has to hold a
    key to it already.
    Raises NotFound for an account that is no active member's, has no key, was excluded by the
    reporter or is disqualified, and for a case that is not hers; ForbiddenMove,
    ImpartialityNotDeclared, CannotOpen.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        if account_id is not None:
            _require_able(work, account_id)
        if handler_of(workplace, work.facts) == account_id:
            return False
        handler = sealed_handler(workplace, work.facts.id, account_id)
        work.set_facts(replace(work.facts, handler=handler))
        work.log(CaseEvent.HANDLER_ASSIGNED, to=account_id.hex() if account_id else "")
        work.finish()
    return True


def _require_able(work: MemberWork, account_id: bytes) -> None:
    account = work.unit.accounts.by_id(account_id)
    able = account is not None and account.reads(work.facts.kind)
    if not able or not work.file.may_be_held_by(account_id.hex()):
        raise NotFound("nobody who could handle the case")
    if work.unit.case_keys.of(work.facts.id, account_id) is None:
        raise NotFound("no key to the case")
