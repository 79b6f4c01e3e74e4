"""Consultative assistance is filled in later: when it was answered, and what came of it."""

from typing import Any

from portal.domain.assistance import Assistance
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.adviser.log_assistance import checked
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def change_assistance(
    workplace: Workplace, member: Member, number: str, assistance: Assistance
) -> None:
    """Write what is registered of a case of assistance anew; the log names the fields that differ.
    It is closed by hand, once it is answered: what changed practice is often known only later.

    Raises InvalidInput (`check_assistance`; `administration`, `unknown`; `answered_on`, `closed`:
    a closed case is answered), ForbiddenMove for a case that is none of assistance, NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = work.file.assistance
        if before is None:
            raise ForbiddenMove("the case is no assistance")
        kept = checked(workplace, assistance)
        if kept.answered_on is None and work.facts.state is CaseState.CLOSED:
            raise InvalidInput("answered_on", "closed")
        if differing := _differing(before, kept):
            work.write_assistance(kept)
            work.log(CaseEvent.ASSISTANCE_CHANGED, fields=", ".join(differing))
            work.finish()


def _differing(before: Any, now: Any) -> list[str]:
    return sorted(name for name in vars(now) if getattr(now, name) != getattr(before, name))
