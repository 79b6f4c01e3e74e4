"""Somebody who can write the database, and has no key, alters one case: it no longer opens as if
nothing had happened, an alarm stands, and a head of unit brings back what can be brought back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, update

from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from portal.domain.errors import CaseAltered, InvalidInput, NotFound, NotPermitted
from portal.domain.manifest import Mismatch
from portal.services.case_alarms import altered_cases
from portal.services.casework.accept_case import accept_case, look_at_alterations, may_accept
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.files.read_file import read_file
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_key_store import REPORTER
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys, case_log, cases, file_chunks, manifests, records
from tests.attacks.test_an_administrator_with_sql import facts_of, sql
from tests.services.acts import received
from tests.support.portal import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table

    from tests.support.office import Office
    from tests.support.portal import FiledReport


@pytest.fixture
def report(office: Office) -> FiledReport:
    """A case with something in both compartments."""
    report = office.taken_up()
    office.in_scope(report.number)
    post_message(office.workplace, report.reporter, "Nyt fra mig")
    return report


def rows(office: Office, table: Table, report: FiledReport) -> list[dict[str, Any]]:
    case_id = facts_of(office, report).id
    with office.database.engine.connect() as connection:
        found = connection.execute(select(table).where(table.c.case_id == case_id))
        return [dict(row._mapping) for row in found]


def latest_word(office: Office, report: FiledReport) -> bytes:
    """The id of the reporter's message."""
    return bytes.fromhex(read_dialogue(office.workplace, report.reporter).entries[-1].id)


def a_changed_limit(office: Office, report: FiledReport) -> None:
    later = date(2026, 12, 24)
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(feedback_due=later, due=later))


def a_changed_state(office: Office, report: FiledReport) -> None:
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(state="closed", closed_on=date(2026, 3, 3)))


def a_deleted_message(office: Office, report: FiledReport) -> None:
    sql(office, delete(records).where(records.c.id == latest_word(office, report)))


def a_deleted_line_of_the_log(office: Office, report: FiledReport) -> None:
    [line, *_] = rows(office, case_log, report)
    sql(office, delete(case_log).where(case_log.c.id == line["id"]))


def an_older_copy_of_a_record(office: Office, report: FiledReport) -> None:
    before = {row["id"]: row for row in rows(office, records, report)}
    post_message(office.workplace, report.reporter, "Og mere")
    office.in_scope(report.number)
    changed = [
        row
        for row in rows(office, records, report)
        if row["id"] in before and before[row["id"]]["revision"] != row["revision"]
    ]
    assert changed
    old = before[changed[0]["id"]]
    sql(office, update(records).where(records.c.id == old["id"]).values(old))


def two_boxes_in_each_others_place(office: Office, report: FiledReport) -> None:
    # Two entries of the dialogue: what is lost when they are removed leaves a case to read.
    last = [
        bytes.fromhex(entry.id)
        for entry in read_dialogue(office.workplace, report.reporter).entries[-2:]
    ]
    one, other = [row for row in rows(office, records, report) if row["id"] in last]
    for row, box in ((one, other["box"]), (other, one["box"])):
        sql(office, update(records).where(records.c.id == row["id"]).values(box=box))


def a_row_of_nobodys(office: Office, report: FiledReport) -> None:
    [copied, *_] = rows(office, records, report)
    sql(office, insert(records).values({**copied, "id": new_id()}))


def a_key_taken_from_a_member(office: Office, report: FiledReport) -> None:
    chaima = case_keys.c.holder == office.chaima.account.id
    sql(office, delete(case_keys).where(chaima))


def no_manifest(office: Office, report: FiledReport) -> None:
    sql(office, delete(manifests).where(manifests.c.case_id == facts_of(office, report).id))


ALTERATIONS = [
    (a_changed_limit, Mismatch.COLUMN),
    (a_changed_state, Mismatch.COLUMN),
    (a_deleted_message, Mismatch.MISSING),
    (a_deleted_line_of_the_log, Mismatch.MISSING),
    (an_older_copy_of_a_record, Mismatch.ALTERED),
    (two_boxes_in_each_others_place, Mismatch.ALTERED),
    (a_row_of_nobodys, Mismatch.ADDED),
    (a_key_taken_from_a_member, Mismatch.HOLDERS),
    (no_manifest, Mismatch.MANIFEST),
]
Alter = "Callable[[Office, FiledReport], None]"


@pytest.mark.parametrize(("alter", "told"), ALTERATIONS, ids=[a.__name__ for a, _ in ALTERATIONS])
def test_it_is_noticed_told_to_the_head_of_unit_and_dealt_with(
    office: Office,
    report: FiledReport,
    alter: Callable[[Office, FiledReport], None],
    told: Mismatch,
) -> None:
    workplace, number = office.workplace, report.number
    alter(office, report)
    for _ in range(2):
        with pytest.raises(CaseAltered):
            read_case(workplace, office.anders, number)
    with workplace.open_unit() as unit:
        assert [facts.number for facts in altered_cases(workplace, unit)] == [number]
    found = look_at_alterations(workplace, office.birgitte, number)
    assert told in {one.what for one in found}
    accept_case(workplace, office.birgitte, number, reason="Set efter", passphrase=PASSPHRASE)
    assert look_at_alterations(workplace, office.birgitte, number) == ()
    with workplace.open_unit() as unit:
        assert altered_cases(workplace, unit) == []
    assert any(
        line.details.get("reason") == "Set efter"
        for line in read_case(workplace, office.anders, number).log
    )
    assert read_dialogue(workplace, report.reporter).entries


def test_the_limit_is_as_it_was_before_it_was_changed(office: Office, report: FiledReport) -> None:
    before = facts_of(office, report)
    a_changed_limit(office, report)
    [one, other] = look_at_alterations(office.workplace, office.birgitte, report.number)
    assert {(one.name, one.expected), (other.name, other.expected)} == {
        ("feedback_due", "2026-06-03"),
        ("due", "2026-06-03"),
    }
    with pytest.raises(CaseAltered):
        read_dialogue(office.workplace, report.reporter)
    accept_case(
        office.workplace, office.birgitte, report.number, reason="Set", passphrase=PASSPHRASE
    )
    assert facts_of(office, report) == before


def test_only_a_head_of_unit_accepts_with_a_reason_and_her_passphrase(
    office: Office, report: FiledReport
) -> None:
    a_changed_limit(office, report)
    number = report.number
    for member, reason, passphrase, refused in (
        (office.anders, "Set", PASSPHRASE, NotPermitted),
        (office.birgitte, " ", PASSPHRASE, InvalidInput),
        (office.birgitte, "Set", "en helt anden sætning", InvalidInput),
    ):
        with pytest.raises(refused):
            accept_case(office.workplace, member, number, reason=reason, passphrase=passphrase)
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.birgitte, number)


def test_one_altered_case_stops_no_search_in_the_others(
    office: Office, report: FiledReport
) -> None:
    other = office.taken_up("Der mangler også penge her")
    a_deleted_message(office, report)
    found = list_cases(office.workplace, office.anders, WorklistQuery(), "også penge")
    assert [row.facts.number for row in found.rows] == [other.number]
    assert found.unopened == (report.number,)


def test_a_file_exchanged_for_another_does_not_open(office: Office) -> None:
    files = [received(office, content * 70_000) for content in (b"a", b"b")]
    report = office.taken_up(files=tuple(files))
    one, other = (bytes.fromhex(file.id) for file in files)
    with office.database.engine.connect() as connection:
        chunks = connection.execute(select(file_chunks).where(file_chunks.c.file_id == other))
        for chunk in chunks.all():
            here = (file_chunks.c.file_id == one, file_chunks.c.position == chunk.position)
            sql(office, update(file_chunks).where(*here).values(box=chunk.box))
    _file, pieces = read_file(office.workplace, office.anders, report.number, files[0].id)
    with pytest.raises(CannotOpen):
        list(pieces)


def test_a_reporters_copy_of_the_key_that_was_taken_away_is_noticed(
    office: Office, report: FiledReport
) -> None:
    sql(office, delete(case_keys).where(case_keys.c.holder == REPORTER))
    with pytest.raises(NotFound):
        read_dialogue(office.workplace, report.reporter)
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, report.number)


def test_where_no_head_of_unit_holds_the_case_a_colleague_who_does_accepts_it(
    office: Office,
) -> None:
    report = office.filed(not_to=frozenset({office.birgitte.id}))
    a_changed_limit(office, report)
    for member, refused in ((office.birgitte, NotFound), (office.newcomer(), NotPermitted)):
        with pytest.raises(refused):
            accept_case(
                office.workplace, member, report.number, reason="Set", passphrase=PASSPHRASE
            )
    assert may_accept(office.workplace, office.anders, report.number)
    accept_case(office.workplace, office.anders, report.number, reason="Set", passphrase=PASSPHRASE)
    assert look_at_alterations(office.workplace, office.anders, report.number) == ()


def test_the_alarm_of_a_case_that_was_put_right_stands_until_it_is_written_down(
    office: Office, report: FiledReport
) -> None:
    before = facts_of(office, report)
    a_changed_limit(office, report)
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, report.number)
    case = cases.c.number == report.number
    sql(office, update(cases).where(case).values(feedback_due=before.feedback_due, due=before.due))
    with office.workplace.open_unit() as unit:
        assert altered_cases(office.workplace, unit) == [before]
    accept_case(
        office.workplace, office.birgitte, report.number, reason="Rettet", passphrase=PASSPHRASE
    )
    with office.workplace.open_unit() as unit:
        assert altered_cases(office.workplace, unit) == []
    with pytest.raises(NotFound):
        accept_case(
            office.workplace, office.birgitte, report.number, reason="Igen", passphrase=PASSPHRASE
        )
