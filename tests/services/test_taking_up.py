"""Somebody is taken up on the unit's list, or taken off; who is not on it is nobody to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert

from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from portal.domain.access import AccountState, Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import (
    BrokenList,
    InvalidInput,
    NotOnTheList,
    NotPermitted,
)
from portal.domain.unit_list import Difference, ListedMember, UnitList, listed_member
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import read_system_log
from portal.services.key_copies import open_member_copy
from portal.services.members.change_list import remove_member, take_up_member
from portal.services.members.look_at_list import words_of
from portal.services.members.own_words import own_words
from portal.storage.tables import accounts, unit_key_copies
from tests.services.listing import (
    look,
    take_up,
    waiting,
    words_for,
    write,
)
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, secrets_of


def test_a_member_takes_a_newcomer_up_and_the_log_says_so(office: Office) -> None:
    dorthe = waiting(office)
    version = look(office).version
    take_up(office, office.anders, dorthe.account.id)
    now = look(office)
    assert (now.version, now.signed_by) == (version + 1, "Anders Prøve")
    assert now.is_calm
    assert now.waiting == ()
    [line] = [
        one for one in read_system_log(office.workplace) if one.event is SystemEvent.MEMBER_LISTED
    ]
    assert (line.actor, line.subject) == ("Anders Prøve", "Dorthe Prøve")


def test_her_own_words_are_those_of_her_box_whatever_the_database_says(office: Office) -> None:
    dorthe = waiting(office)
    secrets = secrets_of("Dorthe")
    hers = own_words(office.workplace, dorthe.account, secrets)
    assert hers == words_for(office, dorthe.account.id)
    changed = secrets_of("Intruder").public_keys
    write(office, dorthe, identity_key=changed.identity_key)
    with office.database.open_unit() as unit:
        account = unit.accounts.by_id(dorthe.account.id)
    assert account is not None
    assert own_words(office.workplace, account, secrets) == hers
    assert words_for(office, dorthe.account.id) != hers
    with pytest.raises(InvalidInput, match="words: differ"):
        take_up(office, office.birgitte, dorthe.account.id, words=hers)


def test_whom_nothing_is_sealed_to_has_no_words(office: Office) -> None:
    torben = office.newcomer("Torben", Role.ADMINISTRATOR, None)
    assert own_words(office.workplace, torben.account, secrets_of("Torben")) == ""
    office.anchor_file.unlink()
    assert own_words(office.workplace, office.anders.account, secrets_of("Anders")) == ""


@pytest.mark.parametrize("part", ["email", "role", "desk", "key", "identity_key", "signing_key"])
def test_the_words_stand_for_all_that_is_signed_of_her_and_for_the_root(
    office: Office, part: str
) -> None:
    listed = listed_member(office.anders.account)
    assert listed is not None
    other = {"role": Role.LEAD, "desk": Desk.BOTH, "email": "anders@x.example"}
    changed = replace(listed, **{part: other.get(part, bytes(1216))})
    words = words_of(office.workplace, listed)
    assert words_of(office.workplace, changed) != words
    assert changed.compared(b"r" * 32) != changed.compared(b"s" * 32)


def test_nobody_takes_up_or_removes_herself(office: Office) -> None:
    dorthe = waiting(office)
    for signer in (dorthe, office.birgitte):
        with pytest.raises(NotPermitted):
            take_up(office, signer, signer.account.id)
        with pytest.raises(NotPermitted):
            remove_member(office.workplace, signer, signer.account.id, passphrase=PASSPHRASE)


def test_who_is_active_and_as_she_was_signed_is_not_removed(office: Office) -> None:
    with pytest.raises(NotPermitted):
        remove_member(
            office.workplace, office.birgitte, office.anders.account.id, passphrase=PASSPHRASE
        )


def test_who_stands_on_the_list_with_other_keys_signs_nothing(office: Office) -> None:
    dorthe = waiting(office)
    other = replace(office.anders, key_pair=secrets_of("Intruder").key_pair)
    with pytest.raises(NotOnTheList):
        take_up(office, other, dorthe.account.id)


def test_a_wrong_passphrase_signs_nothing(office: Office) -> None:
    dorthe = waiting(office)
    version = look(office).version
    with pytest.raises(InvalidInput, match="passphrase: wrong"):
        take_up_member(
            office.workplace,
            office.birgitte,
            dorthe.account.id,
            words=words_for(office, dorthe.account.id),
            passphrase="seks helt andre ord om vejret",
        )
    assert look(office).version == version


# What is sealed to whom


def test_nothing_is_sealed_to_a_newcomer_before_she_is_listed(office: Office) -> None:
    dorthe = waiting(office)
    assert dorthe.account.id not in holders(office)
    assert dorthe.account.id not in statistics_holders(office)
    take_up(office, office.birgitte, dorthe.account.id)
    assert dorthe.account.id in holders(office)
    assert dorthe.account.id in statistics_holders(office)


def test_an_account_put_into_the_database_is_no_reader(office: Office) -> None:
    account_id = new_id()
    row = {
        "id": account_id,
        "email": "ny@kommune.example",
        "name": "Ny",
        "role": Role.LEAD,
        "desk": Desk.BOTH,
        "administration": "",
        "unit_name": "",
        "state": AccountState.ACTIVE,
        "box": b"box",
        **vars(secrets_of("Intruder").public_keys),
    }
    with office.database.engine.begin() as connection:
        connection.execute(insert(accounts).values(**row))
    assert account_id not in holders(office)
    assert [(one.difference, one.about.name) for one in look(office).waiting] == [
        (Difference.NEWCOMER, "Ny")
    ]


def test_a_key_put_into_the_database_opens_no_report_and_raises_an_alarm(office: Office) -> None:
    intruder = secrets_of("Intruder")
    write(office, office.anders, **vars(intruder.public_keys))
    [alarm] = look(office).alarms
    assert (alarm.difference, alarm.about.name) == (Difference.CHANGED, "Anders Prøve")
    report = office.filed()
    with office.database.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts is not None
        copy = unit.case_keys.of(facts.id, office.anders.account.id)
    assert copy is not None
    assert len(open_member_copy(facts, copy, office.anders.key_pair)) == 32
    with pytest.raises(CannotOpen):
        open_member_copy(facts, copy, intruder.key_pair)


def test_a_role_given_in_the_database_makes_nobody_a_reader(office: Office) -> None:
    rikke = office.newcomer("Rikke", Role.AUDITOR, None)
    write(office, rikke, role=Role.LEAD, desk=Desk.BOTH)
    assert rikke.account.id not in holders(office)
    assert [one.about.name for one in look(office).alarms] == ["Rikke Prøve"]


def test_a_closed_account_stays_on_the_list_as_an_alarm_until_it_is_removed(
    office: Office,
) -> None:
    disable_account(office.workplace, None, office.chaima.account.email)
    [alarm] = look(office).alarms
    assert (alarm.difference, alarm.about.name) == (Difference.GONE, "Chaima Prøve")
    assert office.chaima.account.id not in holders(office)
    remove_member(
        office.workplace, office.birgitte, office.chaima.account.id, passphrase=PASSPHRASE
    )
    assert look(office).is_calm


def test_with_new_keys_she_is_given_the_statistics_key_anew(office: Office) -> None:
    before = statistics_holders(office)[office.anders.account.id]
    other = secrets_of("Anders with new keys")
    write(office, office.anders, **vars(other.public_keys))
    take_up(office, office.birgitte, office.anders.account.id)
    assert statistics_holders(office)[office.anders.account.id] != before
    assert look(office).is_calm


# What stands in it


def test_bytes_that_are_no_list_are_refused() -> None:
    for content in (b"", b"{}", b"[]", b'{"members": 1, "statistics_key": "", "recovery_key": ""}'):
        with pytest.raises(BrokenList):
            UnitList.from_bytes(content)


def test_a_list_is_read_as_it_was_written_and_hides_its_keys() -> None:
    keys = vars(secrets_of("Anders").public_keys)
    listed = ListedMember(
        account=bytes(16),
        email="a@example.org",
        name="Åse",
        role=Role.LEAD,
        desk=None,
        unit_name="Enhed",
        key=keys["public_key"],
        identity_key=keys["identity_key"],
        signing_key=keys["signing_key"],
    )
    made = UnitList((listed,), b"s" * 1216, b"r" * 1216)
    assert UnitList.from_bytes(made.to_bytes()) == made
    assert repr(keys["public_key"]) not in repr(made)


def holders(office: Office) -> set[bytes]:
    """Who holds a key to a report that comes now."""
    report = office.filed()
    with office.database.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts is not None
        return set(unit.case_keys.members(facts.id))


def statistics_holders(office: Office) -> dict[bytes, bytes]:
    """The sealed copies of the statistics key, by holder."""
    return {row.holder: row.box for row in office.rows(unit_key_copies)}
