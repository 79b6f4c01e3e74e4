"""A lost passphrase: the keys go, the link comes, and a colleague vouches for the new keys."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.domain.access import AccountState, Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import (
    LastHolder,
    LinkExpired,
    NotFound,
    NotPermitted,
    SignInRefused,
)
from portal.domain.unit_list import Difference
from portal.services.accounts.activate_account import activate_account, propose_activation
from portal.services.accounts.disable_account import disable_account, enable_account
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.list_accounts import find_account, read_system_log
from portal.services.accounts.preferences import language_of, set_language
from portal.services.accounts.reset_account import reset_account
from portal.services.accounts.sign_in import check_passphrase
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import look_at_list, words_of
from portal.services.statistics.statistics_key import open_statistics_key, share_statistics_key
from portal.services.workplace import Member
from portal.storage.session_store import SessionRow
from portal.storage.tables import sessions, unit_key_copies
from tests.support.office import Office
from tests.support.portal import OTP_SECRET, PASSPHRASE

ANDERS = "anders@kommune.example"
NEW_WORDS = "æbletræet vælter mandag aften"


def reset(office: Office, email: str = ANDERS) -> str:
    """The secret part of the new link."""
    return reset_account(office.workplace, None, email).token


def activated(office: Office, token: str) -> Member:
    """Anders, who has made new keys by his link and opened his box."""
    activate_account(
        office.workplace,
        token,
        passphrase=NEW_WORDS,
        otp_secret=OTP_SECRET,
        code=code_at(OTP_SECRET, office.clock.now()),
    )
    opened = check_passphrase(office.workplace, ANDERS, NEW_WORDS)
    return Member(opened.account, opened.secrets.key_pair)


def statistics_holders(office: Office) -> set[bytes]:
    return {row.holder for row in office.rows(unit_key_copies)}


def keep_session(office: Office, member: Member) -> None:
    row = SessionRow(b"s" * 32, "staff", member.account.id, office.workplace.today(), b"box")
    with office.database.open_unit(write=True) as unit:
        unit.sessions.put(row)
        unit.commit()


@pytest.mark.parametrize("closed", [False, True], ids=["active", "disabled"])
def test_of_a_reset_account_no_key_and_no_session_is_left(office: Office, closed: bool) -> None:
    keep_session(office, office.anders)
    if closed:
        disable_account(office.workplace, None, ANDERS)
    invitation = reset_account(office.workplace, office.birgitte.account.id, f" {ANDERS.upper()} ")
    assert invitation.account.id == office.anders.account.id
    assert invitation.token not in repr(invitation)
    account = find_account(office.workplace, office.anders.account.id)
    assert account is not None
    assert account.state is AccountState.INVITED
    assert (account.box, account.public_key) == (b"", b"")
    assert (account.identity_key, account.signing_key) == (b"", b"")
    assert (account.name, account.role) == ("Anders Prøve", Role.CASEWORKER)
    assert account.last_code_step == 0
    assert office.rows(sessions) == []
    assert account.id not in statistics_holders(office)
    with pytest.raises(SignInRefused):
        check_passphrase(office.workplace, ANDERS, PASSPHRASE)
    [line] = [
        one for one in read_system_log(office.workplace) if one.event is SystemEvent.ACCOUNT_RESET
    ]
    assert (line.actor, line.subject) == ("Birgitte Prøve", "Anders Prøve")


def test_what_she_chose_of_language_stays(office: Office) -> None:
    set_language(office.workplace, office.anders.account, "en")
    reset(office)
    account = find_account(office.workplace, office.anders.account.id)
    assert account is not None
    assert language_of(office.workplace, account) == "en"


def test_the_link_is_good_for_seven_days_and_a_newer_one_takes_its_place(office: Office) -> None:
    token = reset(office)
    office.clock.advance(timedelta(days=7, hours=11))
    assert propose_activation(office.workplace, token).account.email == ANDERS
    office.clock.advance(timedelta(hours=1))
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, token)
    again = NewAccount(ANDERS, "Anders Prøve", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    newer = invite_account(office.workplace, None, again)
    assert newer.account.id == office.anders.account.id
    assert propose_activation(office.workplace, newer.token)


def test_with_new_keys_she_is_an_alarm_until_a_colleague_has_compared_words(
    office: Office,
) -> None:
    token = reset(office)
    [gone] = look_at_list(office.workplace).alarms
    assert (gone.difference, gone.about.email) == (Difference.GONE, ANDERS)
    with pytest.raises(NotFound):
        enable_account(office.workplace, None, ANDERS)
    anders = activated(office, token)
    [changed] = look_at_list(office.workplace).alarms
    assert (changed.difference, changed.about.email) == (Difference.CHANGED, ANDERS)
    take_up(office, anders)
    assert look_at_list(office.workplace).is_calm


def take_up(office: Office, someone: Member) -> None:
    [differing] = look_at_list(office.workplace).alarms
    words = words_of(office.workplace, differing.about)
    take_up_member(
        office.workplace, office.birgitte, someone.account.id, words=words, passphrase=PASSPHRASE
    )


def test_the_statistics_key_is_given_to_her_new_keys(office: Office) -> None:
    anders = activated(office, reset(office))
    # Whoever signs in meanwhile knows the keys of the list only, which she has no more.
    share_statistics_key(office.workplace, office.birgitte)
    take_up(office, anders)
    with office.database.open_unit() as unit:
        hers = open_statistics_key(office.workplace, unit, anders)
        birgittes = open_statistics_key(office.workplace, unit, office.birgitte)
    assert hers.seed == birgittes.seed


def test_the_only_head_of_unit_is_not_reset(office: Office) -> None:
    email = office.birgitte.account.email
    with pytest.raises(LastHolder):
        reset(office, email)
    # One who was only invited, or whom nobody has taken up, takes in no reports.
    invite_account(office.workplace, None, NewAccount("l@x.example", "L", Role.LEAD, Desk.BOTH))
    with pytest.raises(LastHolder):
        reset(office, email)
    assert check_passphrase(office.workplace, email, PASSPHRASE)
    office.newcomer("Lone", Role.LEAD, Desk.BOTH)
    assert reset(office, email)


def test_nobody_resets_her_own_account(office: Office) -> None:
    torben = office.newcomer("Torben", Role.ADMINISTRATOR, None)
    with pytest.raises(NotPermitted):
        reset_account(office.workplace, torben.account.id, torben.account.email)
    assert reset_account(office.workplace, None, torben.account.email).token


@pytest.mark.parametrize("email", ["nobody@kommune.example", "", "x\0y"])
def test_an_address_without_an_account_is_not_reset(office: Office, email: str) -> None:
    with pytest.raises(NotFound):
        reset(office, email)


def test_an_account_without_keys_is_invited_anew_instead(office: Office) -> None:
    invite_account(office.workplace, None, NewAccount("i@x.example", "I", Role.AUDITOR))
    with pytest.raises(NotFound):
        reset(office, "i@x.example")
    reset(office)
    with pytest.raises(NotFound):
        reset(office)
