"""What a supervision is about is set right, as it grows or was mistyped."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.errors import InvalidInput
from portal.domain.supervision import about
from portal.services.adviser.open_supervision import check_administrations
from portal.services.adviser.supervision_of import supervision_of
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def correct_supervision(
    workplace: Workplace,
    member: Member,
    number: str,
    subject: str,
    administrations: tuple[str, ...],
) -> None:
    """Write the subject of a supervision and its administrations (codes), also in a closed case.

    Raises ForbiddenMove where none has begun; InvalidInput as supervision.about does, and
    `administrations` (`unknown`; `written_to` also for one that something was recommended to);
    NotFound.
    """
    check_administrations(workplace, administrations)
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = supervision_of(work)
        given_to = {one.administration for one in work.file.recommendations}
        if administrations and not given_to <= set(administrations):
            raise InvalidInput("administrations", "written_to")
        after = about(before, subject, administrations)
        if after == before:
            return
        work.write_supervision(after)
        work.log(CaseEvent.SUPERVISION_CHANGED, subject="yes")
        work.finish()
