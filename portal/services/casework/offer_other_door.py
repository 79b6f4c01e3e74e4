"""The unit asks whoever wrote whether she will carry her words to the other door."""

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import answer_due
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.other_door import check_carried, may_be_offered, other_door
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def offer_other_door(
    workplace: Workplace, member: Member, number: str, *, text: str, carried: str
) -> None:
    """Ask, with the reason why (`text`) and the words she would take along (`carried`: her own as
    the case began, or fewer of them); the move is then hers, for as long as the municipality waits
    for an answer. Nothing is moved, and a yes moves nothing either.

    Raises InvalidInput (`text`: `missing`; `carried`: `missing`, `not_hers`); ForbiddenMove while
    the same question waits, once she has said yes, and of a case that came through no door;
    NotFound.
    """
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        to = other_door(work.facts.kind)
        entries = work.file.entries
        if not may_be_offered(entries):
            raise ForbiddenMove("the same question waits, or was answered by yes")
        check_carried(carried, work.file.report.text)
        work.add_entry(
            EntryKind.OTHER_DOOR,
            text=text.strip(),
            due=answer_due(work.on, workplace.municipality.limits.reporter_answer_days),
            facts={"to": to, "carried": carried.strip()},
        )
        work.log(CaseEvent.MOVE_TO_OTHER_DOOR_OFFERED)
        work.finish()
