"""Nobody can lock a colleague out where she is known, and knowing her browser opens nothing."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from crypto.identifiers import new_secret
from crypto.one_time_code import code_at
from portal.domain.errors import SignInBusy, SignInRefused, SignInThrottled
from portal.domain.throttling import (
    FREE_FAILURES,
    KNOWN_BROWSER_DAYS,
    MOST_KNOWN_BROWSERS,
    MOST_STRANGERS_WAITING,
)
from portal.services.accounts.attempts import AT_THE_TERMINAL, count_attempt, throttle_of
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.accounts.disable_account import disable_account, enable_account
from portal.services.accounts.known_browsers import (
    count_browsers,
    forget_browsers,
    known_browser,
    remember_browser,
)
from portal.services.accounts.reset_account import reset_account
from portal.services.accounts.sign_in import check_code, check_passphrase
from portal.services.accounts.strangers_queue import place_in_queue
from portal.services.sweeping import sweep_sessions
from portal.storage.tables import known_browsers
from tests.support.office import Office
from tests.support.portal import OTP_SECRET, PASSPHRASE

ANDERS = "anders@kommune.example"
WRONG = "seks helt andre ord om vejret"


def lock_out(office: Office, email: str, known: bytes = b"") -> None:
    """As many failures as make the next attempt wait."""
    for _ in range(FREE_FAILURES + 1):
        count_attempt(office.workplace, throttle_of(office.workplace, email, known))


def browser(office: Office) -> bytes:
    """The secret of a browser that Anders has just signed in with."""
    return remember_browser(office.workplace, office.anders.account.id, None)


def known(office: Office, secret: bytes | None, email: str = ANDERS) -> bytes:
    return known_browser(office.workplace, email, secret)


def test_a_strangers_wrong_tries_make_nobody_wait_in_a_browser_she_has_signed_in_with(
    office: Office,
) -> None:
    where = known(office, browser(office))
    lock_out(office, ANDERS)
    with pytest.raises(SignInThrottled):
        check_passphrase(office.workplace, ANDERS, PASSPHRASE)
    opened = check_passphrase(office.workplace, ANDERS, PASSPHRASE, where)
    code = code_at(OTP_SECRET, office.clock.now())
    check_code(office.workplace, opened.account.id, OTP_SECRET, code, where)


def test_nor_when_she_types_her_passphrase_again_while_signed_in(office: Office) -> None:
    lock_out(office, ANDERS)
    assert confirm_passphrase(office.workplace, office.anders, PASSPHRASE)


def test_nor_at_the_servers_own_terminal(office: Office) -> None:
    lock_out(office, ANDERS)
    assert check_passphrase(office.workplace, ANDERS, PASSPHRASE, AT_THE_TERMINAL)


def test_who_has_the_browsers_cookie_cannot_guess_freely(office: Office) -> None:
    where = known(office, browser(office))
    lock_out(office, ANDERS, where)
    with pytest.raises(SignInThrottled):
        check_passphrase(office.workplace, ANDERS, PASSPHRASE, where)
    # And the owner is not made to wait by it anywhere else.
    other = known(office, browser(office))
    assert check_passphrase(office.workplace, ANDERS, PASSPHRASE, other)


def test_a_right_code_in_a_known_browser_forgives_no_stranger(office: Office) -> None:
    where = known(office, browser(office))
    lock_out(office, ANDERS)
    code = code_at(OTP_SECRET, office.clock.now())
    check_code(office.workplace, office.anders.account.id, OTP_SECRET, code, where)
    with pytest.raises(SignInThrottled):
        check_passphrase(office.workplace, ANDERS, PASSPHRASE)


def test_a_browser_is_known_for_one_account_only_and_not_by_a_made_up_secret(
    office: Office,
) -> None:
    secret = browser(office)
    assert known(office, secret, "  ANDERS@Kommune.example ")
    assert not known(office, secret, office.chaima.account.email)
    assert not known(office, secret, "nobody@kommune.example")
    assert not known(office, new_secret())
    assert not known(office, None)


def test_the_database_does_not_hold_the_cookies_secret(office: Office) -> None:
    secret = browser(office)
    [row] = office.rows(known_browsers)
    assert secret not in row.id
    assert not known(office, row.id)


def test_the_next_sign_in_makes_a_copied_cookie_worthless(office: Office) -> None:
    copied = browser(office)
    renewed = remember_browser(office.workplace, office.anders.account.id, copied)
    assert not known(office, copied)
    assert known(office, renewed)


def test_of_many_browsers_those_signed_in_with_last_stay_known(office: Office) -> None:
    secrets = []
    for _ in range(MOST_KNOWN_BROWSERS + 2):
        secrets.append(browser(office))
        office.clock.advance(timedelta(days=1))
    assert [bool(known(office, secret)) for secret in secrets] == [False] * 2 + [
        True
    ] * MOST_KNOWN_BROWSERS
    assert count_browsers(office.workplace, office.anders.account.id) == MOST_KNOWN_BROWSERS


def test_the_newest_of_one_day_is_always_among_them(office: Office) -> None:
    for _ in range(3 * MOST_KNOWN_BROWSERS):
        assert known(office, browser(office))


def test_a_browser_is_strange_again_after_ninety_days_and_swept(office: Office) -> None:
    secret = browser(office)
    office.clock.advance(timedelta(days=KNOWN_BROWSER_DAYS))
    assert known(office, secret)
    sweep_sessions(office.workplace)
    assert known(office, secret)
    office.clock.advance(timedelta(days=1))
    assert not known(office, secret)
    sweep_sessions(office.workplace)
    assert office.rows(known_browsers) == []


def test_disabling_or_resetting_an_account_forgets_its_browsers_and_no_others(
    office: Office,
) -> None:
    chaimas = remember_browser(office.workplace, office.chaima.account.id, None)
    before = browser(office)
    disable_account(office.workplace, None, ANDERS)
    enable_account(office.workplace, None, ANDERS)
    assert not known(office, before)
    before = browser(office)
    reset_account(office.workplace, None, ANDERS)
    assert not known(office, before)
    assert known(office, chaimas, office.chaima.account.email)


def test_somebody_can_have_all_her_browsers_forgotten(office: Office) -> None:
    chaimas = remember_browser(office.workplace, office.chaima.account.id, None)
    secrets = [browser(office), browser(office)]
    forget_browsers(office.workplace, office.anders.account.id)
    assert not any(known(office, secret) for secret in secrets)
    assert known(office, chaimas, office.chaima.account.email)


@pytest.mark.parametrize("email", [ANDERS, "nobody@kommune.example"])
def test_when_the_queue_is_full_strangers_hear_so_at_once_and_nothing_is_counted(
    office: Office, email: str
) -> None:
    with ExitStack() as full:
        for _ in range(MOST_STRANGERS_WAITING):
            full.enter_context(place_in_queue(b""))
        for _ in range(FREE_FAILURES + 2):
            with pytest.raises(SignInBusy):
                check_passphrase(office.workplace, email, WRONG)
        where = known(office, browser(office))
        assert check_passphrase(office.workplace, ANDERS, PASSPHRASE, where)
    with pytest.raises(SignInRefused):
        check_passphrase(office.workplace, email, WRONG)
