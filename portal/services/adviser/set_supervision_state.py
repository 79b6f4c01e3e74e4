"""A supervision comes into another state."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.supervision import (
    UNDER_WAY,
    SupervisionState,
    check_not_mediated,
    in_state,
)
from portal.services.adviser.supervision_of import supervision_of
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def set_supervision_state(
    workplace: Workplace,
    member: Member,
    number: str,
    state: SupervisionState,
    *,
    on: date,
    reason: str = "",
) -> None:
    """Write the state of a supervision from a day on; the case itself stays open.

    Raises ForbiddenMove (none has begun, or no such step), InvalidInput as supervision.in_state
    does, and `mediation` (`under_way`); NotFound.
    """
    with working_on(workplace, member, number) as work:
        before = supervision_of(work)
        if state in UNDER_WAY:
            check_not_mediated(work.file.mediation)
        work.write_supervision(in_state(before, state, on, reason, today=work.on))
        work.log(CaseEvent.SUPERVISION_CHANGED, state=state)
        work.finish()
