"""The unit no longer waits for an administration's answer in a case of the citizens' adviser."""

from portal.domain.dossier import ActKind
from portal.domain.errors import ForbiddenMove
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def call_off_dossier(workplace: Workplace, member: Member, number: str, dossier: str) -> None:
    """Stop waiting; the administration sees it. Of a report its matter's outcome does that
    (set_outcome.py). Raises ForbiddenMove where nothing is awaited or the case is a report,
    NotFound."""
    with working_on(workplace, member, number) as work:
        awaited = dossier_of(work, dossier)
        if not awaited.of_adviser:
            raise ForbiddenMove("a report's matter gets an outcome")
        unit_act(work, awaited, ActKind.CALLED_OFF)
        work.finish()
