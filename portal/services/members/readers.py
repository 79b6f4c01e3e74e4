"""Whom things may be sealed to: the signed list and nothing else."""

from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.unit_list import active_contacts, active_readers, as_listed
from portal.services.members.unit_list import current_list
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def readers_of(
    workplace: Workplace, unit: UnitOfWork, kind: CaseKind, *, lock: bool = False
) -> list[Account]:
    """Whom new cases of a kind are sealed to, by name, with the keys of the list; nobody before
    there is one. `lock` makes who would change an account wait. Raises BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    if unit_list is None:
        return []
    return active_readers(unit_list, unit.accounts.every(lock=lock), kind)


def usable_readers(
    workplace: Workplace, unit: UnitOfWork, kind: CaseKind, *, lock: bool = False
) -> list[Account]:
    """Those of them who can open what is sealed to them: not who has made new keys since, and waits
    to be taken up with them. Raises BrokenList."""
    own = {account.id: account.public_key for account in unit.accounts.every(lock=lock)}
    return [
        reader
        for reader in readers_of(workplace, unit, kind)
        if own.get(reader.id) == reader.public_key
    ]


def listed_contacts(
    workplace: Workplace, unit: UnitOfWork, administration: str | None = None
) -> list[Account]:
    """Which contact persons a dossier may be sealed to, of one administration or of all: active, on
    the list, with the keys they were taken up with; as the list has them, by name. Raises
    BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    if unit_list is None:
        return []
    return [
        contact
        for contact in active_contacts(unit_list, unit.accounts.every())
        if administration is None or contact.administration == administration
    ]


def listed_accounts(workplace: Workplace, unit: UnitOfWork) -> list[Account]:
    """Every active account of the unit on the list as the list has it, by name. Raises
    BrokenList."""
    return [account for account in listed_holders(workplace, unit) if account.active]


def listed_holders(workplace: Workplace, unit: UnitOfWork) -> list[Account]:
    """Every account of the unit on the list as the list has it, by name, also those that are closed
    for now: whom keys of cases and of the statistics may be sealed to, so no contact person. Raises
    BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    if unit_list is None:
        return []
    listed = {member.account: member for member in unit_list.members if not member.is_contact}
    return [
        as_listed(account, listed[account.id])
        for account in unit.accounts.every()
        if account.id in listed
    ]


def recovery_key_of(workplace: Workplace, unit: UnitOfWork) -> bytes:
    """The public recovery key (1,216 bytes) that the list names, empty where there is none. Raises
    BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    return unit_list.recovery_key if unit_list else b""


def listed_key(workplace: Workplace, unit: UnitOfWork, account: Account) -> bytes:
    """What to seal something to for an account that is not signed in: the key that the list has
    for it, or its own while it is not listed. Raises BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    member = unit_list.member(account.id) if unit_list else None
    return member.key if member else account.public_key
