"""What an administration did after the outcome: asked for, written in, registered.

The unit has no say in it: it registers what it is told, and that it asked.
"""

from datetime import date, timedelta

from portal.domain.case_status import CaseState
from portal.domain.dossier import ActKind
from portal.domain.errors import ForbiddenMove
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace

_OPEN_OR_CLOSED = (CaseState.OPEN, CaseState.CLOSED)


def ask_for_follow_up(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    text: str,
    due: date | None = None,
    may_reveal: bool = False,
) -> None:
    """Ask the administration what it did, or ask once more; `due` is as the municipality's file
    has it unless said otherwise.

    Raises LockedByLaw; InvalidInput (`text`, `missing`; `due`: `before_sending`, `too_far`);
    ForbiddenMove before the matter has an outcome, and a third time; NotFound.
    """
    with working_on(workplace, member, number, *_OPEN_OR_CLOSED) as work:
        asked = dossier_of(work, dossier)
        # A complaint is never settled by an outcome: it is asked once the answer was enough.
        settled = [one for one in work.file.matters if one.outcome or one.of_complaint]
        if not any(one.is_forwarded_as(asked.id) for one in settled):
            raise ForbiddenMove("the matter has no outcome yet")
        days = workplace.municipality.limits.follow_up_days
        unit_act(
            work,
            asked,
            ActKind.FOLLOW_UP_ASKED,
            text=text,
            due=due or work.on + timedelta(days=days),
            may_reveal=may_reveal,
        )
        work.finish()


def register_follow_up(
    workplace: Workplace, member: Member, number: str, dossier: str, *, note: str = ""
) -> None:
    """Take note of what the administration told, or that it told nothing when it was due. The
    note stands in the case's log, and the administration does not see it.

    Raises ForbiddenMove when there is nothing to register (while it is not due yet), NotFound.
    """
    with working_on(workplace, member, number, *_OPEN_OR_CLOSED) as work:
        told = dossier_of(work, dossier)
        if told.due_now is not None and told.due_now >= work.on:
            raise ForbiddenMove("it is awaited still")
        details = {"note": note.strip()} if note.strip() else {}
        unit_act(work, told, ActKind.FOLLOW_UP_REGISTERED, details=details)
        work.finish()


def enter_follow_up(
    workplace: Workplace,
    member: Member,
    number: str,
    dossier: str,
    *,
    text: str,
    may_reveal: bool = False,
) -> None:
    """Write in what an administration told by another way. Raises LockedByLaw, InvalidInput
    (`text`, `missing`), ForbiddenMove, NotFound."""
    with working_on(workplace, member, number, *_OPEN_OR_CLOSED) as work:
        unit_act(
            work, dossier_of(work, dossier), ActKind.FOLLOW_UP, text=text, may_reveal=may_reveal
        )
        work.finish()
