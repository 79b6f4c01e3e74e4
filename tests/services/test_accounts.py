"""An account comes by a link, is its owner's alone, and goes at once."""

from datetime import timedelta

import pytest

from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.one_time_code import code_at
from crypto.staff_password import open_staff_box
from portal.domain.access import AccountState, Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, LastHolder, LinkExpired, NotFound, SignInRefused
from portal.services.accounts.activate_account import activate_account, propose_activation
from portal.services.accounts.disable_account import (
    disable_account,
    enable_account,
    stranded_cases,
)
from portal.services.accounts.invite_account import Invitation, NewAccount, invite_account
from portal.services.accounts.list_accounts import (
    find_account,
    list_accounts,
    list_members,
    read_system_log,
)
from portal.services.accounts.sign_in import check_code
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.members.look_at_list import look_at_list
from portal.storage.case_store import WorklistQuery
from portal.storage.session_store import SessionRow
from portal.storage.tables import accounts, sessions
from tests.support.office import WORDS, Office, all_at_once
from tests.support.portal import NOON, OTP_SECRET, PEPPER

OWN_WORDS = "æbletræet vælter mandag aften"
IDA = NewAccount(" Ida@Kommune.Example ", " Ida Vest ", Role.CASEWORKER, Desk.WHISTLEBLOWING)


def invited(office: Office, new: NewAccount = IDA) -> Invitation:
    return invite_account(office.workplace, office.birgitte.account.id, new)


def activate(office: Office, token: str, passphrase: str = OWN_WORDS, code: str = "") -> None:
    activate_account(
        office.workplace,
        token,
        passphrase=passphrase,
        otp_secret=OTP_SECRET,
        code=code or code_at(OTP_SECRET, office.clock.now()),
    )


def lines(office: Office) -> list[tuple[str, str, str]]:
    return [(line.event, line.actor, line.subject) for line in read_system_log(office.workplace)]


def test_an_invited_account_has_no_key_and_receives_nothing(office: Office) -> None:
    ida = invited(office).account
    assert (ida.email, ida.name, ida.state) == (
        "ida@kommune.example",
        "Ida Vest",
        AccountState.INVITED,
    )
    assert (ida.public_key, ida.box) == (b"", b"")
    assert ida.id not in {member.id for member in list_members(office.workplace)}
    assert ida.id in {account.id for account in list_accounts(office.workplace)}
    assert lines(office) == [(SystemEvent.ACCOUNT_INVITED, "Birgitte Prøve", "Ida Vest")]


def test_of_the_link_only_a_hash_is_kept(office: Office) -> None:
    invitation = invited(office)
    assert invitation.token not in repr(invitation)
    assert invitation.token.encode() not in repr(office.rows(accounts)).encode()


def test_what_is_proposed_to_somebody_is_never_refused_to_her(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invited(office).token
    good = "hest vogn skib torv lampe kande"
    drawn = iter(["hest vestkyst skib torv lampe kande", good])
    monkeypatch.setattr(
        "portal.services.accounts.activate_account.propose_passphrase", lambda _words: next(drawn)
    )
    assert propose_activation(office.workplace, token).passphrase == good


def test_the_owner_activates_her_account_once(office: Office) -> None:
    token = invited(office).token
    proposal = propose_activation(office.workplace, token)
    assert len(set(proposal.passphrase.split())) > 1
    assert set(proposal.passphrase.split()) <= set(WORDS)
    assert proposal.passphrase not in repr(proposal)
    activate(office, token)
    account = find_account(office.workplace, proposal.account.id)
    assert account
    assert (account.state, account.invited_until) == (AccountState.ACTIVE, None)
    secrets = StaffSecrets.from_bytes(open_staff_box(OWN_WORDS, PEPPER, account.id, account.box))
    assert secrets.key_pair.public == account.public_key
    assert secrets.otp_secret == OTP_SECRET
    assert secrets.public_keys.signing_key == account.signing_key
    assert secrets.public_keys.identity_key == account.identity_key
    # Nothing is sealed to her before a member has taken her up.
    assert account.id not in {member.id for member in list_members(office.workplace)}
    assert [one.about.name for one in look_at_list(office.workplace).waiting] == ["Ida Vest"]
    assert (SystemEvent.ACCOUNT_ACTIVATED, "Ida Vest", "Ida Vest") in lines(office)
    with pytest.raises(LinkExpired):
        activate(office, token)
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, token)


def test_the_box_opens_with_the_pepper_alone_that_lies_outside_the_database(
    office: Office,
) -> None:
    token = invited(office).token
    activate(office, token)
    account = next(one for one in list_accounts(office.workplace) if one.name == "Ida Vest")
    for passphrase, pepper, owner in (
        (OWN_WORDS, new_secret(), account.id),
        (OWN_WORDS, PEPPER, office.anders.account.id),
        (OWN_WORDS + "!", PEPPER, account.id),
    ):
        with pytest.raises(CannotOpen):
            open_staff_box(passphrase, pepper, owner, account.box)


def test_the_code_of_the_activation_does_not_sign_in_afterwards(office: Office) -> None:
    invitation = invited(office)
    activate(office, invitation.token)
    with pytest.raises(SignInRefused):
        check_code(
            office.workplace,
            invitation.account.id,
            OTP_SECRET,
            code_at(OTP_SECRET, office.clock.now()),
        )


def test_a_link_is_good_for_seven_days(office: Office) -> None:
    token = invited(office).token
    office.clock.advance(timedelta(days=7, hours=11))
    assert propose_activation(office.workplace, token).account.name == "Ida Vest"
    office.clock.advance(timedelta(hours=1))
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, token)
    with pytest.raises(LinkExpired):
        activate(office, token)


def test_a_newer_link_takes_the_place_of_the_older(office: Office) -> None:
    older = invited(office)
    office.clock.advance(timedelta(days=9))
    newer = invited(office)
    assert newer.account.id == older.account.id
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, older.token)
    assert propose_activation(office.workplace, newer.token).account.id == older.account.id


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\x00", "Å" * 43])
def test_a_link_nobody_made_is_like_an_expired_one(office: Office, token: str) -> None:
    invited(office)
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, token)


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("kort", "short"),
        ("abcabcabcabcabcabc", "repetitive"),
        ("ida vest går sin vej i regnen", "personal"),
        ("adgangskode adgangskode1", "common"),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason_and_the_link_stays_good(
    office: Office, passphrase: str, reason: str
) -> None:
    token = invited(office).token
    with pytest.raises(InvalidInput) as refused:
        activate(office, token, passphrase)
    assert refused.value.field == "passphrase"
    assert refused.value.reason == reason
    assert propose_activation(office.workplace, token)


@pytest.mark.parametrize("code", ["000000", "", "abcdef"])
def test_a_second_factor_that_does_not_work_activates_nothing(office: Office, code: str) -> None:
    token = invited(office).token
    with pytest.raises(InvalidInput, match="code: wrong"):
        activate(office, token, code=code or "12345")
    assert propose_activation(office.workplace, token).account.state is AccountState.INVITED


def test_two_activations_at_once_make_one_key_pair(office: Office) -> None:
    token = invited(office).token

    def try_it(_number: int) -> bool:
        try:
            activate(office, token)
        except LinkExpired:
            return False
        return True

    assert sorted(all_at_once(try_it, 2)) == [False, True]
    account = next(one for one in list_accounts(office.workplace) if one.name == "Ida Vest")
    contents = open_staff_box(OWN_WORDS, PEPPER, account.id, account.box)
    assert StaffSecrets.from_bytes(contents).key_pair.public == account.public_key


@pytest.mark.parametrize(
    ("new", "slip"),
    [
        (NewAccount("no address", "Ida", Role.AUDITOR), "email: not_an_address"),
        (NewAccount("ida@", "Ida", Role.AUDITOR), "email: not_an_address"),
        (NewAccount("ida@kommune.example", " ", Role.AUDITOR), "name: missing"),
        (NewAccount("ida@kommune.example", "I\x00da", Role.AUDITOR), "name: not_a_name"),
        (NewAccount("ida@kommune.example", "I" * 201, Role.AUDITOR), "name: not_a_name"),
        (NewAccount("ida@kommune.example", "Ida", Role.CONTACT), "administration: missing"),
        (
            NewAccount("ida@kommune.example", "Ida", Role.CONTACT, administration="XYZ"),
            "administration: unknown",
        ),
        (
            NewAccount("ida@kommune.example", "Ida", Role.AUDITOR, unit_name="I" * 201),
            "unit_name: not_a_name",
        ),
        (NewAccount("ida@kommune.example", "Ida", Role.LEAD), "desk: missing"),
        (NewAccount("ida@kommune.example", "Ida", Role.CASEWORKER), "desk: missing"),
        (NewAccount("ANDERS@kommune.example", "Ida", Role.AUDITOR), "email: taken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_invitation_that_cannot_be_made_names_the_field(
    office: Office, new: NewAccount, slip: str
) -> None:
    with pytest.raises(InvalidInput, match=slip):
        invited(office, new)
    assert len(list_accounts(office.workplace)) == 3


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("X@Straße.de", "x@straße.de"),
        ("X@STRASSE.DE", "x@strasse.de"),
        (f"{'ß' * 64}@kommune.example", f"{'ß' * 64}@kommune.example"),
    ],
)
def test_an_address_is_kept_in_lower_case_and_stays_that_of_its_owner(
    office: Office, typed: str, kept: str
) -> None:
    account = invited(office, NewAccount(typed, "Ida", Role.AUDITOR)).account
    assert account.email == kept
    assert disable_account(office.workplace, None, typed).id == account.id


@pytest.mark.parametrize(
    "typed",
    [f"x@{'a' * 64}.dk", f"{'x' * 250}@kommune.example", f"{'İ' * 80}@kommune.example"],
    ids=["domain", "whole", "in lower case"],
)
def test_an_address_that_cannot_be_kept_as_one_is_refused(office: Office, typed: str) -> None:
    with pytest.raises(InvalidInput, match="email: not_an_address"):
        invited(office, NewAccount(typed, "Ida", Role.AUDITOR))


def test_an_invitation_made_again_says_what_the_account_shall_be(office: Office) -> None:
    invited(office, NewAccount("ida@kommune.example", "Ida Vest", Role.LEAD, Desk.BOTH))
    invited(office, NewAccount("ida@kommune.example", "Ida Øst", Role.AUDITOR))
    [ida] = [one for one in list_accounts(office.workplace) if "ida@" in one.email]
    assert (ida.name, ida.role, ida.desk) == ("Ida Øst", Role.AUDITOR, None)


def test_who_was_disabled_is_not_invited_again_under_the_same_address(office: Office) -> None:
    disable_account(office.workplace, None, office.chaima.account.email)
    with pytest.raises(InvalidInput, match="email: taken"):
        invited(office, NewAccount(office.chaima.account.email, "Chaima", Role.AUDITOR))


def test_many_invitations_of_one_address_at_once_make_one_account(office: Office) -> None:
    def try_it(_number: int) -> bytes | None:
        try:
            return invited(office).account.id
        except InvalidInput:
            return None

    made = {account_id for account_id in all_at_once(try_it) if account_id}
    assert len(made) == 1
    assert len(list_accounts(office.workplace)) == 4


def test_an_administrator_has_no_desk_whatever_was_said(office: Office) -> None:
    gert = NewAccount("gert@kommune.example", "Gert", Role.ADMINISTRATOR, Desk.BOTH)
    assert invited(office, gert).account.desk is None


def keep_session(office: Office, account_id: bytes | None) -> None:
    with office.database.open_unit(write=True) as unit:
        row = SessionRow(new_secret(), "staff", account_id, NOON.date(), b"box")
        unit.sessions.put(row)
        unit.commit()


def test_disabling_an_account_ends_all_its_sessions_and_nobody_elses(office: Office) -> None:
    for account_id in (office.anders.account.id, office.anders.account.id, None):
        keep_session(office, account_id)
    keep_session(office, office.chaima.account.id)
    disabled = disable_account(
        office.workplace, office.birgitte.account.id, f" {office.anders.account.email.upper()}"
    )
    assert disabled.id == office.anders.account.id
    remaining = [row.account_id for row in office.rows(sessions)]
    assert sorted(map(str, remaining)) == sorted(map(str, [None, office.chaima.account.id]))
    assert lines(office) == [(SystemEvent.ACCOUNT_DISABLED, "Birgitte Prøve", "Anders Prøve")]
    members = {member.id for member in list_members(office.workplace)}
    assert members == {office.birgitte.account.id, office.chaima.account.id}


def test_disabling_twice_is_harmless_and_a_stranger_is_not_found(office: Office) -> None:
    for _ in range(2):
        disable_account(office.workplace, None, office.anders.account.email)
    assert len(lines(office)) == 1
    with pytest.raises(NotFound):
        disable_account(office.workplace, None, "nobody@kommune.example")


def test_an_invitation_can_be_taken_back(office: Office) -> None:
    token = invited(office).token
    disable_account(office.workplace, None, IDA.email)
    with pytest.raises(LinkExpired):
        propose_activation(office.workplace, token)


def test_a_disabled_account_is_opened_again_with_the_keys_it_had(office: Office) -> None:
    email, report = office.anders.account.email, office.taken_up()
    disable_account(office.workplace, None, email)
    office.filed("Mens han var væk")
    office.clock.advance(timedelta(minutes=1))
    opened = enable_account(office.workplace, office.birgitte.account.id, email.upper())
    assert opened.id == office.anders.account.id
    assert lines(office)[0] == (SystemEvent.ACCOUNT_ENABLED, "Birgitte Prøve", "Anders Prøve")
    assert office.anders.account in list_members(office.workplace)
    assert read_case(office.workplace, office.anders, report.number).file.report
    assert list_cases(office.workplace, office.anders, WorklistQuery()).count == 1


def test_only_a_disabled_account_that_was_active_once_is_opened_again(office: Office) -> None:
    invited(office)
    disable_account(office.workplace, None, IDA.email)
    for email in (IDA.email, office.anders.account.email, "nobody@kommune.example", "\x00"):
        with pytest.raises(NotFound):
            enable_account(office.workplace, None, email)


def test_cases_that_only_disabled_accounts_could_open_are_counted(office: Office) -> None:
    all_but_two = frozenset({office.birgitte.id})
    office.filed()
    office.filed(not_to=all_but_two)
    office.filed(not_to=all_but_two | {office.chaima.id})
    anders, chaima = office.anders.account, office.chaima.account
    assert stranded_cases(office.workplace) == {}
    disable_account(office.workplace, None, anders.email)
    assert stranded_cases(office.workplace) == {anders.id: 1}
    disable_account(office.workplace, None, chaima.email)
    assert stranded_cases(office.workplace) == {anders.id: 2, chaima.id: 1}
    enable_account(office.workplace, None, chaima.email)
    assert stranded_cases(office.workplace) == {anders.id: 1}


def test_the_last_head_of_unit_cannot_be_disabled(office: Office) -> None:
    office.newcomer("Erik", Role.LEAD, Desk.COMPLAINTS)
    invited(office, NewAccount("lone@kommune.example", "Lone", Role.LEAD, Desk.BOTH))
    with pytest.raises(LastHolder):
        disable_account(office.workplace, None, office.birgitte.account.email)
    assert office.birgitte.account.id in {one.id for one in list_members(office.workplace)}
    office.newcomer("Frida", Role.LEAD, Desk.WHISTLEBLOWING)
    disable_account(office.workplace, None, office.birgitte.account.email)
    with pytest.raises(LastHolder):
        disable_account(office.workplace, None, "frida@kommune.example")


def test_two_heads_of_unit_who_disable_each_other_at_once_leave_one(office: Office) -> None:
    frida = office.newcomer("Frida", Role.LEAD, Desk.BOTH)
    heads = [office.birgitte, frida]

    def disable(number: int) -> bool:
        try:
            disable_account(office.workplace, None, heads[number].account.email)
        except LastHolder:
            return False
        return True

    assert sorted(all_at_once(disable, 2)) == [False, True]
    assert [one for one in list_members(office.workplace) if one.is_lead]


def test_the_portals_log_shows_as_many_lines_as_asked_for_newest_first(office: Office) -> None:
    for number in range(5):
        office.clock.advance(timedelta(minutes=1))
        invited(office, NewAccount(f"a{number}@kommune.example", f"A{number}", Role.AUDITOR))
    found = read_system_log(office.workplace, limit=3)
    assert [line.subject for line in found] == ["A4", "A3", "A2"]
    assert found[0].at == office.clock.now()
