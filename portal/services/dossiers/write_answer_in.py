"""An administration's answer to a dossier came by letter or telephone, and is written in."""

from portal.domain.dossier import ActKind
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def write_answer_in(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    text: str,
    may_reveal: bool = False,
) -> None:
    """Write in what an administration answered by another way; it is then assessed like any.

    Raises LockedByLaw, InvalidInput (`text`, `missing`), ForbiddenMove when no answer is awaited or
    being assessed, NotFound.
    """
    with working_on(workplace, member, number) as work:
        unit_act(work, dossier_of(work, dossier), ActKind.ANSWER, text=text, may_reveal=may_reveal)
        work.finish()
