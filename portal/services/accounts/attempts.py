"""Attempts on an account are counted before they are made, so that of many made at one moment no
more are tried than one by one.

Who is known already is counted apart, so that no stranger can make her wait."""

from datetime import timedelta

from crypto.derivation import derive
from crypto.labels import KNOWN_THROTTLE, SIGN_IN_THROTTLE, bind
from portal.domain.errors import SignInThrottled
from portal.domain.throttling import wait_seconds
from portal.services.accounts.invite_account import normalise_email
from portal.services.workplace import Workplace

# Where she is known who types her passphrase again while she is signed in, or at the server itself.
IN_HER_SESSION = b"session"
AT_THE_TERMINAL = b"terminal"


def throttle_of(workplace: Workplace, email: str, known: bytes = b"") -> bytes:
    """Where the attempts on an address are counted, 32 bytes; nothing of the address shows.

    `known` says where its owner is known: the id of a browser of hers, IN_HER_SESSION or
    AT_THE_TERMINAL. Empty, those of all strangers count together.
    """
    address = normalise_email(email)
    where = bind(KNOWN_THROTTLE, address, known) if known else bind(SIGN_IN_THROTTLE, address)
    return derive(workplace.secrets.server_key, where)


def count_attempt(workplace: Workplace, throttle: bytes) -> int:
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


def take_back_attempt(workplace: Workplace, throttle: bytes, counted: int) -> None:
    """It succeeded: no wait, unless others have failed since."""
    now = workplace.now()
    with workplace.open_unit(write=True) as unit:
        failures, wait_until = unit.throttles.take(throttle, now)
        wait_until = now if failures == counted else wait_until
        unit.throttles.put(throttle, max(0, failures - 1), wait_until)
        unit.commit()
