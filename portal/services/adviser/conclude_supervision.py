"""What a supervision came to is written down, or corrected."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.supervision import concluded
from portal.services.adviser.supervision_of import supervision_of
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def conclude_supervision(
    workplace: Workplace,
    member: Member,
    number: str,
    conclusion: str,
    *,
    criticism: bool,
    published_on: date | None,
) -> None:
    """Write the conclusion, whether it is criticism, and the day on which it was made public, if it
    was: that may be long after closing.

    Raises ForbiddenMove (none has begun, or nothing was looked into yet), InvalidInput as
    supervision.concluded does, NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        after = concluded(
            supervision_of(work),
            conclusion,
            criticism=criticism,
            published_on=published_on,
            today=work.on,
        )
        work.write_supervision(after)
        work.log(CaseEvent.SUPERVISION_CHANGED, conclusion="yes")
        work.finish()
