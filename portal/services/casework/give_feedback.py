"""Feedback to the reporter: what was done or is planned, and why (WBL § 3 no. 13, § 12(2)(3))."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind
from portal.domain.errors import InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def give_feedback(
    workplace: Workplace, member: Member, number: str, *, done: str, why: str, interim: bool
) -> None:
    """Give feedback, interim or final. Raises InvalidInput (`done` or `why`, `missing`), NotFound,
    ForbiddenMove unless the case is open."""
    for field, text in (("done", done), ("why", why)):
        if not text.strip():
            raise InvalidInput(field, "missing")
    with working_on(workplace, member, number) as work:
        work.add_entry(
            EntryKind.FEEDBACK,
            facts={
                "done": done.strip(),
                "why": why.strip(),
                "interim": "yes" if interim else "no",
            },
        )
        work.log(CaseEvent.FEEDBACK_GIVEN, interim="yes" if interim else "no")
        work.finish()
