"""Supervision is begun in a complaint."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.complaint import Effort
from portal.domain.errors import ForbiddenMove
from portal.domain.supervision import check_not_mediated
from portal.services.adviser.open_supervision import NewSupervision, checked, write_begun
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def begin_supervision(
    workplace: Workplace, member: Member, number: str, new: NewSupervision
) -> None:
    """Begin supervision in an open complaint. It is the highest rung of the ladder, and the
    register says so from now on.

    Raises ForbiddenMove for a case that is no complaint or has a supervision already; InvalidInput
    as `open_supervision` does, and `mediation` (`under_way`); NotFound.
    """
    supervision = checked(workplace, new)
    with working_on(workplace, member, number) as work:
        register = work.file.register
        if register is None or work.file.supervision is not None:
            raise ForbiddenMove("no complaint, or supervision has begun")
        check_not_mediated(work.file.mediation)
        write_begun(work, supervision)
        if register.effort is not Effort.SUPERVISION:
            work.write_register(replace(register, effort=Effort.SUPERVISION))
            work.log(CaseEvent.REGISTER_CHANGED, fields="effort")
        work.finish()
