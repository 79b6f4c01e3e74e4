"""Two cases are linked as related, and the link is taken away again."""

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import InvalidInput
from portal.domain.linked_case import LinkedCase, LinkKind, linked, unlinked
from portal.services.complaining.case_pair import working_on_both
from portal.services.workplace import Member, Workplace


def link_cases(
    workplace: Workplace, member: Member, number: str, other: str, *, reason: str
) -> None:
    """Link a case to another, with a reason that stands in both, and in both logs.

    Raises what `working_on_both` does, and InvalidInput (`reason`, `missing`; `other`, `linked`).
    """
    reason = _required(reason)
    with working_on_both(workplace, member, number, other) as pair:
        link = LinkedCase(other, LinkKind.RELATED, pair.case.on, member.id, reason)
        pair.case.write_links(linked(pair.case.file.links, link))
        pair.other.write_links(linked(pair.other.file.links, link.seen_from(number)))
        pair.case.log(CaseEvent.CASE_LINKED, number=other, reason=reason)
        pair.other.log(CaseEvent.CASE_LINKED, number=number, reason=reason)
        pair.finish()


def unlink_cases(
    workplace: Workplace, member: Member, number: str, other: str, *, reason: str
) -> None:
    """Take a link away in both cases; their logs keep that it was there.

    Raises what `working_on_both` does, InvalidInput (`reason`, `missing`; `other`, `unlinked`), and
    ForbiddenMove for cases that were merged.
    """
    reason = _required(reason)
    with working_on_both(workplace, member, number, other) as pair:
        pair.case.write_links(unlinked(pair.case.file.links, other))
        pair.other.write_links(unlinked(pair.other.file.links, number))
        pair.case.log(CaseEvent.CASE_UNLINKED, number=other, reason=reason)
        pair.other.log(CaseEvent.CASE_UNLINKED, number=number, reason=reason)
        pair.finish()


def _required(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    return reason.strip()
