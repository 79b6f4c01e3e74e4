"""What the portal asks of the recovery: to seal one person's cases to the keys she has now."""

from crypto.recovery import RECOVERY_HOLDER
from portal.domain.errors import DomainError, NotFound
from portal.domain.unit_list import ListedMember, UnitList, listed_member
from portal.services.accounts.invite_account import normalise_email
from portal.services.held_copies import copies_of, held_cases
from portal.services.members.unit_list import current_list
from portal.services.recovery.recovery_files import REQUEST_FORMAT, CaseBoxes, RecoveryRequest
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


class NoRecoveryKey(DomainError):
    """The unit's list names no recovery key, so that nothing is sealed to one."""


class NothingToRecover(DomainError):
    """There is no case sealed to the recovery key that the account has no copy of."""


def recovery_request(workplace: Workplace, email: str, *, anew: bool = False) -> RecoveryRequest:
    """The request for one active account, on the unit's list or not yet: every case that is sealed
    to the recovery key and that the account has no copy of. `anew`: also those that it has one of,
    since what was sealed before she made new keys opens nothing.

    Whom a reporter excluded, and who declared herself disqualified, is sealed with the case: the
    server, which has no keys, cannot leave those cases out. Who recovers such a case is refused
    when she opens it. Raises NotFound for an address without an active account of a member of the
    whistleblowing desk with all its keys, and for one whom the list has as a contact person,
    whatever her account says; NoRecoveryKey, NothingToRecover, BrokenList.
    """
    with workplace.open_unit() as unit:
        unit_list, anchor = current_list(workplace.anchor, unit), workplace.anchor.read()
        if unit_list is None or anchor is None or not unit_list.recovery_key:
            raise NoRecoveryKey
        member = _member(unit, unit_list, email)
        cases = _cases(unit, member.account, anew)
    if not cases:
        raise NothingToRecover
    return RecoveryRequest(REQUEST_FORMAT, member, anchor.root, unit_list.recovery_key, cases)


def _member(unit: UnitOfWork, unit_list: UnitList, email: str) -> ListedMember:
    account = unit.accounts.by_email(normalise_email(email))
    member = listed_member(account) if account else None
    if member is None or not member.reads_cases:
        raise NotFound("no active member with all her keys")
    signed = unit_list.member(member.account)
    if signed is not None and signed.is_contact:
        raise NotFound("a contact person")
    return member


def _cases(unit: UnitOfWork, account_id: bytes, anew: bool) -> tuple[CaseBoxes, ...]:
    held = held_cases(unit, RECOVERY_HOLDER)
    sealed = copies_of(unit, held, RECOVERY_HOLDER)
    hers = {} if anew else copies_of(unit, held, account_id)
    return tuple(
        CaseBoxes(facts.id, copy.generation, copy.box, copy.identity_box)
        for facts in held
        if facts.id not in hers and (copy := sealed[facts.id]).generation == facts.generation
    )
