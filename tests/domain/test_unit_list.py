"""The signed list says the same of members as ever, and of contact persons whom they answer for."""

import json
from dataclasses import replace

import pytest

from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.unit_list import (
    Difference,
    UnitList,
    active_contacts,
    active_readers,
    as_listed,
    differences,
    listed_member,
)

FIELDS_OF_A_MEMBER = [
    "account",
    "email",
    "name",
    "role",
    "desk",
    "unit_name",
    "key",
    "identity_key",
    "signing_key",
]


def account(name: str, role: Role, administration: str = "", **more: object) -> Account:
    known = Account(
        id=name.encode().ljust(16, b"."),
        email=f"{name.lower()}@kommune.example",
        name=name,
        role=role,
        desk=Desk.BOTH,
        state=AccountState.ACTIVE,
        administration=administration,
        public_key=name.encode(),
        identity_key=b"identity",
        signing_key=b"signing",
    )
    return replace(known, **more)  # type: ignore[arg-type]


BIRGITTE = account("Birgitte", Role.LEAD)
KAREN = account("Karen", Role.CONTACT, "BUF")
SARA = account("Sara", Role.CONTACT, "SUF", for_one_dossier=True, unit_name="Centret")


def list_of(*accounts: Account) -> UnitList:
    members = [listed_member(one) for one in accounts]
    return UnitList(tuple(one for one in members if one))


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEAD, Role.AUDITOR])
def test_of_a_member_the_list_says_what_it_always_said(role: Role) -> None:
    told = json.loads(list_of(account("Anders", role, "BUF", for_one_dossier=True)).to_bytes())
    assert list(told["members"][0]) == FIELDS_OF_A_MEMBER


def test_of_a_contact_person_it_says_whom_she_answers_for() -> None:
    told = json.loads(list_of(BIRGITTE, SARA).to_bytes())["members"][1]
    assert list(told) == [*FIELDS_OF_A_MEMBER, "administration", "for_one_dossier"]
    assert (told["administration"], told["for_one_dossier"]) == ("SUF", True)


def test_what_was_written_is_read_as_it_was() -> None:
    unit_list = list_of(BIRGITTE, KAREN, SARA)
    again = UnitList.from_bytes(unit_list.to_bytes())
    assert again == unit_list
    assert again.to_bytes() == unit_list.to_bytes()


def test_a_contact_person_of_whom_it_says_less_has_no_administration() -> None:
    told = json.loads(list_of(SARA).to_bytes())
    del told["members"][0]["administration"], told["members"][0]["for_one_dossier"]
    one = UnitList.from_bytes(json.dumps(told).encode()).members[0]
    assert (one.administration, one.for_one_dossier) == ("", False)


def test_only_a_contact_person_has_one_whatever_stands_beside_a_member() -> None:
    told = json.loads(list_of(BIRGITTE).to_bytes())
    told["members"][0] |= {"administration": "SUF", "for_one_dossier": True}
    one = UnitList.from_bytes(json.dumps(told).encode()).members[0]
    assert (one.administration, one.for_one_dossier) == ("", False)


def test_a_contact_person_neither_signs_nor_reads_reports() -> None:
    unit_list = list_of(BIRGITTE, KAREN)
    karen = unit_list.member(KAREN.id)
    assert karen is not None
    assert not karen.may_sign
    assert not karen.reads_cases
    assert active_readers(unit_list, [BIRGITTE, KAREN], CaseKind.REPORT) == [BIRGITTE]


@pytest.mark.parametrize(
    "change",
    [{"administration": "SUF"}, {"for_one_dossier": True}, {"desk": Desk.COMPLAINTS}],
    ids=str,
)
def test_another_administration_than_was_signed_is_a_difference(change: dict[str, object]) -> None:
    changed = replace(KAREN, **change)  # type: ignore[arg-type]
    found = differences(list_of(BIRGITTE, KAREN), [BIRGITTE, changed])
    assert [(one.difference, one.about.name) for one in found] == [(Difference.CHANGED, "Karen")]


def test_the_words_of_a_contact_person_are_also_those_of_her_administration() -> None:
    said = [listed_member(one) for one in (KAREN, replace(KAREN, administration="SUF"))]
    assert len({one.compared(b"root") for one in said if one}) == 2


def test_active_contacts_are_as_the_list_has_them() -> None:
    unit_list = list_of(BIRGITTE, SARA, KAREN)
    moved = replace(KAREN, administration="SOF", name="Karin", desk=None)
    assert active_contacts(unit_list, [BIRGITTE, moved, SARA]) == [KAREN, SARA]
    karen = unit_list.member(KAREN.id)
    assert karen is not None
    assert as_listed(moved, karen) == KAREN


@pytest.mark.parametrize(
    "change", [{"state": AccountState.DISABLED}, {"public_key": b"new"}, {"id": b"n" * 16}], ids=str
)
def test_who_cannot_open_what_is_sealed_to_her_is_none_of_them(change: dict[str, object]) -> None:
    changed = replace(KAREN, **change)  # type: ignore[arg-type]
    assert active_contacts(list_of(BIRGITTE, KAREN), [BIRGITTE, changed]) == []
