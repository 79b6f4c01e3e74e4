"""A member declares whether anything disqualifies her, before she may open a case
(forvaltningsloven § 3)."""

from dataclasses import dataclass, replace

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, Declaration
from portal.domain.case_status import CaseState, Move, moved
from portal.domain.errors import InvalidInput, LastHolder
from portal.services.drafts.discard_draft import discard_drafts_of_case
from portal.services.handler import handler_of, sealed_handler
from portal.services.member_work import MemberWork
from portal.services.members.readers import usable_readers
from portal.services.renewal import renew_keys
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class Basis:
    """What a member sees before she declares: where and whom it is about, not what is said.
    `administrations` are codes."""

    facts: CaseFacts
    administrations: tuple[str, ...]
    place: str
    witnesses: str


def impartiality_basis(workplace: Workplace, member: Member, number: str) -> Basis:
    """The basis for a declaration. Raises NotFound, CannotOpen."""
    with workplace.open_unit() as unit:
        work = MemberWork(unit, workplace, member, number)
    told = work.file.report.facts
    named = told.get("administration", "")
    supervised = work.file.supervision.administrations if work.file.supervision else ()
    return Basis(
        work.facts,
        tuple(dict.fromkeys([*([named] if named else []), *supervised])),
        told.get("place", ""),
        told.get("witnesses", ""),
    )


def declare_impartiality(
    workplace: Workplace, member: Member, number: str, *, impartial: bool, reason: str
) -> None:
    """Record a declaration; it can be made anew when something turns up later.

    The first member who is impartial takes the case up and is its handler. Who is disqualified
    loses her key with the declaration, the case gets new ones, and she is no longer the handler:
    nobody is, so that the head of unit is reminded.
    Raises InvalidInput (`reason`, `missing`) for a disqualification without one; LastHolder when
    nobody else could open the case: another has to be given access first.
    """
    if not impartial and not reason.strip():
        raise InvalidInput("reason", "missing")
    with workplace.open_unit(write=True) as unit:
        work = MemberWork(unit, workplace, member, number)
        if not impartial and not _others_can_open(work):
            raise LastHolder
        work.add_declaration(
            Declaration(
                account=member.id,
                impartial=impartial,
                reason=reason,
                on=work.on,
                ordinal=len(work.file.declarations) + 1,
            )
        )
        if impartial:
            work.log(CaseEvent.IMPARTIALITY_DECLARED)
            if work.facts.state is CaseState.RECEIVED:
                _take_up(work, workplace)
        else:
            work.log(CaseEvent.DISQUALIFIED)
            unit.case_keys.remove(work.facts.id, member.account.id)
            renew_keys(work)
            discard_drafts_of_case(unit, workplace, work.facts.id, [member.account.id])
            if handler_of(workplace, work.facts) == member.account.id:
                _set_handler(work, workplace, None)
        work.save()
        unit.commit()
    if not impartial:
        # Her copy, and what was sealed under the key she had.
        workplace.database.leave_no_trace()


def _take_up(work: MemberWork, workplace: Workplace) -> None:
    work.set_facts(replace(work.facts, state=moved(work.facts.state, Move.TAKE_UP)))
    _set_handler(work, workplace, work.member.account.id)
    work.log(CaseEvent.STATUS_CHANGED, state=CaseState.OPEN)


def _set_handler(work: MemberWork, workplace: Workplace, account_id: bytes | None) -> None:
    handler = sealed_handler(workplace, work.facts.id, account_id)
    work.set_facts(replace(work.facts, handler=handler))


def _others_can_open(work: MemberWork) -> bool:
    """Whether a colleague holds a key that opens the case: not who is disabled, made new keys
    since, was excluded, or never got a copy from anybody who had one."""
    return any(
        work.is_held_by(reader.id)
        for reader in usable_readers(work.workplace, work.unit, work.facts.kind)
        if reader.id != work.member.account.id
    )
