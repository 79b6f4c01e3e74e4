"""Contact persons: who invites them, how they come on the list, and who stands in for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crypto.one_time_code import code_at
from portal.domain.access import AccountState, Desk, Role
from portal.domain.errors import InvalidInput, NotFound, NotPermitted
from portal.domain.reminding import Absence, Colleague, reached
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.invite_account import NewAccount, invite_account, invite_contact
from portal.services.accounts.list_accounts import find_account, list_accounts, list_contacts
from portal.services.accounts.preferences import (
    colleagues_of,
    contacts_as_colleagues,
    preferences_of,
    set_absence,
)
from portal.services.accounts.reset_account import reset_account
from portal.services.members.readers import listed_contacts
from portal.services.workplace import Member
from tests.services.listing import drop, look, take_up, write
from tests.support.office import Office
from tests.support.portal import OTP_SECRET, secrets_of

TODAY = date(2026, 3, 3)
OWN_WORDS = "æbletræet vælter mandag aften"
KAREN = NewAccount(
    "karen@kommune.example",
    "Karen Elkjær",
    Role.CONTACT,
    administration="BUF",
    unit_name="Skolen ved Søen",
)


def usable(office: Office, administration: str | None = None) -> list[str]:
    with office.workplace.open_unit() as unit:
        found = listed_contacts(office.workplace, unit, administration)
    return [one.name for one in found]


def say_away(office: Office, actor: Member, who: Member, stand_in: str | None = None) -> None:
    absence = Absence(TODAY, None, stand_in)
    set_absence(office.workplace, actor.account, who.account.id, absence)


def test_a_member_of_the_unit_invites_a_contact_person(office: Office) -> None:
    for actor in (office.anders, office.birgitte):
        invitation = invite_contact(office.workplace, actor.account, KAREN)
    kept = find_account(office.workplace, invitation.account.id)
    assert kept
    assert (kept.role, kept.state, kept.desk) == (Role.CONTACT, AccountState.INVITED, Desk.BOTH)
    assert (kept.administration, kept.unit_name) == ("BUF", "Skolen ved Søen")
    assert not kept.for_one_dossier


def test_a_new_invitation_replaces_what_was_told_in_the_one_before(office: Office) -> None:
    first = invite_contact(office.workplace, office.anders.account, KAREN)
    other = replace(KAREN, administration="SUF", desk=Desk.COMPLAINTS, for_one_dossier=True)
    second = invite_contact(office.workplace, office.anders.account, other)
    kept = find_account(office.workplace, first.account.id)
    assert kept
    assert second.account.id == first.account.id
    assert (kept.administration, kept.desk, kept.for_one_dossier) == ("SUF", Desk.COMPLAINTS, True)


def test_a_member_of_the_unit_makes_nobody_but_contact_persons(office: Office) -> None:
    before = list_accounts(office.workplace)
    for role in set(Role) - {Role.CONTACT}:
        with pytest.raises(NotPermitted):
            invite_contact(office.workplace, office.birgitte.account, replace(KAREN, role=role))
    assert list_accounts(office.workplace) == before


def test_nobody_else_invites_one_as_a_member_does(office: Office) -> None:
    strangers = [
        office.newcomer("Torben", Role.ADMINISTRATOR, None),
        office.newcomer("Rikke", Role.AUDITOR, None),
        office.contact("Lone"),
    ]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            invite_contact(office.workplace, stranger.account, KAREN)


def test_the_link_of_another_kind_of_account_is_never_replaced(office: Office) -> None:
    """Else a caseworker could take the place of a colleague who lost her passphrase."""
    lead = NewAccount("ny@kommune.example", "Ny Leder", Role.LEAD, Desk.BOTH)
    invited = invite_account(office.workplace, None, lead).account
    reset = reset_account(office.workplace, None, office.chaima.account.email).account
    for account in (invited, reset):
        with pytest.raises(InvalidInput, match="email: taken"):
            invite_contact(
                office.workplace, office.anders.account, replace(KAREN, email=account.email)
            )
        kept = find_account(office.workplace, account.id)
        assert kept
        assert (kept.role, kept.name) == (account.role, account.name)


def test_she_comes_on_the_list_by_six_words_as_everybody_does(office: Office) -> None:
    invitation = invite_contact(office.workplace, office.anders.account, KAREN)
    activate_account(
        office.workplace,
        invitation.token,
        passphrase=OWN_WORDS,
        otp_secret=OTP_SECRET,
        code=code_at(OTP_SECRET, office.clock.now()),
    )
    assert [one.about.name for one in look(office).waiting] == ["Karen Elkjær"]
    assert usable(office) == []
    take_up(office, office.chaima, invitation.account.id)
    listed = look(office).unit_list.member(invitation.account.id)
    assert listed
    assert (listed.role, listed.administration) == (Role.CONTACT, "BUF")
    assert usable(office) == ["Karen Elkjær"]


def test_they_are_found_by_administration_and_by_name(office: Office) -> None:
    office.contact("Sara", "SUF")
    office.contact("Karen", "BUF", for_one_dossier=True)
    office.contact("Anna", "SUF")
    assert usable(office) == ["Anna Prøve", "Karen Prøve", "Sara Prøve"]
    assert usable(office, "SUF") == ["Anna Prøve", "Sara Prøve"]
    assert usable(office, "OKF") == []
    assert [one.for_one_dossier for one in list_contacts(office.workplace)] == [False, True, False]


def test_who_is_closed_or_has_other_keys_is_not_found(office: Office) -> None:
    closed, changed, kept = (office.contact(name) for name in ("Karen", "Sara", "Anna"))
    disable_account(office.workplace, None, closed.account.email)
    write(office, changed, public_key=secrets_of("Indtrænger").public_keys.public_key)
    assert usable(office) == [kept.account.name]


def test_whom_she_answers_for_is_what_was_signed(office: Office) -> None:
    karen = office.contact()
    write(office, karen, administration="SUF", for_one_dossier=True)
    assert usable(office, "SUF") == []
    assert usable(office, "BUF") == ["Karen Prøve"]
    assert [one.about.name for one in look(office).alarms] == ["Karen Prøve"]


def test_while_the_list_is_broken_nobody_is_offered(office: Office) -> None:
    office.contact()
    drop(office, look(office).version)
    assert list_contacts(office.workplace) == []


def test_a_contact_person_has_a_stand_in_of_her_own_administration(office: Office) -> None:
    karen, sara = office.contact("Karen"), office.contact("Sara")
    say_away(office, karen, karen, sara.id)
    kept = find_account(office.workplace, karen.account.id)
    assert kept
    assert preferences_of(office.workplace, kept).absence == Absence(TODAY, None, sara.id)


def test_nobody_else_stands_in_for_her(office: Office) -> None:
    karen = office.contact("Karen")
    elsewhere = office.contact("Lone", "SUF")
    passing = office.contact("Maja", for_one_dossier=True)
    closed = office.contact("Sara")
    disable_account(office.workplace, None, closed.account.email)
    for stand_in in (elsewhere, passing, closed, office.anders, office.birgitte):
        with pytest.raises(InvalidInput, match="stand_in: unknown"):
            say_away(office, karen, karen, stand_in.id)
    with pytest.raises(InvalidInput, match="stand_in: self"):
        say_away(office, karen, karen, karen.id)


def test_a_contact_person_stands_in_for_no_member(office: Office) -> None:
    with pytest.raises(InvalidInput, match="stand_in: unknown"):
        say_away(office, office.anders, office.anders, office.contact().id)


def test_the_head_of_unit_says_that_she_is_away_and_nobody_else_does(office: Office) -> None:
    karen, sara = office.contact("Karen"), office.contact("Sara")
    for stranger in (office.anders, sara):
        with pytest.raises(NotPermitted):
            say_away(office, stranger, karen)
    say_away(office, office.birgitte, karen, sara.id)
    disable_account(office.workplace, None, sara.account.email)
    with pytest.raises(NotFound):
        say_away(office, office.birgitte, sara)


def test_the_rules_of_reminding_know_them_apart_from_the_members(office: Office) -> None:
    karen, sara = office.contact("Karen"), office.contact("Sara")
    closed = office.contact("Lone")
    disable_account(office.workplace, None, closed.account.email)
    say_away(office, karen, karen, sara.id)
    everyone = list_accounts(office.workplace)
    assert contacts_as_colleagues(office.workplace, everyone) == {
        karen.id: Colleague(karen.id, False, Absence(TODAY, None, sara.id)),
        sara.id: Colleague(sara.id, False),
    }
    assert not {karen.id, sara.id} & colleagues_of(office.workplace, everyone).keys()


def test_a_mail_meant_for_who_is_away_goes_to_her_stand_in_or_to_the_others(
    office: Office,
) -> None:
    karen, sara, anna = (office.contact(name) for name in ("Karen", "Sara", "Anna"))
    say_away(office, karen, karen, sara.id)

    def reached_of(*holders: Member) -> frozenset[str]:
        colleagues = contacts_as_colleagues(office.workplace, list_accounts(office.workplace))
        return reached({karen.id}, colleagues, frozenset(one.id for one in holders), TODAY)

    assert reached_of(karen, sara, anna) == {sara.id}
    assert reached_of(karen, anna) == {anna.id}
    say_away(office, sara, sara)
    assert reached_of(karen, sara, anna) == {anna.id}
