"""A rejected matter is passed on outside the scheme, after the reporter agreed by code."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind
from portal.domain.errors import InvalidInput
from portal.domain.matter import passed_on
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def pass_on_matter(
    workplace: Workplace, member: Member, number: str, ordinal: int, *, text: str
) -> None:
    """Record what was passed on, and tell the reporter that it was.

    Raises InvalidInput (`text`, `missing`), ForbiddenMove without the reporter's yes, NotFound.
    """
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        matter = passed_on(work.matter(ordinal))
        work.change_matter(matter)
        work.add_entry(
            EntryKind.PASSED_ON,
            matter=matter.id,
            facts={"ordinal": str(ordinal), "administration": matter.administration},
        )
        work.log(
            CaseEvent.MATTER_PASSED_ON,
            matter=str(ordinal),
            administration=matter.administration,
            text=text.strip(),
        )
        work.finish()
