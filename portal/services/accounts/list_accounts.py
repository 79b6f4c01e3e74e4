"""Who works here."""

from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.errors import BrokenList
from portal.services.members.readers import listed_contacts, readers_of, usable_readers
from portal.services.workplace import Workplace
from portal.storage.log_store import SystemLogLine


def list_accounts(workplace: Workplace) -> list[Account]:
    """Every account by name, whatever its state."""
    with workplace.open_unit() as unit:
        return unit.accounts.every()


def find_account(workplace: Workplace, account_id: bytes) -> Account | None:
    """The account with this id (16 bytes), or None."""
    with workplace.open_unit() as unit:
        return unit.accounts.by_id(account_id)


def list_members(workplace: Workplace) -> list[Account]:
    """Whom a new report would be sealed to, by name: nobody where the unit's list is broken."""
    with workplace.open_unit() as unit:
        try:
            return readers_of(workplace, unit, CaseKind.REPORT)
        except BrokenList:
            return []


def list_contacts(workplace: Workplace) -> list[Account]:
    """Which contact persons a dossier could be sealed to, by name: nobody where the unit's list is
    broken."""
    with workplace.open_unit() as unit:
        try:
            return listed_contacts(workplace, unit)
        except BrokenList:
            return []


def unit_is_ready(workplace: Workplace, kind: CaseKind) -> bool:
    """Whether cases of a kind can be taken in: a head of unit who works on them can open what is
    sealed to her. Never where the unit's list is broken."""
    with workplace.open_unit() as unit:
        try:
            readers = usable_readers(workplace, unit, kind)
        except BrokenList:
            return False
    return any(reader.is_lead for reader in readers)


def read_system_log(workplace: Workplace, limit: int = 200) -> list[SystemLogLine]:
    """The newest lines of the portal's log of accounts, newest first."""
    with workplace.open_unit() as unit:
        return unit.system_log.newest(limit)
