"""An administrator who can write the database, and has neither a member's passphrase nor the
server's files: she can break things, becomes a reader of nothing, and is noticed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, update

from crypto.case_key import CaseKeys, new_root
from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from crypto.signing import SigningPair
from crypto.statements import generation_statement, key_name, unit_list_statement
from portal.domain.access import Role
from portal.domain.errors import BrokenList, NotFound
from portal.domain.unit_list import Difference, UnitList
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.key_copies import KeysToHand, member_copy, reporter_copy
from portal.services.members.look_at_list import look_at_list
from portal.services.members.unit_list import hash_of_version
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import (
    accounts,
    case_generations,
    case_keys,
    cases,
    unit_lists,
)
from tests.support.portal import secrets_of

if TYPE_CHECKING:
    from sqlalchemy import Executable

    from portal.domain.case_file import CaseFacts
    from tests.support.office import Office
    from tests.support.portal import FiledReport


def sql(office: Office, *statements: Executable) -> None:
    with office.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def facts_of(office: Office, report: FiledReport) -> CaseFacts:
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
    assert facts
    return facts


def alarms(office: Office) -> list[tuple[Difference, str]]:
    return [(one.difference, one.about.name) for one in look_at_list(office.workplace).alarms]


def test_she_adds_an_account_of_a_member_with_keys_of_her_own(office: Office) -> None:
    keys = secrets_of("Indtrænger").public_keys
    row = {
        "id": new_id(), "email": "ny@kommune.example", "name": "Ny Kollega", "role": "lead",
        "desk": "both", "state": "active", "administration": "", "unit_name": "", "box": b"x",
        "last_code_step": 0, **vars(keys),
    }  # fmt: skip
    sql(office, insert(accounts).values(row))
    report = office.filed()
    with office.workplace.open_unit() as unit:
        assert row["id"] not in unit.case_keys.members(facts_of(office, report).id)
    assert [one.about.name for one in look_at_list(office.workplace).waiting] == ["Ny Kollega"]


def test_she_puts_her_own_key_in_a_members_account(office: Office) -> None:
    hers = secrets_of("Indtrænger")
    anders = accounts.c.id == office.anders.account.id
    sql(office, update(accounts).where(anders).values(**vars(hers.public_keys)))
    assert alarms(office) == [(Difference.CHANGED, "Anders Prøve")]
    report = office.filed("Hemmeligt")
    intruder = replace(office.anders, key_pair=hers.key_pair)
    with pytest.raises(NotFound):
        read_case(office.workplace, intruder, report.number)
    # The true Anders goes on as before: the list's key counts.
    assert list_cases(office.workplace, office.anders, WorklistQuery()).count == 1


def test_she_makes_a_caseworker_head_of_unit(office: Office) -> None:
    anders = accounts.c.id == office.anders.account.id
    sql(office, update(accounts).where(anders).values(role=Role.LEAD))
    assert alarms(office) == [(Difference.CHANGED, "Anders Prøve")]


def test_she_closes_an_account_and_an_alarm_stands_until_a_member_signs(office: Office) -> None:
    anders = accounts.c.id == office.anders.account.id
    sql(office, update(accounts).where(anders).values(state="disabled"))
    assert alarms(office) == [(Difference.GONE, "Anders Prøve")]
    report = office.filed()
    with office.workplace.open_unit() as unit:
        holders = unit.case_keys.members(facts_of(office, report).id)
    assert office.anders.account.id not in holders


def forged_version(office: Office, pair: SigningPair, *, signer: bytes) -> dict[str, object]:
    """The next version of the list, with the intruder's keys for Anders on it."""
    with office.workplace.open_unit() as unit:
        newest = unit.unit_lists.newest()
    assert newest
    now = UnitList.from_bytes(newest.content)
    anders = now.member(office.anders.account.id)
    assert anders
    hers = secrets_of("Indtrænger").public_keys
    told: dict[str, Any] = {
        "version": newest.version + 1,
        "previous": hash_of_version(newest),
        "content": now.with_member(replace(anders, key=hers.public_key)).to_bytes(),
    }
    return {**told, "signer": signer, "signature": pair.sign(unit_list_statement(**told))}


def test_she_signs_a_list_herself(office: Office) -> None:
    forged = forged_version(office, SigningPair.new(), signer=office.birgitte.account.id)
    sql(office, insert(unit_lists).values(forged))
    assert look_at_list(office.workplace).broken
    with pytest.raises(BrokenList):
        office.filed()


def test_she_brings_an_older_list_back(office: Office) -> None:
    gone = office.newcomer("Fratrådt")
    with office.workplace.open_unit() as unit:
        before = unit.unit_lists.newest()
    assert before
    office.relist(lambda now: now.without(gone.account.id))
    assert not look_at_list(office.workplace).broken
    sql(office, delete(unit_lists).where(unit_lists.c.version > before.version))
    assert look_at_list(office.workplace).broken
    with pytest.raises(BrokenList):
        office.filed()


def test_she_begins_the_list_anew(office: Office) -> None:
    sql(office, delete(unit_lists))
    assert look_at_list(office.workplace).broken
    with pytest.raises(BrokenList):
        office.filed()


@pytest.mark.parametrize("signed_by_her", [True, False])
def test_she_gives_a_case_new_keys_that_she_knows(office: Office, *, signed_by_her: bool) -> None:
    report = office.taken_up()
    facts = replace(facts_of(office, report), generation=2)
    root = new_root()
    keys, hers = CaseKeys.from_root(root), SigningPair.new()
    with office.workplace.open_unit() as unit:
        public = unit.cases.reporter_keys(facts.id)
    copies = [
        member_copy(facts, KeysToHand(root), one.account)
        for one in (office.birgitte, office.anders, office.chaima)
    ]
    copies.append(reporter_copy(facts, root, public.key))
    assert keys.unit
    signature = hers.sign(
        generation_statement(
            case_id=facts.id,
            generation=2,
            shared_name=key_name(keys.shared),
            unit_name=key_name(keys.unit),
            reporter_key=public.key,
            reporter_signing_key=public.signing_key,
            list_version=1,
        )
    )
    row = {
        "case_id": facts.id, "generation": 2, "unit_key_name": key_name(keys.unit),
        "signer": office.birgitte.account.id, "list_version": 1, "signature": signature,
    }  # fmt: skip
    sql(
        office,
        update(cases).where(cases.c.id == facts.id).values(generation=2),
        insert(case_keys).values([{"case_id": facts.id, **vars(copy)} for copy in copies]),
    )
    if signed_by_her:
        sql(office, insert(case_generations).values(row))
    for read in (
        lambda: read_case(office.workplace, office.anders, report.number),
        lambda: read_dialogue(office.workplace, report.reporter),
    ):
        with pytest.raises(CannotOpen):
            read()


def test_she_takes_a_reporters_signing_key_away_so_that_consents_need_no_signature(
    office: Office,
) -> None:
    report = office.taken_up()
    case = cases.c.number == report.number
    for key in (None, SigningPair.new().public):
        sql(office, update(cases).where(case).values(reporter_signing_key=key))
        with pytest.raises(CannotOpen):
            read_case(office.workplace, office.anders, report.number)


def test_she_passes_a_case_off_as_one_from_before_there_were_signatures(office: Office) -> None:
    report = office.taken_up()
    facts = facts_of(office, report)
    of_case = case_generations.c.case_id == facts.id
    sql(
        office,
        delete(case_generations).where(of_case),
        update(cases).where(cases.c.id == facts.id).values(reporter_signing_key=None),
    )
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.anders, report.number)


def test_she_gives_a_copy_of_another_members_key_to_her_own_account(office: Office) -> None:
    report = office.filed()
    erik = office.newcomer("Erik", Role.ADMINISTRATOR, None)
    facts = facts_of(office, report)
    with office.database.engine.connect() as connection:
        [copy] = connection.execute(
            select(case_keys).where(case_keys.c.holder == office.anders.account.id)
        )
    moved = {**copy._mapping, "holder": erik.account.id}
    sql(office, insert(case_keys).values(moved))
    for thief in (erik, replace(erik, account=office.anders.account)):
        with pytest.raises((CannotOpen, NotFound)):
            read_case(office.workplace, thief, report.number)
    assert facts.number == report.number
