"""The unit's list is believed as far as its signatures and the anchor carry it, and no further."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import update

from crypto.identifiers import new_id
from crypto.signing import SigningPair
from portal.domain.access import Role
from portal.domain.audit_events import SystemEvent
from portal.domain.case_status import CaseKind
from portal.domain.errors import (
    BrokenList,
    NobodyToReadIt,
    NotOnTheList,
    UnitNotReady,
    WrongRoot,
)
from portal.domain.unit_list import UnitList, listed_member
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import (
    list_members,
    read_system_log,
    unit_is_ready,
)
from portal.services.members.begin_unit import begin_unit
from portal.services.members.change_list import remove_member
from portal.services.members.unit_list import (
    current_list,
    hash_of_version,
    list_of_version,
    sign_list,
)
from portal.storage.tables import unit_lists
from tests.services.listing import (
    chain,
    drop,
    forge,
    look,
    sign_in,
    take_up,
    waiting,
)
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, secrets_of


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
    assert not any(unit_is_ready(office.workplace, kind) for kind in CaseKind)
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
