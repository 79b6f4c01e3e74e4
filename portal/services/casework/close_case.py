"""A case is closed, or opened again."""

from portal.domain.case_status import CaseState
from portal.domain.errors import InvalidInput
from portal.domain.linked_case import merged_into
from portal.services.casework.case_end import begin_again, end_case, require_read
from portal.services.complaining.merge_complaints import take_apart
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def close_case(workplace: Workplace, member: Member, number: str, *, reason: str) -> None:
    """Close a case and tell the reporter, who can still write for as long as it is kept.

    Questions still open are closed with it.
    Raises ForbiddenMove (what `obstacles_to_closing` says, or a word of the reporter's that the
    member has not seen), InvalidInput (`reason`, `missing`), NotFound.
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number) as work:
        require_read(work)
        end_case(work, reason)
        work.finish()


def reopen_case(workplace: Workplace, member: Member, number: str, *, reason: str) -> None:
    """Open a closed case again and tell the reporter. One that was merged into another goes on by
    itself; the two stay related. Raises ForbiddenMove, NotFound, InvalidInput (`reason`: `missing`;
    `needs_both` for who cannot open the case it was merged into)."""
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number, CaseState.CLOSED) as work:
        into = merged_into(work.file.links)
        if into is None:
            begin_again(work, reason)
            work.finish()
    if into is not None:
        take_apart(workplace, member, number, into, reason=reason)
