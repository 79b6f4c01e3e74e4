"""A browser that somebody has signed in with is known: a stranger's wrong tries make nobody wait
on it. It signs nobody in and opens nothing.

The idea is OWASP's device cookie (Slow Down Online Guessing Attacks with Device Cookies). A secret
is 32 bytes, an id its hash.
"""

from datetime import timedelta

from crypto.identifiers import hash_of, new_secret
from crypto.labels import KNOWN_BROWSER
from portal.domain.throttling import KNOWN_BROWSER_DAYS, MOST_KNOWN_BROWSERS
from portal.services.accounts.invite_account import normalise_email
from portal.services.workplace import Workplace


def known_browser(workplace: Workplace, email: str, secret: bytes | None) -> bytes:
    """The id of the browser with this secret, if the account of this address has signed in with
    it; empty otherwise. The same work whether or not there is such an account."""
    if secret is None:
        return b""
    browser_id = _id_of(secret)
    with workplace.open_unit() as unit:
        known = unit.known_browsers.knows(browser_id, normalise_email(email), workplace.today())
    return browser_id if known else b""


def remember_browser(workplace: Workplace, account_id: bytes, before: bytes | None) -> bytes:
    """The new secret of a browser that was just signed in with, for 90 days.

    `before` is the secret it had, which counts no more: a copy that somebody took ends with the
    owner's next sign-in. Of an account's browsers the ones signed in with longest ago are forgotten
    beyond five.
    """
    secret = new_secret()
    sweep_on = workplace.today() + timedelta(days=KNOWN_BROWSER_DAYS)
    with workplace.open_unit(write=True) as unit:
        if before is not None:
            unit.known_browsers.forget(_id_of(before))
        unit.known_browsers.keep_newest(account_id, MOST_KNOWN_BROWSERS - 1)
        unit.known_browsers.add(_id_of(secret), account_id, sweep_on)
        unit.commit()
    return secret


def count_browsers(workplace: Workplace, account_id: bytes) -> int:
    """How many browsers of an account are known."""
    with workplace.open_unit() as unit:
        return unit.known_browsers.count(account_id, workplace.today())


def forget_browsers(workplace: Workplace, account_id: bytes) -> None:
    """Let none of an account's browsers be known any more."""
    with workplace.open_unit(write=True) as unit:
        unit.known_browsers.forget_all_of(account_id)
        unit.commit()


def _id_of(secret: bytes) -> bytes:
    return hash_of(KNOWN_BROWSER, secret)
