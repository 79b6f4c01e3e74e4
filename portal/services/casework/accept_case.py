"""A head of unit looks at a case that was altered from outside, and accepts it as it can be kept.

Plain columns go back to what was written last; rows that do not open are removed, those that do are
kept. What is lost is lost, and the case's log says so.
"""

from collections.abc import Sequence

from portal.domain.access import Permission
from portal.domain.audit_events import CaseEvent, SystemEvent
from portal.domain.errors import CaseAltered, InvalidInput, NotFound, NotPermitted
from portal.domain.manifest import Alteration, Mismatch, facts_of_columns
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.case_alarms import altered_cases
from portal.services.case_manifest import CaseManifest
from portal.services.case_reading import open_case_file
from portal.services.dossiers.case_dossiers import CaseDossiers, lost_dossiers
from portal.services.member_keys import MemberKeys, keys_of_member
from portal.services.member_work import MemberWork
from portal.services.members.readers import usable_readers
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork

# What may have held something that keeps somebody out.
LOST = frozenset({Mismatch.MANIFEST, Mismatch.MISSING, Mismatch.ALTERED})


def look_at_alterations(
    workplace: Workplace, member: Member, number: str
) -> tuple[Alteration, ...]:
    """What of a case is not what was last written; nothing of what is sealed.

    Raises NotFound for a case the member has no key to, CannotOpen for keys that nobody vouched
    for.
    """
    with workplace.open_unit() as unit:
        return tuple(_checked(workplace, unit, member, number)[1].alterations)


def may_accept(workplace: Workplace, member: Member, number: str) -> bool:
    """Whether it is for this member to release the case: a head of unit, or whoever holds a key to
    it where no active head does."""
    if member.account.may(Permission.CASE_ACCEPT):
        return True
    with workplace.open_unit() as unit:
        try:
            opened, manifest = _checked(workplace, unit, member, number)
        except NotFound:
            return False
        heads = {
            one.id for one in usable_readers(workplace, unit, opened.facts.kind) if one.is_lead
        }
        holders = set(unit.case_keys.members(opened.facts.id))
    # A row that somebody added in a head's name is no key of hers.
    return not any(manifest.is_known_holder(one) for one in holders & heads)


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
        opened, manifest = _checked(workplace, unit, member, number)
        found = manifest.alterations
        if found:
            _mend(unit, opened, manifest)
        elif opened.facts.id not in {one.id for one in altered_cases(workplace, unit)}:
            raise NotFound("nothing was altered")
        unit.system_log.add(
            SystemEvent.CASE_ACCEPTED,
            workplace.now(),
            actor=member.account.id,
            subject=opened.facts.id,
        )
        work = MemberWork(unit, workplace, member, number)
        if LOST & {one.what for one in found}:
            _keep_others_out(work)
        work.log(CaseEvent.ALTERATION_ACCEPTED, reason=reason.strip(), found=_in_short(found))
        unit.commit()


def _checked(
    workplace: Workplace, unit: UnitOfWork, member: Member, number: str
) -> tuple[MemberKeys, CaseManifest]:
    opened = keys_of_member(unit, workplace, member, number)
    manifest = CaseManifest(workplace, unit, opened.facts, opened.keys, look_only=True)
    if not manifest.alterations:
        manifest.alterations = _dossiers_altered(unit, opened, manifest)
    return opened, manifest


def _dossiers_altered(
    unit: UnitOfWork, opened: MemberKeys, manifest: CaseManifest
) -> list[Alteration]:
    """What only shows when the dossiers are opened."""
    matters = open_case_file(unit, opened.facts, opened.keys).file.matters
    try:
        CaseDossiers(unit, opened.facts.id, matters, manifest.dossiers)
    except CaseAltered as altered:
        return list(altered.alterations)
    return []


def _mend(unit: UnitOfWork, opened: MemberKeys, manifest: CaseManifest) -> None:
    facts = opened.facts
    if manifest.columns:
        facts = facts_of_columns(facts.id, manifest.columns)
        unit.cases.restore(facts, bytes.fromhex(manifest.columns["locator"]))
    unit.records.remove_unreadable(facts, opened.keys)
    matters = open_case_file(unit, facts, opened.keys).file.matters
    for dossier_id in lost_dossiers(unit, facts.id, matters):
        unit.dossiers.remove(dossier_id)
    manifest.classify_anew(facts, opened.keys)
    manifest.write(facts, opened.keys, CaseDossiers(unit, facts.id, matters, {}).said())


def _keep_others_out(work: MemberWork) -> None:
    """Among what was lost may be whom the reporter excluded, or who declared herself disqualified:
    nobody who holds no key now is given one any more."""
    everybody = [account.id for account in work.unit.accounts.every()]
    kept_out = sorted(one.hex() for one in everybody if not work.is_held_by(one))
    work.add_exclusions(tuple(kept_out))


def _in_short(found: Sequence[Alteration]) -> str:
    return ", ".join(sorted({f"{one.what} {one.name}".strip() for one in found}))
