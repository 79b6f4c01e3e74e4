"""What became of a recommendation is written down: given again, carried out, declined."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.errors import NotFound
from portal.domain.recommendation import Change, changed
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def change_recommendation(
    workplace: Workplace, member: Member, number: str, ordinal: int, change: Change
) -> None:
    """Write what is known of a recommendation (counted from 1 in its case) now, also in a closed
    case. Raises InvalidInput as recommendation.changed does, NotFound."""
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = work.file.recommendation(ordinal)
        if before is None:
            raise NotFound("no such recommendation")
        after = changed(before, change, today=work.on)
        if after == before:
            return
        every = work.file.recommendations
        work.write_recommendations(tuple(after if one is before else one for one in every))
        work.log(CaseEvent.RECOMMENDATION_CHANGED, ordinal=str(ordinal))
        work.finish()
