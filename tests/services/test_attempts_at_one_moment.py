"""Guesses made at one moment get no further than guesses made one after another."""

from collections.abc import Callable
from datetime import timedelta
from threading import BoundedSemaphore

import pytest

from crypto.one_time_code import code_at
from portal.domain.errors import SignInRefused, SignInThrottled
from portal.domain.throttling import FREE_FAILURES
from portal.services.accounts import strangers_queue
from portal.services.accounts.sign_in import check_code, check_passphrase
from portal.storage.tables import sign_in_throttles, system_log
from tests.support.office import Office, all_at_once
from tests.support.portal import NOON, OTP_SECRET, PASSPHRASE

MANY = 8
# A wait begins with this many failures in a row.
TRIED = FREE_FAILURES + 1


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except SignInRefused:
        return "tried"
    except SignInThrottled:
        return "waits"
    return "in"


def _guess_code(office: Office, code: str) -> str:
    account = office.birgitte.account
    return _outcome(lambda: check_code(office.workplace, account.id, OTP_SECRET, code))


def _wrong_codes(office: Office) -> list[str]:
    close = (office.clock.now() + timedelta(seconds=30 * step) for step in (-1, 0, 1))
    right = {code_at(OTP_SECRET, moment) for moment in close}
    return [code for code in (f"{number:06d}" for number in range(MANY + 3)) if code not in right]


def test_many_codes_at_one_moment_are_not_all_tried(office: Office) -> None:
    codes = _wrong_codes(office)
    answers = all_at_once(lambda number: _guess_code(office, codes[number]), MANY)
    assert answers.count("tried") == TRIED
    assert answers.count("waits") == MANY - TRIED
    assert len(office.rows(system_log)) == TRIED


@pytest.mark.parametrize("email", ["birgitte@kommune.example", "ingen@kommune.example"])
def test_many_passphrases_at_one_moment_are_not_all_tried(
    office: Office, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With room for all of them, so that it is the count that stops them and not the queue.
    monkeypatch.setattr(strangers_queue, "_PLACES", BoundedSemaphore(MANY))

    def guess(number: int) -> str:
        return _outcome(lambda: check_passphrase(office.workplace, email, f"gæt {number}"))

    answers = all_at_once(guess, MANY)
    assert (answers.count("tried"), answers.count("waits")) == (TRIED, MANY - TRIED)


def test_who_knows_her_passphrase_goes_on_to_the_code_without_a_wait(office: Office) -> None:
    email, code = office.birgitte.account.email, code_at(OTP_SECRET, NOON)
    for _ in range(FREE_FAILURES):
        assert _outcome(lambda: check_passphrase(office.workplace, email, "gæt")) == "tried"
    for _ in range(3):
        assert _outcome(lambda: check_passphrase(office.workplace, email, PASSPHRASE)) == "in"
    [row] = office.rows(sign_in_throttles)
    assert row.failures == FREE_FAILURES
    assert _guess_code(office, code) == "in"
    assert office.rows(sign_in_throttles) == []


def test_a_right_passphrase_does_not_shorten_the_wait_after_a_wrong_code(office: Office) -> None:
    email, wrong = office.birgitte.account.email, _wrong_codes(office)[0]
    for _ in range(TRIED):
        assert _guess_code(office, wrong) == "tried"
    assert _outcome(lambda: check_passphrase(office.workplace, email, PASSPHRASE)) == "waits"
