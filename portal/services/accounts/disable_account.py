"""An account is disabled: its owner is signed out everywhere, at once."""

from portal.domain.access import AccountState
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import LastHolder, NotFound
from portal.services.accounts.invite_account import normalise_email
from portal.services.workplace import Workplace


def disable_account(workplace: Workplace, actor: bytes | None, email: str) -> Account:
    """Disable an account; harmless when it is disabled already.

    New reports are no longer sealed to it, and its copies of case keys open nothing without a
    sign-in. Raises NotFound; LastHolder for the only active head of unit or the only member who
    receives reports: no report could be filed any more.
    """
    with workplace.open_unit(write=True) as unit:
        account = unit.accounts.by_email(normalise_email(email))
        if account is None:
            raise NotFound("no such account")
        if account.state is AccountState.DISABLED:
            return account
        leads = [reader for reader in unit.accounts.report_readers() if reader.is_lead]
        if [lead.id for lead in leads] == [account.id]:
            raise LastHolder
        unit.accounts.disable(account.id)
        unit.sessions.end_all_of(account.id)
        unit.system_log.add(
            SystemEvent.ACCOUNT_DISABLED, workplace.now(), actor=actor, subject=account.id
        )
        unit.commit()
    return account
