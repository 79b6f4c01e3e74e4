"""A member who can open a case gives a colleague access to it."""

from crypto.recovery import RECOVERY_HOLDER
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.errors import NotFound
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.held_copies import give_copy
from portal.services.key_copies import member_copy, recovery_copy
from portal.services.member_work import MemberWork, keys_to_hand
from portal.services.members.readers import readers_of, recovery_key_of
from portal.services.workplace import Member, Workplace
from portal.storage.case_key_store import KeyCopy
from portal.storage.unit_of_work import UnitOfWork


def give_access(
    workplace: Workplace, member: Member, number: str, account_id: bytes, *, passphrase: str
) -> None:
    """Seal the case's keys to another member of the whistleblowing desk on the unit's list: the
    identity's as well, which is why the passphrase is asked for.

    Needs no declaration of impartiality: who is about to declare herself disqualified gives a
    colleague access first. Raises NotFound for an account that is no such member, has a key
    already, was excluded by the reporter, or has declared herself disqualified; InvalidInput
    (`passphrase`), SignInThrottled, BrokenList.
    """
    secrets = confirm_passphrase(workplace, member, passphrase)
    hand_on(workplace, member, number, account_id, secrets)


def hand_on(
    workplace: Workplace,
    member: Member,
    number: str,
    holder: bytes,
    secrets: StaffSecrets,
    *,
    anew: bool = False,
) -> None:
    """The same with what lies in the member's box. `holder` is an account id or RECOVERY_HOLDER;
    `anew` takes the place of the copy that is there, which may be sealed to keys that are lost.

    Raises NotFound, CannotOpen, CaseAltered, BrokenList.
    """
    with workplace.open_unit(write=True) as unit:
        work = MemberWork(unit, workplace, member, number)
        work.require_state(CaseState.RECEIVED, CaseState.OPEN, CaseState.CLOSED)
        if not anew and unit.case_keys.of(work.facts.id, holder):
            raise NotFound("already has access")
        give_copy(unit, work.facts, _copy_for(work, holder, secrets))
        work.manifest.vouch_for(holder)
        work.log(CaseEvent.ACCESS_GIVEN, to=holder.hex())
        unit.commit()


def receiving_member(
    workplace: Workplace, unit: UnitOfWork, account_id: bytes, *kinds: CaseKind
) -> Account:
    """The account as the unit's list has it, where cases of one of these kinds may be handed on to
    it. Raises NotFound, BrokenList."""
    for kind in kinds:
        for reader in readers_of(workplace, unit, kind):
            if reader.id == account_id:
                return reader
    raise NotFound("nobody who could be given access")


def receiving_recovery_key(workplace: Workplace, unit: UnitOfWork) -> bytes:
    """The public recovery key, 1,216 bytes. Raises NotFound where the list names none,
    BrokenList."""
    recovery_key = recovery_key_of(workplace, unit)
    if not recovery_key:
        raise NotFound("no recovery key")
    return recovery_key


def _copy_for(work: MemberWork, holder: bytes, secrets: StaffSecrets) -> KeyCopy:
    keys = keys_to_hand(work, secrets)
    if holder == RECOVERY_HOLDER:
        recovery_key = receiving_recovery_key(work.workplace, work.unit)
        return recovery_copy(work.facts, keys, recovery_key)
    account = receiving_member(work.workplace, work.unit, holder, work.facts.kind)
    if not work.file.may_be_held_by(account.id.hex()):
        raise NotFound("nobody who could be given access")
    return member_copy(work.facts, keys, account)
