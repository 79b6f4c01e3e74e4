"""Whose move a case is, corrected by hand: an answer came by telephone, somebody was met."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import RestsWith
from portal.domain.move_correction import MoveCorrected, check_correction
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def correct_move(
    workplace: Workplace,
    member: Member,
    number: str,
    *,
    rests_with: RestsWith,
    since: date,
    reason: str,
) -> None:
    """Set whose move an open case is since a day, until the next act of anybody in it.

    What is awaited, and by when, stays as it is. Raises InvalidInput (`rests_with`, `unchanged`;
    `since`: `before_last_turn`, `in_future`; `reason`, `missing`), ForbiddenMove unless the case is
    open, NotFound.
    """
    with working_on(workplace, member, number) as work:
        known = work.file.turns[-1].on
        check_correction(rests_with, work.facts.rests_with, since, reason, known=known, on=work.on)
        heard = work.file.acts_done
        work.set_move_by_hand(
            MoveCorrected(work.by, work.on, since, rests_with, reason.strip(), heard)
        )
        work.log(
            CaseEvent.MOVE_CORRECTED,
            rests_with=rests_with,
            since=since.isoformat(),
            reason=reason.strip(),
        )
        work.finish()
