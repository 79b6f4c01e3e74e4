"""The unit assesses an administration's answer: it is enough, or it is asked again."""

from datetime import date

from portal.domain.deadlines import answer_due
from portal.domain.dossier import ActKind
from portal.domain.errors import ForbiddenMove
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def accept_answer(workplace: Workplace, member: Member, number: str, dossier: str) -> None:
    """Find an answer enough to settle the matter on. Raises ForbiddenMove without one,
    NotFound."""
    with working_on(workplace, member, number) as work:
        unit_act(work, dossier_of(work, dossier), ActKind.ENOUGH)
        work.finish()


def ask_again(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    text: str,
    due: date | None = None,
    may_reveal: bool = False,
) -> None:
    """Ask again, in a new round: what is missing, and by when (four weeks unless said otherwise).

    Raises LockedByLaw; InvalidInput (`text`, `missing`; `due`: `before_sending`, `too_far`),
    ForbiddenMove without an answer and once the matter has an outcome, NotFound.
    """
    with working_on(workplace, member, number) as work:
        asked = dossier_of(work, dossier)
        if any(one.outcome and one.is_forwarded_as(asked.id) for one in work.file.matters):
            raise ForbiddenMove("the matter has its outcome")
        days = workplace.municipality.limits.administration_answer_days
        day = due or answer_due(work.on, days)
        unit_act(
            work,
            asked,
            ActKind.ASKED_AGAIN,
            text=text,
            due=day,
            may_reveal=may_reveal,
        )
        work.finish()
