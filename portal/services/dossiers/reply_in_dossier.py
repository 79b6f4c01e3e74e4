"""The unit answers a contact person: a reply to her question, a yes or no to more time."""

from datetime import date

from portal.domain.dossier import ActKind
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def reply_in_dossier(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    text: str,
    may_reveal: bool = False,
) -> None:
    """Reply to the open question of a dossier (its number): the move goes back to the
    administration. Raises LockedByLaw, InvalidInput (`text`, `missing`), ForbiddenMove without a
    question, NotFound."""
    with working_on(workplace, member, number) as work:
        unit_act(work, dossier_of(work, dossier), ActKind.REPLY, text=text, may_reveal=may_reveal)
        work.finish()


def give_more_time(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    due: date,
    reason: str,
    may_reveal: bool = False,
) -> None:
    """Set a later day for the answer, asked for or not. The dates towards the reporter are not
    moved by it. Raises LockedByLaw, InvalidInput (`text`, `missing`; `due`: `not_later`,
    `too_far`), ForbiddenMove when no answer is awaited, NotFound."""
    with working_on(workplace, member, number) as work:
        unit_act(
            work,
            dossier_of(work, dossier),
            ActKind.MORE_TIME_GIVEN,
            text=reason,
            due=due,
            details={"reason": reason.strip()},
            may_reveal=may_reveal,
        )
        work.finish()


def refuse_more_time(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    reason: str,
    may_reveal: bool = False,
) -> None:
    """Refuse more time: the day stays. Raises LockedByLaw, InvalidInput (`text`, `missing`),
    ForbiddenMove where nobody asked, NotFound."""
    with working_on(workplace, member, number) as work:
        details = {"reason": reason.strip()}
        unit_act(
            work,
            dossier_of(work, dossier),
            ActKind.MORE_TIME_REFUSED,
            text=reason,
            details=details,
            may_reveal=may_reveal,
        )
        work.finish()
