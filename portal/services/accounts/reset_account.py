"""A passphrase or a second factor is lost: the account loses its keys, and its owner is invited to
make new ones."""

from dataclasses import replace
from datetime import timedelta

from crypto.identifiers import new_token
from portal.domain.access import AccountState
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import NotFound, NotPermitted
from portal.services.accounts.disable_account import require_another_lead
from portal.services.accounts.invite_account import (
    LINK_DAYS,
    Invitation,
    invitation_hash,
    normalise_email,
)
from portal.services.workplace import Workplace
from portal.storage.unit_key_store import STATISTICS


def reset_account(workplace: Workplace, actor: bytes | None, email: str) -> Invitation:
    """Take away an account's box and keys for good, end its sessions, and make a link for its
    owner, good for 7 days. What she chose of language and absence stays.

    `actor` is the account id of who resets, None on the command line. Once she has new keys, they
    differ from the unit's list until a member has compared words with her. What was sealed to the
    old ones stays closed to her. Raises NotFound for an address without an account, or one without
    keys: that one is invited anew; NotPermitted for one's own account; LastHolder for the only
    active head of unit on the list; BrokenList.
    """
    token = new_token()
    until = workplace.today() + timedelta(days=LINK_DAYS)
    with workplace.open_unit(write=True) as unit:
        account = unit.accounts.by_email(normalise_email(email))
        if account is None or not account.box:
            raise NotFound("no account with keys")
        if account.id == actor:
            raise NotPermitted
        require_another_lead(workplace, unit, account)
        unit.accounts.reset(account.id, invitation_hash(token), until)
        unit.sessions.end_all_of(account.id)
        unit.known_browsers.forget_all_of(account.id)
        unit.unit_keys.take_back(STATISTICS, account.id)
        unit.system_log.add(
            SystemEvent.ACCOUNT_RESET, workplace.now(), actor=actor, subject=account.id
        )
        unit.commit()
    return Invitation(replace(account, state=AccountState.INVITED, invited_until=until), token)
