"""The adviser recommends something in a supervision, calls for it, or criticises."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.recommendation import Recommendation, RecommendationKind, given
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def give_recommendation(
    workplace: Workplace,
    member: Member,
    number: str,
    kind: RecommendationKind,
    *,
    administration: str,
    text: str,
    given_on: date,
) -> None:
    """Write down a recommendation (fields as in recommendation.Recommendation).

    Raises ForbiddenMove where no supervision was started, InvalidInput as recommendation.given
    does, NotFound.
    """
    new = Recommendation(0, kind, administration, text, given_on, ())
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        file = work.file
        every = given(file.recommendations, file.supervision, new, today=work.on)
        work.write_recommendations(every)
        work.log(CaseEvent.RECOMMENDATION_CHANGED, ordinal=str(len(every)), given="yes")
        work.finish()
