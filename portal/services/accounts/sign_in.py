"""Signing in: a passphrase opens the box, then a one-time code shows that its owner is there.

One answer and one cost for every failure: an unknown address costs the same Argon2id as a known
one.
Failures slow down the address they were made on, known or not, and nobody else. An attempt counts
as failed until it has succeeded: of many made at one moment, no more are tried than one by one.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from crypto.derivation import derive
from crypto.errors import CannotOpen
from crypto.labels import SIGN_IN_THROTTLE, bind
from crypto.one_time_code import matching_step
from crypto.staff_password import decoy_box, open_staff_box
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import SignInRefused, SignInThrottled
from portal.domain.throttling import wait_seconds
from portal.services.accounts.invite_account import normalise_email
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.workplace import Workplace

_NOBODY = bytes(16)


@dataclass(frozen=True)
class Opened:
    """An account whose box the passphrase opened; not signed in before the one-time code."""

    account: Account
    secrets: StaffSecrets = field(repr=False)


def check_passphrase(workplace: Workplace, email: str, passphrase: str) -> Opened:
    """Open the account's box. Raises SignInRefused, SignInThrottled."""
    throttle = _throttle_id(workplace, email)
    counted = _count_attempt(workplace, throttle)
    with workplace.open_unit() as unit:
        account = unit.accounts.by_email(normalise_email(email))
    usable = account is not None and account.active
    box = account.box if account and usable else decoy_box(_NOBODY)
    holder = account.id if account and usable else _NOBODY
    try:
        contents = open_staff_box(passphrase, workplace.secrets.pepper, holder, box)
    except CannotOpen:
        _log_refusal(workplace, account)
        raise SignInRefused from None
    if account is None or not usable:
        raise SignInRefused
    _take_back_attempt(workplace, throttle, counted)
    return Opened(account, StaffSecrets.from_bytes(contents))


def check_code(workplace: Workplace, account_id: bytes, otp_secret: bytes, code: str) -> Account:
    """Spend a one-time code and sign the account in. Raises SignInRefused, SignInThrottled."""
    with workplace.open_unit() as unit:
        account = unit.accounts.by_id(account_id)
    if account is None or not account.active:
        raise SignInRefused
    throttle = _throttle_id(workplace, account.email)
    _count_attempt(workplace, throttle)
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


def _throttle_id(workplace: Workplace, email: str) -> bytes:
    return derive(workplace.secrets.server_key, bind(SIGN_IN_THROTTLE, normalise_email(email)))


def _count_attempt(workplace: Workplace, throttle: bytes) -> int:
    """How many have failed in a row, with this one. In its own transaction, committed before
    anything is tried. Raises SignInThrottled."""
    now = workplace.now()
    with workplace.open_unit(write=True) as unit:
        failures, wait_until = unit.throttles.take(throttle, now)
        if (left := wait_until - now) > timedelta(0):
            raise SignInThrottled(int(left.total_seconds()) + 1)
        counted = failures + 1
        unit.throttles.put(throttle, counted, now + timedelta(seconds=wait_seconds(counted)))
        unit.commit()
    return counted


def _take_back_attempt(workplace: Workplace, throttle: bytes, counted: int) -> None:
    """The passphrase was right: no wait before the code, unless others have failed since."""
    now = workplace.now()
    with workplace.open_unit(write=True) as unit:
        failures, wait_until = unit.throttles.take(throttle, now)
        wait_until = now if failures == counted else wait_until
        unit.throttles.put(throttle, max(0, failures - 1), wait_until)
        unit.commit()


def _log_refusal(workplace: Workplace, account: Account | None) -> None:
    with workplace.open_unit(write=True) as unit:
        subject = account.id if account else None
        unit.system_log.add(
            SystemEvent.SIGN_IN_REFUSED, workplace.now(), actor=None, subject=subject
        )
        unit.commit()
