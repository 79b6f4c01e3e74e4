"""Signing in: a passphrase opens the box, then a one-time code shows that its owner is there.

One answer and one cost for every failure: an unknown address costs the same Argon2id as a known
one.
Failures slow down the address they were made on, whether or not somebody has it, and nobody else:
not its owner either where she is known already. Strangers' passphrases are tried last, and few of
them wait. An attempt counts as failed until it has succeeded.
"""

from dataclasses import dataclass, field

from crypto.errors import CannotOpen
from crypto.one_time_code import matching_step
from crypto.staff_password import decoy_box, open_staff_box
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import SignInRefused
from portal.services.accounts.attempts import count_attempt, take_back_attempt, throttle_of
from portal.services.accounts.bring_box_up_to_date import bring_box_up_to_date
from portal.services.accounts.invite_account import normalise_email
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.accounts.strangers_queue import place_in_queue
from portal.services.workplace import Workplace

_NOBODY = bytes(16)


@dataclass(frozen=True)
class Opened:
    """An account whose box the passphrase opened; not signed in before the one-time code."""

    account: Account
    secrets: StaffSecrets = field(repr=False)


def check_passphrase(
    workplace: Workplace, email: str, passphrase: str, known: bytes = b""
) -> Opened:
    """Open the account's box, and bring it up to date. `known`: where its owner is known, as in
    attempts.throttle_of.

    Raises SignInRefused, SignInThrottled, SignInBusy; WrongRoot, BrokenList when somebody put
    another list of the unit there.
    """
    throttle = throttle_of(workplace, email, known)
    with place_in_queue(known):
        counted = count_attempt(workplace, throttle)
        account, contents = _opened(workplace, email, passphrase, last=not known)
    take_back_attempt(workplace, throttle, counted)
    secrets = StaffSecrets.from_bytes(contents)
    secrets = bring_box_up_to_date(workplace, account, secrets, passphrase)
    with workplace.open_unit() as unit:
        # Its box and keys may be new.
        account = unit.accounts.by_id(account.id) or account
    return Opened(account, secrets)


def _opened(
    workplace: Workplace, email: str, passphrase: str, *, last: bool
) -> tuple[Account, bytes]:
    """The account of an address and what lies in its box."""
    with workplace.open_unit() as unit:
        account = unit.accounts.by_email(normalise_email(email))
    usable = account is not None and account.active
    box = account.box if account and usable else decoy_box(_NOBODY)
    holder = account.id if account and usable else _NOBODY
    try:
        contents = open_staff_box(passphrase, workplace.secrets.pepper, holder, box, last=last)
    except CannotOpen:
        _log_refusal(workplace, account)
        raise SignInRefused from None
    if account is None or not usable:
        raise SignInRefused
    return account, contents


def check_code(
    workplace: Workplace, account_id: bytes, otp_secret: bytes, code: str, known: bytes = b""
) -> Account:
    """Spend a one-time code and sign the account in. `known`: as for the passphrase.

    Raises SignInRefused, SignInThrottled.
    """
    with workplace.open_unit() as unit:
        account = unit.accounts.by_id(account_id)
    if account is None or not account.active:
        raise SignInRefused
    throttle = throttle_of(workplace, account.email, known)
    count_attempt(workplace, throttle)
    step = matching_step(otp_secret, code, workplace.now(), account.last_code_step)
    with workplace.open_unit(write=True) as unit:
        if step is not None and unit.accounts.use_code_step(account.id, step):
            unit.throttles.clear(throttle)
            unit.system_log.add(SystemEvent.SIGN_IN, workplace.now(), actor=account.id)
            unit.commit()
            return account
    _log_refusal(workplace, account)
    raise SignInRefused


def sign_out(workplace: Workplace, account_id: bytes) -> None:
    """Write down that somebody signed out. The session itself is ended by who holds its secret."""
    with workplace.open_unit(write=True) as unit:
        unit.system_log.add(SystemEvent.SIGN_OUT, workplace.now(), actor=account_id)
        unit.commit()


def _log_refusal(workplace: Workplace, account: Account | None) -> None:
    with workplace.open_unit(write=True) as unit:
        subject = account.id if account else None
        unit.system_log.add(
            SystemEvent.SIGN_IN_REFUSED, workplace.now(), actor=None, subject=subject
        )
        unit.commit()
