"""A case that was written down when everything in it was done is closed with that."""

from portal.services.casework.case_end import end_case
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def close_at_once(workplace: Workplace, member: Member, number: str) -> None:
    """Close a case that a member has just filed; the log gives no reason, there is none to give.
    Raises ForbiddenMove (what `obstacles_to_closing` says), NotFound."""
    with working_on(workplace, member, number) as work:
        end_case(work, "")
        work.finish()
