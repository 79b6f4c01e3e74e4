"""The owner of a new account chooses her passphrase and second factor; her keys are made."""

from dataclasses import dataclass, field, replace

from crypto.identifiers import new_secret
from crypto.one_time_code import matching_step, new_otp_secret
from crypto.staff_password import propose_passphrase, seal_staff_box, weakness
from portal.domain.access import AccountState
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, LinkExpired
from portal.domain.unit_list import Anchor
from portal.services.accounts.invite_account import invitation_hash
from portal.services.accounts.preferences import Preferences, sealed_preferences
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.members.begin_unit import begin_unit, is_to_begin, put_down_anchor
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Proposal:
    """What the activation page proposes: six random words, and a fresh second factor (20 bytes)."""

    account: Account
    passphrase: str = field(repr=False)
    otp_secret: bytes = field(repr=False)


def propose_activation(workplace: Workplace, token: str) -> Proposal:
    """A proposal for the owner of this link. Raises LinkExpired."""
    with workplace.open_unit() as unit:
        account = _invited(unit, workplace, token)
    return Proposal(account, _proposed_to(account, workplace), new_otp_secret())


def activate_account(
    workplace: Workplace, token: str, *, passphrase: str, otp_secret: bytes, code: str
) -> Account:
    """Make the account active: new keys, boxed under the passphrase and the server's pepper.

    With the first head of unit the unit's list and the statistics key are made. `code` shows that
    the second factor works. The link is spent.
    Raises LinkExpired; InvalidInput: `passphrase` (crypto.staff_password.weakness), `code`
    (`wrong`).
    """
    with workplace.open_unit() as unit:
        account = _invited(unit, workplace, token)
    if reason := weakness(passphrase, _personal(account)):
        raise InvalidInput("passphrase", reason)
    step = matching_step(otp_secret, code, workplace.now(), 0)
    if step is None:
        raise InvalidInput("code", "wrong")
    secrets = StaffSecrets(new_secret(), otp_secret, identity_seed=new_secret())
    pepper = workplace.secrets.pepper
    box = seal_staff_box(passphrase, pepper, account.id, secrets.to_bytes())
    with workplace.open_unit(write=True) as unit:
        _invited(unit, workplace, token)
        if not unit.accounts.activate(account.id, secrets.public_keys, box):
            raise LinkExpired
        unit.accounts.use_code_step(account.id, step)
        anchor = _begin(workplace, unit, account, secrets)
        # From the beginning, so that a thief of the database does not see who ever chose anything.
        chosen = sealed_preferences(workplace, account.id, Preferences())
        unit.accounts.keep_preferences(account.id, chosen)
        unit.system_log.add(
            SystemEvent.ACCOUNT_ACTIVATED, workplace.now(), actor=account.id, subject=account.id
        )
        unit.commit()
    if anchor is not None:
        put_down_anchor(workplace, anchor)
    return account


def _proposed_to(account: Account, workplace: Workplace) -> str:
    """Six random words. By chance a piece of her own name stands in them (»anders« in »andersen«):
    then she could not take what she is offered, and it is drawn again."""
    while True:
        proposed = propose_passphrase(workplace.words)
        if weakness(proposed, _personal(account)) is None:
            return proposed


def _personal(account: Account) -> list[str]:
    return [account.name, account.email]


def _begin(
    workplace: Workplace, unit: UnitOfWork, account: Account, secrets: StaffSecrets
) -> Anchor | None:
    """With the first head of unit the list is made: reports are taken in from here on."""
    active = replace(account, state=AccountState.ACTIVE, **vars(secrets.public_keys))
    if not is_to_begin(workplace, unit, active):
        return None
    return begin_unit(workplace, unit, active, secrets.key_pair)


def _invited(unit: UnitOfWork, workplace: Workplace, token: str) -> Account:
    account = unit.accounts.by_invitation(invitation_hash(token))
    if account is None or account.invited_until is None:
        raise LinkExpired
    if account.invited_until < workplace.today():
        raise LinkExpired
    return account
