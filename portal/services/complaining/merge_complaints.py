"""One complaint goes on in another: two that are about the same are handled once."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.errors import InvalidInput
from portal.domain.linked_case import LinkedCase, LinkKind, linked, taken_apart
from portal.services.casework.case_end import begin_again, end_case, require_read
from portal.services.complaining.case_pair import working_on_both
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def merge_complaints(
    workplace: Workplace, member: Member, number: str, into: str, *, reason: str
) -> None:
    """Close an open complaint that goes on in another open one, and tell its citizen so without a
    word of the other. Both keep what is written in them; both are linked, and both logs say it. It
    needs neither register nor answer of its own, and is undone by reopening it.

    Raises what `working_on_both` does of `into` (as `other`); InvalidInput (`reason`, `missing`;
    `other`: `other_kind`, `closed`, `linked`); ForbiddenMove for one that is not open, that has a
    word of the citizen's the member has not read, or in which something is not finished: an
    administration's answer is awaited, say.
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on_both(workplace, member, number, into) as pair:
        case, other = pair.case, pair.other
        if {case.facts.kind, other.facts.kind} != {CaseKind.COMPLAINT}:
            raise InvalidInput("other", "other_kind")
        case.require_state(CaseState.OPEN)
        if other.facts.state is not CaseState.OPEN:
            raise InvalidInput("other", "closed")
        require_read(case)
        link = LinkedCase(into, LinkKind.MERGED_INTO, case.on, member.id, reason.strip())
        case.write_links(linked(case.file.links, link))
        other.write_links(linked(other.file.links, link.seen_from(number)))
        end_case(case, reason, facts={"merged": "yes"})
        _log(case, into, "into", reason)
        _log(other, number, "from", reason)
        pair.finish()


def take_apart(
    workplace: Workplace, member: Member, number: str, into: str, *, reason: str
) -> None:
    """Open a complaint again that was merged into another: it goes on by itself, and the two stay
    related.

    Raises as `working_on` does of the complaint itself; InvalidInput (`reason`, `needs_both`) for
    who cannot open the other, as long as it is there; ForbiddenMove.
    """
    if _is_erased(workplace, into):
        with working_on(workplace, member, number, CaseState.CLOSED) as work:
            _begin_apart(work, into, reason)
            work.finish()
        return
    try:
        with working_on_both(workplace, member, number, into) as pair:
            pair.other.write_links(taken_apart(pair.other.file.links, number))
            _log(pair.other, number, "apart", reason)
            _begin_apart(pair.case, into, reason)
            pair.finish()
    except InvalidInput:
        raise InvalidInput("reason", "needs_both") from None


def _begin_apart(work: MemberWork, into: str, reason: str) -> None:
    work.write_links(taken_apart(work.file.links, into))
    _log(work, into, "apart", reason)
    begin_again(work, reason)


def _log(work: MemberWork, number: str, how: str, reason: str) -> None:
    work.log(CaseEvent.CASE_MERGED, number=number, how=how, reason=reason.strip())


def _is_erased(workplace: Workplace, number: str) -> bool:
    with workplace.open_unit() as unit:
        facts = unit.cases.by_number(number)
    return facts is None or facts.state is CaseState.ERASED
