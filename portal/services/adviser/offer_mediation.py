"""Formal mediation is offered to a citizen and an administration."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.mediation import offered
from portal.domain.supervision import check_not_supervised
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def offer_mediation(
    workplace: Workplace,
    member: Member,
    number: str,
    *,
    about: str,
    administration: str,
    about_decision: bool,
    on: date,
) -> None:
    """Write that mediation was offered in a complaint, what of, and with which administration.

    Raises ForbiddenMove (no complaint, there is one already), InvalidInput (`check_not_supervised`,
    `offered`; `administration`, `unknown`), NotFound.
    """
    with working_on(workplace, member, number) as work:
        if work.file.register is None:
            raise ForbiddenMove("the case is no complaint")
        check_not_supervised(work.file.supervision)
        if administration not in workplace.municipality.codes("administration"):
            raise InvalidInput("administration", "unknown")
        mediation = offered(
            work.file.mediation,
            about=about,
            administration=administration,
            about_decision=about_decision,
            on=on,
            today=work.on,
        )
        work.write_mediation(mediation)
        work.log(CaseEvent.MEDIATION_CHANGED, change="offered")
        work.finish()
