"""What a party said is written down, so that the answer can take it into account."""

from portal.domain.audit_events import CaseEvent
from portal.domain.party import heard
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def add_remarks(
    workplace: Workplace, member: Member, number: str, ordinal: int, *, text: str
) -> None:
    """Write down a party's remarks (directive 2019/1937 art. 22(1): the right to be heard).

    Raises InvalidInput (`text`, `missing`), ForbiddenMove for a party that was removed or a case
    that is not open, NotFound.
    """
    with working_on(workplace, member, number) as work:
        work.change_party(heard(work.party(ordinal), text, by=work.by, on=work.on))
        work.log(CaseEvent.PARTY_HEARD, party=str(ordinal))
        work.finish()
