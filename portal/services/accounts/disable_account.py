"""An account is disabled, its owner signed out everywhere at once; or it is opened again."""

from portal.domain.access import AccountState
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.case_status import CaseKind
from portal.domain.errors import LastHolder, NotFound
from portal.services.accounts.invite_account import normalise_email
from portal.services.members.readers import usable_readers
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def disable_account(workplace: Workplace, actor: bytes | None, email: str) -> Account:
    """Disable an account; harmless when it is disabled already.

    New reports are no longer sealed to it, and its copies of case keys open nothing without a
    sign-in. The unit's list still names the account until a member signs its removal. Raises
    NotFound, BrokenList; LastHolder for the only active head of unit on the list: no report could
    be filed any more.
    """
    with workplace.open_unit(write=True) as unit:
        account = unit.accounts.by_email(normalise_email(email))
        if account is None:
            raise NotFound("no such account")
        if account.state is AccountState.DISABLED:
            return account
        require_another_lead(workplace, unit, account)
        unit.accounts.disable(account.id)
        unit.sessions.end_all_of(account.id)
        unit.known_browsers.forget_all_of(account.id)
        unit.system_log.add(
            SystemEvent.ACCOUNT_DISABLED, workplace.now(), actor=actor, subject=account.id
        )
        unit.commit()
    return account


def require_another_lead(workplace: Workplace, unit: UnitOfWork, account: Account) -> None:
    """Raises LastHolder for the only head of unit who can open new cases of a kind; BrokenList."""
    for kind in CaseKind:
        # Locked: two heads of unit who disable each other at once must not both succeed.
        readers = usable_readers(workplace, unit, kind, lock=True)
        if [one.id for one in readers if one.is_lead] == [account.id]:
            raise LastHolder


def enable_account(workplace: Workplace, actor: bytes | None, email: str) -> Account:
    """Open a disabled account again, with the keys and the passphrase it had.

    Raises NotFound for an address without an account, or one that is not disabled or was never
    activated: that one is invited anew.
    """
    with workplace.open_unit(write=True) as unit:
        account = unit.accounts.by_email(normalise_email(email))
        if account is None or not unit.accounts.enable(account.id):
            raise NotFound("no disabled account")
        unit.system_log.add(
            SystemEvent.ACCOUNT_ENABLED, workplace.now(), actor=actor, subject=account.id
        )
        unit.commit()
    return account


def stranded_cases(workplace: Workplace) -> dict[bytes, int]:
    """By disabled account: how many cases nobody else can open.

    The way back to them: open the account again until its owner has given a colleague access.
    """
    with workplace.open_unit() as unit:
        return unit.case_keys.stranded()
