"""The citizen or the administration has said yes to mediation."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.complaint import Effort, lifted
from portal.domain.errors import ForbiddenMove
from portal.domain.mediation import Agrees, agreed
from portal.domain.supervision import check_not_supervised
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def agree_to_mediation(
    workplace: Workplace, member: Member, number: str, side: Agrees, *, on: date
) -> None:
    """Write that a side said yes on a day. With the second yes the mediation has begun, and the
    register says that the adviser went that far.

    Raises ForbiddenMove (nothing was offered, no yes is awaited from this side), InvalidInput
    (`check_not_supervised`, `agreed`), NotFound.
    """
    with working_on(workplace, member, number) as work:
        before, register = work.file.mediation, work.file.register
        if before is None or register is None:
            raise ForbiddenMove("no mediation was offered")
        check_not_supervised(work.file.supervision)
        mediation = agreed(before, side, on=on, today=work.on)
        work.write_mediation(mediation)
        work.log(CaseEvent.MEDIATION_CHANGED, change=side)
        raised = lifted(register, Effort.MEDIATION)
        if mediation.has_begun and raised != register:
            work.write_register(raised)
            work.log(CaseEvent.REGISTER_CHANGED, fields="effort")
        work.finish()
