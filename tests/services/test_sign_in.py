"""Signing in: passphrase and code, one answer for every failure, and no end of patience."""

from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.domain.access import Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import SignInRefused, SignInThrottled
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.list_accounts import read_system_log
from portal.services.accounts.sign_in import check_code, check_passphrase, sign_out
from portal.storage.tables import sign_in_throttles
from tests.support.office import Office, all_at_once
from tests.support.portal import OTP_SECRET, PASSPHRASE

WRONG = "seks helt andre ord om vejret"
STRANGER = "nobody@kommune.example"


def enter_code(office: Office, code: str | None = None) -> object:
    anders = office.anders.account.id
    return check_code(office.workplace, anders, OTP_SECRET, code or current_code(office))


def current_code(office: Office, step: int = 0) -> str:
    return code_at(OTP_SECRET, office.clock.now() + timedelta(seconds=30 * step))


def mistype_the_code(office: Office, times: int = 1) -> None:
    """Failures of Anders's address that cost no stretching of a passphrase."""
    for _ in range(times):
        with pytest.raises(SignInRefused):
            enter_code(office, "000000")


def fail(office: Office, email: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            check_passphrase(office.workplace, email, WRONG)


def waits(office: Office, email: str, passphrase: str = PASSPHRASE) -> int:
    """Seconds that an address has to wait, 0 for none."""
    try:
        check_passphrase(office.workplace, email, passphrase)
    except SignInThrottled as throttled:
        return throttled.wait_seconds
    except SignInRefused:
        return 0
    return 0


def events(office: Office) -> list[tuple[str, str, str]]:
    return [(line.event, line.actor, line.subject) for line in read_system_log(office.workplace)]


def test_the_right_passphrase_opens_the_box_and_the_code_signs_in(office: Office) -> None:
    opened = check_passphrase(office.workplace, office.anders.account.email, PASSPHRASE)
    assert opened.secrets.key_pair.public == office.anders.key_pair.public
    assert opened.secrets.otp_secret == OTP_SECRET
    assert PASSPHRASE not in repr(opened)
    assert repr(OTP_SECRET) not in repr(opened)
    assert events(office) == []
    account = check_code(
        office.workplace, opened.account.id, opened.secrets.otp_secret, current_code(office)
    )
    assert account.id == office.anders.account.id
    assert events(office) == [(SystemEvent.SIGN_IN, "Anders Prøve", "")]


@pytest.mark.parametrize(
    "typed",
    [
        ("anders@kommune.example", f"  {PASSPHRASE.replace(' ', '   ')} "),
        ("  ANDERS@Kommune.Example ", PASSPHRASE),
    ],
    ids=["spaces", "capitals"],
)
def test_spaces_and_capitals_of_an_address_are_forgiven(
    office: Office, typed: tuple[str, str]
) -> None:
    opened = check_passphrase(office.workplace, *typed)
    assert opened.account.id == office.anders.account.id


def test_every_failure_has_one_answer_and_stands_in_the_log(office: Office) -> None:
    disable_account(office.workplace, None, office.chaima.account.email)
    invitation = NewAccount("ida@kommune.example", "Ida", Role.CASEWORKER, Desk.BOTH)
    invite_account(office.workplace, None, invitation)
    attempts = [
        (office.anders.account.email, WRONG),
        (office.anders.account.email, ""),
        (office.anders.account.email, PASSPHRASE.upper()),
        (STRANGER, PASSPHRASE),
        (office.chaima.account.email, PASSPHRASE),
        ("ida@kommune.example", ""),
        ("", ""),
        ("nul\x00@kommune.example", PASSPHRASE),
        ("x" * 5000, "y" * 5000),
    ]
    for email, passphrase in attempts:
        with pytest.raises(SignInRefused) as refused:
            check_passphrase(office.workplace, email, passphrase)
        assert refused.value.args == ()
        assert refused.value.__cause__ is None
    found = events(office)
    refusals = [subject for event, _, subject in found if event == SystemEvent.SIGN_IN_REFUSED]
    assert len(refusals) == len(attempts)
    assert sorted(filter(None, refusals)) == ["Anders Prøve"] * 3 + ["Chaima Prøve", "Ida"]
    # Of an address that nobody has, nothing is kept but a keyed hash.
    assert STRANGER not in repr(office.rows(sign_in_throttles))


def test_after_five_failures_an_address_has_to_wait_even_with_the_right_passphrase(
    office: Office,
) -> None:
    email = office.anders.account.email
    mistype_the_code(office, 3)
    fail(office, email)
    assert waits(office, email) == 0
    mistype_the_code(office)
    assert waits(office, email) == 16
    office.clock.advance(timedelta(seconds=14))
    assert waits(office, email) == 2
    office.clock.advance(timedelta(seconds=1))
    assert waits(office, email) == 0


def test_the_wait_grows_with_each_failure_after_it(office: Office) -> None:
    email = office.anders.account.email
    mistype_the_code(office, 5)
    for seconds in (15, 30, 60, 120, 240, 480, 900):
        assert waits(office, email) == seconds + 1
        office.clock.advance(timedelta(seconds=seconds))
        mistype_the_code(office)
    assert waits(office, email) == 901


def test_an_address_nobody_has_waits_just_as_long_and_slows_down_no_other(office: Office) -> None:
    fail(office, STRANGER, 5)
    assert waits(office, STRANGER) == waits(office, f"  {STRANGER.upper()} ") == 16
    assert waits(office, office.anders.account.email) == 0


def test_being_made_to_wait_is_no_failure_and_makes_the_wait_no_longer(office: Office) -> None:
    email = office.anders.account.email
    mistype_the_code(office, 5)
    for _ in range(3):
        assert waits(office, email, WRONG) == 16
        with pytest.raises(SignInThrottled):
            enter_code(office)
    assert [event for event, *_ in events(office)] == [SystemEvent.SIGN_IN_REFUSED] * 5


def test_the_passphrase_alone_forgives_nothing_and_the_code_does(office: Office) -> None:
    email = office.anders.account.email
    mistype_the_code(office, 4)
    check_passphrase(office.workplace, email, PASSPHRASE)
    mistype_the_code(office)
    assert waits(office, email) == 16
    office.clock.advance(timedelta(seconds=15))
    enter_code(office)
    assert office.rows(sign_in_throttles) == []
    mistype_the_code(office, 4)
    assert waits(office, email) == 0


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567", "\x00", "①②③④⑤⑥", "٠١٢٣٤٥"])
def test_what_is_no_code_is_refused_like_a_wrong_one(office: Office, code: str) -> None:
    with pytest.raises(SignInRefused):
        check_code(office.workplace, office.anders.account.id, OTP_SECRET, code)


def test_a_code_signs_in_once(office: Office) -> None:
    code = current_code(office)
    enter_code(office, f" {code[:3]} {code[3:]} ")
    with pytest.raises(SignInRefused):
        enter_code(office, code)
    office.clock.advance(timedelta(seconds=30))
    with pytest.raises(SignInRefused):
        enter_code(office, code)
    enter_code(office)


def test_a_code_of_the_next_half_minute_makes_the_earlier_ones_worthless(office: Office) -> None:
    earlier = [current_code(office, -1), current_code(office)]
    enter_code(office, current_code(office, 1))
    for code in earlier:
        with pytest.raises(SignInRefused):
            enter_code(office, code)


def test_a_code_from_two_half_minutes_away_is_refused(office: Office) -> None:
    for step in (-2, 2):
        with pytest.raises(SignInRefused):
            enter_code(office, current_code(office, step))


def test_of_many_that_use_one_code_at_once_one_is_signed_in(office: Office) -> None:
    code = current_code(office)

    def sign_in(_number: int) -> bool:
        try:
            enter_code(office, code)
        except (SignInRefused, SignInThrottled):
            return False
        return True

    assert sorted(all_at_once(sign_in)) == [False] * 5 + [True]


def test_who_was_disabled_between_passphrase_and_code_is_not_signed_in(office: Office) -> None:
    disable_account(office.workplace, None, office.anders.account.email)
    with pytest.raises(SignInRefused):
        enter_code(office)
    with pytest.raises(SignInRefused):
        check_code(office.workplace, b"n" * 16, OTP_SECRET, current_code(office))


def test_signing_out_is_written_down(office: Office) -> None:
    sign_out(office.workplace, office.anders.account.id)
    assert events(office) == [(SystemEvent.SIGN_OUT, "Anders Prøve", "")]
