"""The unit's list is believed as far as its signatures and the anchor carry it, and no further."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import delete, insert, update

from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from crypto.signing import SigningPair
from crypto.statements import unit_list_statement
from portal.domain.access import AccountState, Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import (
    BrokenList,
    InvalidInput,
    NobodyToReadIt,
    NotOnTheList,
    NotPermitted,
    UnitNotReady,
    WrongRoot,
)
from portal.domain.unit_list import Difference, ListedMember, ListVersion, UnitList, listed_member
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import list_members, read_system_log
from portal.services.accounts.sign_in import check_passphrase
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.key_copies import open_member_copy
from portal.services.members.begin_unit import begin_unit
from portal.services.members.change_list import remove_member, take_up_member
from portal.services.members.look_at_list import LookAtList, look_at_list, words_of
from portal.services.members.own_words import own_words
from portal.services.members.unit_list import (
    current_list,
    hash_of_version,
    list_of_version,
    sign_list,
)
from portal.services.workplace import Member
from portal.storage.tables import accounts, unit_key_copies, unit_lists
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, secrets_of


def look(office: Office) -> LookAtList:
    return look_at_list(office.workplace)


def chain(office: Office) -> list[ListVersion]:
    with office.database.open_unit() as unit:
        newest = unit.unit_lists.newest()
        return unit.unit_lists.between(1, newest.version) if newest else []


def waiting(office: Office, name: str = "Dorthe", role: Role = Role.CASEWORKER) -> Member:
    """An active account that nobody has taken up."""
    desk = Desk.BOTH if role is not Role.AUDITOR else None
    someone = office.newcomer(name, role, desk)
    office.relist(lambda now: now.without(someone.account.id))
    return someone


def words_for(office: Office, account_id: bytes) -> str:
    """The words that the page shows of an account."""
    with office.database.open_unit() as unit:
        account = unit.accounts.by_id(account_id)
    assert account is not None
    listed = listed_member(account)
    assert listed is not None
    return words_of(office.workplace, listed)


def take_up(office: Office, signer: Member, account_id: bytes, words: str = "") -> None:
    take_up_member(
        office.workplace,
        signer,
        account_id,
        words=words or words_for(office, account_id),
        passphrase=PASSPHRASE,
    )


def write(office: Office, member: Member, **values: object) -> None:
    """Whoever can write the database changes an account."""
    with office.database.engine.begin() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == member.account.id).values(**values)
        )


def forge(office: Office, change: UnitList, signer: bytes, pair: SigningPair) -> None:
    """A next version put into the database past every service."""
    newest = chain(office)[-1]
    number, previous, content = newest.version + 1, hash_of_version(newest), change.to_bytes()
    statement = unit_list_statement(version=number, previous=previous, content=content)
    row = {
        "version": number,
        "previous": previous,
        "content": content,
        "signer": signer,
        "signature": pair.sign(statement),
    }
    with office.database.engine.begin() as connection:
        connection.execute(insert(unit_lists).values(**row))


def drop(office: Office, *versions: int) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(delete(unit_lists).where(unit_lists.c.version.in_(versions)))


def sign_in(office: Office, name: str) -> StaffSecrets:
    """What lies in a member's box after her passphrase was right."""
    return check_passphrase(office.workplace, f"{name}@kommune.example", PASSPHRASE).secrets


# The chain


def test_each_version_names_the_one_before_and_the_first_is_the_root(office: Office) -> None:
    versions = chain(office)
    anchor = office.workplace.anchor.read()
    assert anchor is not None
    assert [one.version for one in versions] == list(range(1, len(versions) + 1))
    assert versions[0].previous == b""
    assert anchor.root == hash_of_version(versions[0])
    for earlier, later in pairwise(versions):
        assert later.previous == hash_of_version(earlier)
    first = UnitList.from_bytes(versions[0].content)
    assert [one.name for one in first.members] == ["Birgitte Prøve"]
    assert look(office).signed_by == "Birgitte Prøve"


def test_a_list_from_before_the_newest_is_not_believed(office: Office) -> None:
    drop(office, look(office).version)
    assert look(office).broken
    assert list_members(office.workplace) == []
    with pytest.raises((BrokenList, UnitNotReady, NobodyToReadIt)):
        office.filed()


def test_without_any_version_the_list_is_broken_and_does_not_begin_anew(office: Office) -> None:
    drop(office, *(one.version for one in chain(office)))
    assert look(office).broken
    birgitte = office.birgitte
    with pytest.raises(BrokenList), office.database.open_unit(write=True) as unit:
        begin_unit(office.workplace, unit, birgitte.account, birgitte.key_pair)


def test_a_version_that_is_missing_between_breaks_the_chain(office: Office) -> None:
    seen = office.anchor_file.read_bytes()
    middle = look(office).version + 1
    waiting(office)
    office.anchor_file.write_bytes(seen)
    drop(office, middle)
    assert look(office).broken


@pytest.mark.parametrize("part", ["content", "signature", "previous", "signer"])
def test_a_version_that_was_altered_is_not_believed(office: Office, part: str) -> None:
    seen = office.anchor_file.read_bytes()
    waiting(office)
    office.anchor_file.write_bytes(seen)
    altered = {
        "content": UnitList(()).to_bytes(),
        "signature": bytes(100),
        "previous": bytes(32),
        "signer": office.anders.account.id,
    }
    with office.database.engine.begin() as connection:
        newest = unit_lists.c.version == chain(office)[-1].version
        connection.execute(update(unit_lists).where(newest).values({part: altered[part]}))
    assert look(office).broken


def test_a_signature_of_somebody_who_is_not_on_the_list_is_not_believed(office: Office) -> None:
    stranger = waiting(office)
    listed = listed_member(stranger.account)
    assert listed is not None
    now = look(office).unit_list
    forge(office, now.with_member(listed), stranger.account.id, stranger.signing_pair)
    assert look(office).broken


def test_a_signature_in_a_members_name_by_other_keys_is_not_believed(office: Office) -> None:
    pair = SigningPair.of_member(secrets_of("Intruder").seed)
    forge(office, look(office).unit_list, office.birgitte.account.id, pair)
    assert look(office).broken


def test_an_auditor_is_listed_and_signs_nothing(office: Office) -> None:
    rikke = office.newcomer("Rikke", Role.AUDITOR, None)
    dorthe = waiting(office)
    with pytest.raises(NotOnTheList):
        take_up(office, rikke, dorthe.account.id)
    now = look(office)
    assert rikke.account.id in {one.account for one in now.unit_list.members}
    assert [one.about.name for one in now.waiting] == ["Dorthe Prøve"]
    forge(office, now.unit_list, rikke.account.id, rikke.signing_pair)
    assert look(office).broken


def test_who_was_taken_off_the_list_signs_nothing_any_more(office: Office) -> None:
    disable_account(office.workplace, None, office.chaima.account.email)
    remove_member(
        office.workplace, office.birgitte, office.chaima.account.id, passphrase=PASSPHRASE
    )
    forge(office, look(office).unit_list, office.chaima.account.id, office.chaima.signing_pair)
    assert look(office).broken


def test_an_earlier_list_is_found_by_its_number_and_none_that_was_never_signed(
    office: Office,
) -> None:
    with office.database.open_unit() as unit:
        first = list_of_version(office.workplace.anchor, unit, 1)
        assert [one.name for one in first.members] == ["Birgitte Prøve"]
        for number in (0, look(office).version + 1):
            with pytest.raises(BrokenList):
                list_of_version(office.workplace.anchor, unit, number)


# The anchor


def test_the_anchor_moves_forward_with_what_is_seen(office: Office) -> None:
    seen = office.anchor_file.read_bytes()
    waiting(office)
    newest = office.workplace.anchor.read()
    office.anchor_file.write_bytes(seen)
    assert not look(office).broken
    assert office.workplace.anchor.read() == newest


def test_a_portal_that_stops_between_the_list_and_its_anchor_goes_on(office: Office) -> None:
    anchors = office.workplace.anchor
    before = anchors.read()
    with office.database.open_unit(write=True) as unit:
        now = current_list(anchors, unit)
        assert now is not None
        made = sign_list(anchors, unit, office.birgitte, now.without(office.chaima.account.id))
        unit.commit()
    assert anchors.read() == before
    assert look(office).version == made.version
    assert anchors.read() == made


def test_a_lost_anchor_comes_back_from_the_root_in_a_members_box(office: Office) -> None:
    anchor = office.workplace.anchor.read()
    assert anchor is not None
    assert sign_in(office, "anders").root == anchor.root
    office.anchor_file.unlink()
    assert look(office).broken
    assert sign_in(office, "anders").root == anchor.root
    assert office.workplace.anchor.read() == anchor
    assert not look(office).broken


def test_a_lost_first_anchor_comes_back_with_her_who_signed_the_first_version(
    office: Office,
) -> None:
    anchor = office.workplace.anchor.read()
    office.anchor_file.unlink()
    # Anders's box knows no root yet, and he signed nothing.
    sign_in(office, "anders")
    assert look(office).broken
    sign_in(office, "birgitte")
    assert office.workplace.anchor.read() == anchor


def test_another_list_in_its_place_stops_the_sign_in(office: Office) -> None:
    sign_in(office, "anders")
    drop(office, *(one.version for one in chain(office)))
    office.anchor_file.unlink()
    intruder = replace(
        office.birgitte.account, id=new_id(), **vars(secrets_of("Intruder").public_keys)
    )
    with office.database.open_unit(write=True) as unit:
        anchor = begin_unit(office.workplace, unit, intruder, secrets_of("Intruder").key_pair)
        unit.commit()
    with pytest.raises(BrokenList):
        sign_in(office, "anders")
    office.workplace.anchor.move_to(anchor)
    with pytest.raises(WrongRoot):
        sign_in(office, "anders")
    [line] = [
        one for one in read_system_log(office.workplace) if one.event is SystemEvent.WRONG_ROOT
    ]
    assert line.subject == "Anders Prøve"


# Who is taken up, and by whom


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
