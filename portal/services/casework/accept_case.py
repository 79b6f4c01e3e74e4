"""A head of unit looks at a case that was altered from outside, and accepts it as it can be kept.

Plain columns go back to what was written last; rows that nobody of us wrote, or that no longer
open, are removed: what is lost is lost, and the case's log says so.
"""

from crypto.case_key import CaseKeys
from portal.domain.access import Permission
from portal.domain.audit_events import CaseEvent, SystemEvent
from portal.domain.case_file import CaseFacts
from portal.domain.errors import InvalidInput, NotFound, NotPermitted
from portal.domain.manifest import Alteration, Mismatch, facts_of_columns
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.case_alarms import altered_cases
from portal.services.case_manifest import CaseManifest
from portal.services.member_keys import keys_of_member
from portal.services.member_work import MemberWork
from portal.services.members.readers import report_readers
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def look_at_alterations(
    workplace: Workplace, member: Member, number: str
) -> tuple[Alteration, ...]:
    """What of a case is not what was last written; nothing of what is sealed.

    Raises NotFound for a case the member has no key to, CannotOpen for keys or a manifest that were
    put there by somebody else.
    """
    with workplace.open_unit() as unit:
        return tuple(_checked(workplace, unit, member, number)[1].alterations)


def may_accept(workplace: Workplace, member: Member, number: str) -> bool:
    """Whether it is for this member to release the case: a head of unit, or whoever holds a key to
    it where no active head does."""
    if member.account.may(Permission.CASE_ACCEPT):
        return True
    with workplace.open_unit() as unit:
        facts = unit.cases.by_number(number)
        holders = set(unit.case_keys.members(facts.id)) if facts else set()
        heads = {one.id for one in report_readers(workplace, unit) if one.is_lead}
    return member.account.id in holders and not holders & heads


def accept_case(
    workplace: Workplace, member: Member, number: str, *, reason: str, passphrase: str
) -> None:
    """Bring a case back to what of it can be kept, and write down what that is.

    A head of unit does it; where none who is active holds a key to the case, whoever does. A case
    that is right again, because the database was put right, is only written down.
    Raises NotPermitted; InvalidInput (`reason`, `missing`; `passphrase`), SignInThrottled,
    NotFound (also for a case that nothing is the matter with), CannotOpen as
    `look_at_alterations`.
    """
    if not may_accept(workplace, member, number):
        raise NotPermitted
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    confirm_passphrase(workplace, member, passphrase)
    with workplace.open_unit(write=True) as unit:
        keys, manifest = _checked(workplace, unit, member, number)
        facts = _facts(unit, number)
        if manifest.alterations:
            _mend(unit, facts, keys, manifest)
        elif facts not in altered_cases(unit):
            raise NotFound("nothing was altered")
        unit.system_log.add(
            SystemEvent.CASE_ACCEPTED,
            workplace.now(),
            actor=member.account.id,
            subject=facts.id,
        )
        unit.commit()
    _write_into_log(workplace, member, number, manifest, reason)


def _checked(
    workplace: Workplace, unit: UnitOfWork, member: Member, number: str
) -> tuple[CaseKeys, CaseManifest]:
    opened = keys_of_member(unit, workplace, member, number)
    manifest = CaseManifest(workplace, unit, opened.facts, opened.keys, look_only=True)
    return opened.keys, manifest


def _mend(unit: UnitOfWork, facts: CaseFacts, keys: CaseKeys, manifest: CaseManifest) -> None:
    if manifest.columns:
        facts = facts_of_columns(facts.id, manifest.columns)
        unit.cases.restore(facts)
    foreign = {one.name for one in manifest.alterations if one.what is Mismatch.ADDED}
    unit.records.remove_unreadable(facts, keys, foreign)
    manifest.write(facts, keys)


def _write_into_log(
    workplace: Workplace, member: Member, number: str, manifest: CaseManifest, reason: str
) -> None:
    found = ", ".join(sorted({f"{one.what} {one.name}".strip() for one in manifest.alterations}))
    with workplace.open_unit(write=True) as unit:
        work = MemberWork(unit, workplace, member, number)
        work.log(CaseEvent.ALTERATION_ACCEPTED, reason=reason.strip(), found=found)
        unit.commit()


def _facts(unit: UnitOfWork, number: str) -> CaseFacts:
    facts = unit.cases.by_number(number)
    if facts is None:
        raise NotFound("no such case")
    return facts
