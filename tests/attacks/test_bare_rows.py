"""Rows that somebody who can write the database adds for people who have no key: nobody who has the
keys ever makes a true copy of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, update

from crypto.identifiers import new_secret
from portal.domain.access import Desk, Role
from portal.domain.case_file import NoteReader
from portal.domain.errors import LastHolder, NobodyToReadIt, NotFound, UnitNotReady
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.reset_account import reset_account
from portal.services.case_alarms import altered_cases
from portal.services.casework.accept_case import accept_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.give_access import give_access
from portal.services.casework.read_case import read_case
from portal.services.casework.write_note import write_note
from portal.services.members.look_at_list import look_at_list
from portal.services.members.unit_list import current_list
from portal.services.own_notes import open_own_note
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import (
    accounts,
    case_keys,
    cases,
    manifests,
    records,
    system_log,
    unit_lists,
)
from tests.attacks.test_an_administrator_with_sql import facts_of, sql
from tests.support.portal import PASSPHRASE, secrets_of

if TYPE_CHECKING:
    from portal.services.workplace import Member
    from tests.support.office import Office
    from tests.support.portal import FiledReport


def add_bare_row(office: Office, report: FiledReport, member: Member, generation: int = 1) -> None:
    row = {
        "case_id": facts_of(office, report).id, "holder": member.account.id,
        "generation": generation, "box": new_secret(), "seen": new_secret(), "identity_box": b"",
    }  # fmt: skip
    sql(office, insert(case_keys).values(row))


def disqualified(office: Office, report: FiledReport, member: Member) -> None:
    declare_impartiality(
        office.workplace, member, report.number, impartial=False, reason="Min søster"
    )


def holders(office: Office, report: FiledReport) -> set[bytes]:
    with office.workplace.open_unit() as unit:
        return set(unit.case_keys.members(facts_of(office, report).id))


def test_who_was_excluded_is_given_no_true_key_at_the_next_renewal(office: Office) -> None:
    report = office.filed(not_to=frozenset({office.chaima.id}))
    add_bare_row(office, report, office.chaima)
    read_dialogue(office.workplace, report.reporter)
    disqualified(office, report, office.anders)
    assert holders(office, report) == {office.birgitte.account.id}
    with pytest.raises(NotFound):
        read_case(office.workplace, office.chaima, report.number)


def test_a_row_for_a_newcomer_is_no_key_to_be_renewed_either(office: Office) -> None:
    report = office.taken_up()
    dorthe = office.newcomer()
    add_bare_row(office, report, dorthe)
    read_case(office.workplace, office.birgitte, report.number)
    disqualified(office, report, office.anders)
    assert dorthe.account.id not in holders(office, report)


def test_a_row_for_an_administrator_does_not_stop_a_renewal(office: Office) -> None:
    report = office.taken_up()
    add_bare_row(office, report, office.newcomer("Torben", Role.ADMINISTRATOR, None))
    disqualified(office, report, office.anders)
    assert facts_of(office, report).generation == 2
    assert holders(office, report) == {office.birgitte.account.id, office.chaima.account.id}


def test_rows_of_other_generations_neither_lock_anybody_out_nor_stop_a_renewal(
    office: Office,
) -> None:
    report = office.taken_up()
    for member in (office.anders, office.birgitte):
        add_bare_row(office, report, member, generation=7)
    assert read_case(office.workplace, office.birgitte, report.number)
    disqualified(office, report, office.anders)
    assert read_case(office.workplace, office.birgitte, report.number)


def test_the_last_who_can_open_a_case_does_not_leave_it_to_a_colleague_with_lost_keys(
    office: Office,
) -> None:
    report = office.filed(not_to=frozenset({office.birgitte.id}))
    reset_account(office.workplace, None, office.chaima.account.email)
    with pytest.raises(LastHolder):
        disqualified(office, report, office.anders)
    add_bare_row(office, report, office.newcomer())
    with pytest.raises(LastHolder):
        disqualified(office, report, office.anders)


def with_lost_keys(office: Office, member: Member) -> None:
    """Her account has new keys, and the list those that she lost."""
    keys = secrets_of(f"{member.account.name}, på ny").public_keys
    sql(office, update(accounts).where(accounts.c.id == member.account.id).values(**vars(keys)))


def test_the_last_head_who_can_open_anything_is_neither_closed_nor_reset(office: Office) -> None:
    other = office.newcomer("Lone", Role.LEAD, Desk.BOTH)
    with_lost_keys(office, other)
    for close in (disable_account, reset_account):
        with pytest.raises(LastHolder):
            close(office.workplace, None, office.birgitte.account.email)


def test_no_report_is_taken_in_that_nobody_could_open(office: Office) -> None:
    with_lost_keys(office, office.chaima)
    both = frozenset({office.birgitte.id, office.anders.id})
    with pytest.raises(NobodyToReadIt):
        office.filed(not_to=both)
    with_lost_keys(office, office.birgitte)
    with pytest.raises(UnitNotReady):
        office.filed()


def test_a_note_to_herself_under_keys_that_she_lost_locks_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = office.taken_up()
    number = report.number
    for text, reader in (("Kun mig", NoteReader.SELF), ("Til alle", NoteReader.UNIT)):
        write_note(office.workplace, office.anders, number, text, reader)
    # Sealed to another key pair than the one that reads it now.
    lost = replace(office.anders, key_pair=office.chaima.key_pair)
    monkeypatch.setattr(
        "portal.services.casework.read_case.open_own_note",
        lambda note, _member, case_id: open_own_note(note, lost, case_id),
    )
    case = read_case(office.workplace, office.anders, number)
    assert [note.text for note in case.notes] == ["Til alle"]


def test_an_older_manifest_put_back_costs_no_message_that_opens(office: Office) -> None:
    report = office.taken_up()
    [before] = office.rows(manifests)
    post_message(office.workplace, report.reporter, "Det vigtigste")
    sql(
        office,
        update(manifests).values(shared_box=before.shared_box, unit_box=before.unit_box),
    )
    accept_case(
        office.workplace, office.birgitte, report.number, reason="Set", passphrase=PASSPHRASE
    )
    case = read_case(office.workplace, office.anders, report.number)
    assert case.file.entries[-1].text == "Det vigtigste"


def test_after_a_loss_nobody_new_is_given_a_key(office: Office) -> None:
    report = office.filed(not_to=frozenset({office.chaima.id}))
    [lost, *_] = office.rows(records)
    sql(office, delete(records).where(records.c.id == lost.id))
    accept_case(
        office.workplace, office.birgitte, report.number, reason="Set", passphrase=PASSPHRASE
    )
    with pytest.raises(NotFound):
        give_access(
            office.workplace,
            office.birgitte,
            report.number,
            office.chaima.account.id,
            passphrase=PASSPHRASE,
        )


def test_a_case_is_not_erased_by_a_word_in_the_database(office: Office) -> None:
    report = office.taken_up()
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(state="erased"))
    with pytest.raises(Exception, match="alterations"):
        read_case(office.workplace, office.anders, report.number)
    with pytest.raises(Exception, match="alterations"):
        read_dialogue(office.workplace, report.reporter)


def test_another_locator_is_noticed_and_put_back(office: Office) -> None:
    report = office.taken_up()
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(locator=new_secret()))
    with pytest.raises(NotFound):
        read_dialogue(office.workplace, report.reporter)
    accept_case(
        office.workplace, office.birgitte, report.number, reason="Set", passphrase=PASSPHRASE
    )
    assert read_dialogue(office.workplace, report.reporter).entries


def test_a_line_of_the_log_from_the_future_hides_no_alarm(office: Office) -> None:
    report = office.taken_up()
    facts = facts_of(office, report)
    dealt_with = {
        "id": new_secret()[:16], "at": office.clock.now().replace(year=2999),
        "event": "case:alteration:dealt_with", "actor": None, "subject": facts.id,
    }  # fmt: skip
    sql(
        office,
        insert(system_log).values(dealt_with),
        update(cases).where(cases.c.id == facts.id).values(state="closed"),
    )
    with pytest.raises(Exception, match="alterations"):
        read_case(office.workplace, office.anders, report.number)
    with office.workplace.open_unit() as unit:
        assert [one.id for one in altered_cases(office.workplace, unit)] == [facts.id]


def test_an_old_version_of_the_list_that_is_gone_is_noticed(office: Office) -> None:
    sql(office, delete(unit_lists).where(unit_lists.c.version == 2))
    assert look_at_list(office.workplace).broken


def test_a_list_signed_while_somebody_reads_breaks_nothing(office: Office) -> None:
    with office.workplace.open_unit() as unit:
        assert unit.unit_lists.newest()
        office.newcomer()
        assert current_list(office.workplace.anchor, unit) is not None


def test_a_row_in_a_heads_name_does_not_keep_a_colleague_from_dealing_with_a_case(
    office: Office,
) -> None:
    report = office.filed(not_to=frozenset({office.birgitte.id}))
    add_bare_row(office, report, office.birgitte)
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(state="closed"))
    accept_case(office.workplace, office.anders, report.number, reason="Set", passphrase=PASSPHRASE)
    assert facts_of(office, report).state == "received"


def test_a_case_that_is_only_looked_at_again_leaves_its_manifests_as_they_are(
    office: Office,
) -> None:
    report = office.taken_up()
    read_case(office.workplace, office.anders, report.number)
    before = office.rows(manifests)
    read_case(office.workplace, office.anders, report.number)
    assert office.rows(manifests) == before
    post_message(office.workplace, report.reporter, "Nyt")
    assert office.rows(manifests) != before
