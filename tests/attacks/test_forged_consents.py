"""Somebody with the case's keys, or with the database, writes that the reporter agreed: her word is
signed with her code, so that what she did not say, or has taken back, lets nothing out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from portal.domain.disclosure import Obstacle
from portal.domain.errors import CaseAltered
from portal.services.casework.read_case import read_case
from portal.services.member_work import working_on
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage import record_shapes as shapes
from portal.storage.tables import records
from tests.services.asking import ask, entries_of, lock, says, takes_back

if TYPE_CHECKING:
    from portal.domain.dialogue import Entry
    from portal.services.member_work import MemberWork
    from tests.support.office import Office
    from tests.support.portal import FiledReport


@pytest.fixture
def report(office: Office) -> FiledReport:
    """A case with one matter in scope."""
    report = office.taken_up()
    office.in_scope(report.number)
    return report


def write_down(office: Office, report: FiledReport, entry: Entry) -> None:
    """A member with the case's keys, and no conscience, adds an entry as if it were hers."""
    with working_on(office.workplace, office.anders, report.number) as work:
        put(work, entry)
        work.unit.commit()


def put(work: MemberWork, entry: Entry) -> None:
    record_id = new_id()
    entry = replace(entry, id=record_id.hex(), ordinal=len(work.file.entries) + 1)
    content = shapes.write(shapes.ENTRY, entry)
    work.unit.records.add(work.facts, work.keys.shared, shapes.ENTRY, content, record_id)


def test_an_old_yes_written_down_again_after_her_no_agrees_to_nothing(
    office: Office, report: FiledReport
) -> None:
    """Her signature under it is good: it is her no, and that it came later, that counts."""
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    yes = entries_of(office, report)[-1]
    takes_back(office, report, asked)
    write_down(office, report, yes)
    assert [one.facts["answer"] for one in entries_of(office, report)[-3:]] == ["yes", "no", "yes"]
    assert lock(office, report) == (Obstacle.CONSENT_WITHDRAWN, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_a_yes_to_one_question_is_no_yes_to_another(office: Office, report: FiledReport) -> None:
    says(office, report, ask(office, report), yes=True)
    yes = entries_of(office, report)[-1]
    other = ask(office, report, "BUF")
    write_down(office, report, replace(yes, about=other))
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.birgitte, report.number)
    with pytest.raises(CannotOpen):
        read_dialogue(office.workplace, report.reporter)


def test_a_no_is_not_turned_into_a_yes(office: Office, report: FiledReport) -> None:
    asked = ask(office, report)
    says(office, report, asked, yes=False)
    no = entries_of(office, report)[-1]
    write_down(office, report, replace(no, facts={**no.facts, "answer": "yes"}))
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.birgitte, report.number)


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"ordinal": "1", "recipient": "BUF"}},
        {"text": "Må SUF få dit navn?"},
        {"matter": "f" * 32},
    ],
)
def test_a_question_is_not_changed_under_her_answer(
    office: Office, report: FiledReport, change: dict[str, object]
) -> None:
    """To whom, of what and in which words are all signed, so that nobody who has the case's keys
    can put another recipient beside a yes."""
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    [question] = [one for one in entries_of(office, report) if one.id == asked]
    with working_on(office.workplace, office.anders, report.number) as work:
        [record] = [
            one for one in work.unit.records.all_of(work.facts, work.keys) if one.id.hex() == asked
        ]
        content = shapes.write(shapes.ENTRY, replace(question, **change))
        work.unit.records.replace(work.facts, work.keys.shared, record, content)
        work.unit.commit()
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.birgitte, report.number)


def test_a_withdrawal_that_was_deleted_from_the_database_is_missed(
    office: Office, report: FiledReport
) -> None:
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    takes_back(office, report, asked)
    withdrawal = bytes.fromhex(entries_of(office, report)[-1].id)
    with office.database.engine.begin() as connection:
        assert connection.execute(select(records.c.id).where(records.c.id == withdrawal)).one()
        connection.execute(delete(records).where(records.c.id == withdrawal))
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.birgitte, report.number)
    with pytest.raises(CaseAltered):
        read_dialogue(office.workplace, report.reporter)


def test_a_yes_to_one_administration_is_not_turned_to_another(office: Office) -> None:
    """She signed the administration that the offer named, and the matter."""
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    [offer] = read_dialogue(office.workplace, report.reporter).waiting
    answer_question(office.workplace, report.reporter, offer.id, accepted=True)
    other = next(one for one in ("BUF", "SUF") if one != offer.facts["administration"])
    forged = replace(offer, facts={**offer.facts, "administration": other})
    with working_on(office.workplace, office.anders, report.number) as work:
        stored = work.unit.records.all_of(work.facts, work.keys)
        record = next(one for one in stored if one.id == bytes.fromhex(offer.id))
        content = shapes.write(shapes.ENTRY, forged)
        work.unit.records.replace(work.facts, work.keys.shared, record, content)
        work.unit.commit()
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.birgitte, report.number)
