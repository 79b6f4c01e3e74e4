"""A case is left alone until a day, by the unit's own decision and with a reason."""

from dataclasses import replace
from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import SetAside
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.errors import ForbiddenMove
from portal.domain.priority import check_set_aside
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def set_case_aside(
    workplace: Workplace, member: Member, number: str, *, until: date, reason: str
) -> None:
    """Put a case behind what has to be done now, until a day or until the reporter writes.

    Only what is the unit's own move can wait by its own decision. No limit is hidden by it: the day
    lies before the one to act by, and what has passed or ends soon stays in front.
    Raises InvalidInput (`until`: `not_ahead`, `too_far`; `reason`, `missing`), ForbiddenMove unless
    it is the unit's move, NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        if work.facts.rests_with is not RestsWith.UNIT:
            raise ForbiddenMove("it is not the unit's move")
        check_set_aside(work.on, until, reason, work.facts.due)
        heard = work.file.words_heard
        work.put_aside(SetAside(work.by, work.on, until, reason.strip(), heard))
        work.log(CaseEvent.SET_ASIDE, until=until.isoformat(), reason=reason.strip())
        work.finish()


def take_case_up_again(workplace: Workplace, member: Member, number: str) -> None:
    """End the time a case was set aside for. Raises ForbiddenMove when it is not, NotFound."""
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        aside, until = work.file.set_aside, work.file.set_aside_until
        if aside is None or until is None or until <= work.on:
            raise ForbiddenMove("the case is not set aside")
        work.put_aside(replace(aside, ended=True))
        work.log(CaseEvent.TAKEN_UP_AGAIN)
        work.finish()
