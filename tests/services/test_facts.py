"""The statistical facts of a case follow it from the report on, sealed, until nothing else is
left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from portal.domain.access import Role
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.errors import NotFound
from portal.domain.matter import Outcome, PassOn
from portal.domain.triage import Decision, Ground, Relation, ScopeLeg
from portal.services.accounts.disable_account import disable_account
from portal.services.casework.close_case import reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import change_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.member_work import MemberWork
from portal.services.reporting.post_message import post_message
from portal.services.statistics.complete_facts import complete_facts
from portal.services.statistics.statistics_key import open_statistics_key
from portal.storage.record_shapes import TURNS
from portal.storage.tables import cases, facts, metadata, records, unit_keys
from tests.services.acts import closed, finish
from tests.support.office import ALL_YES, Office

if TYPE_CHECKING:
    from portal.domain.statistics import StatisticalFacts
    from portal.services.workplace import Member
    from portal.storage.fact_store import CountedCase

DAY = date(2026, 3, 3)
RECEIVED = Turn(DAY, CaseState.RECEIVED, RestsWith.UNIT)


def on(office: Office, day: str) -> date:
    office.clock.set(datetime.fromisoformat(f"{day}T12:00:00+01:00"))
    return date.fromisoformat(day)


def counted(office: Office, member: Member | None = None) -> list[CountedCase]:
    with office.database.open_unit() as unit:
        return unit.facts.every(
            open_statistics_key(office.workplace, unit, member or office.anders)
        )


def facts_now(office: Office) -> StatisticalFacts:
    """The facts of the only case there is."""
    [one] = counted(office)
    return one.facts


def test_a_report_has_its_facts_as_soon_as_it_is_filed(office: Office) -> None:
    report = office.filed()
    [one] = counted(office)
    assert one.number == report.number
    told = one.facts
    assert (told.received_on, told.acknowledged_on, told.feedback_due) == (
        DAY,
        DAY,
        date(2026, 6, 3),
    )
    assert (told.extended, told.feedback_on, told.matters) == (False, None, ())
    assert told.turns == (RECEIVED,)


def test_taking_up_a_decision_its_correction_and_another_theme_show_at_once(
    office: Office,
) -> None:
    report = office.filed()
    taken_up = on(office, "2026-03-04")
    declare_impartiality(office.workplace, office.anders, report.number, impartial=True, reason="")
    assert facts_now(office).turns == (RECEIVED, Turn(taken_up, CaseState.OPEN, RestsWith.UNIT))
    ordinal = office.rejected(report.number, offer=True)
    [matter] = facts_now(office).matters
    assert (matter.decision, matter.ground) == (Decision.REJECTED, Ground.NOT_SUBSTANTIATED)
    assert (matter.pass_on, matter.administration) == (PassOn.OFFERED, "BUF")
    assert (matter.relation, matter.scope_leg) == (Relation.WORKER, ScopeLeg.EU_ACT)
    assert (matter.sorted_on, matter.decided_on) == (taken_up, taken_up)
    assert facts_now(office).all_rejected
    assert facts_now(office).turns[-1].rests_with is RestsWith.REPORTER

    corrected = on(office, "2026-03-05")
    triage_matter(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        assessment=ALL_YES,
        decision=Decision.IN_SCOPE,
        ground=None,
    )
    told = {"summary": "Omsorgen", "theme": "neglect_of_care", "administration": "SUF"}
    change_matter(office.workplace, office.anders, report.number, ordinal, **told)
    [matter] = facts_now(office).matters
    assert (matter.decision, matter.ground, matter.decided_on) == (
        Decision.IN_SCOPE,
        None,
        corrected,
    )
    assert (matter.first_theme, matter.theme, matter.administration) == (
        "finance",
        "neglect_of_care",
        "SUF",
    )
    assert not facts_now(office).all_rejected


def test_an_extension_feedback_an_outcome_and_the_closing_show_at_once(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    extend_feedback(office.workplace, office.anders, report.number, reason="Mange bilag")
    assert facts_now(office).extended
    assert facts_now(office).feedback_due == date(2026, 6, 3)
    interim = on(office, "2026-05-04")
    give_feedback(
        office.workplace, office.anders, report.number, done="Spurgt", why="Svar", interim=True
    )
    assert (facts_now(office).feedback_on, facts_now(office).final_feedback_on) == (interim, None)
    set_outcome(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        outcome=Outcome.REFUTED,
        police_report=False,
    )
    final = on(office, "2026-05-11")
    finish(office, report, ordinal, Outcome.CONFIRMED)
    told = facts_now(office)
    assert (told.feedback_on, told.final_feedback_on) == (interim, final)
    [matter] = told.matters
    assert (matter.outcome, matter.settled_on) == (Outcome.CONFIRMED, final)
    assert told.turns[-1] == Turn(final, CaseState.CLOSED, None)


def test_a_message_of_the_reporter_adds_her_turn_though_she_cannot_read_the_rest(
    office: Office,
) -> None:
    report = closed(office)
    before = facts_now(office)
    wrote = on(office, "2026-03-09")
    post_message(office.workplace, report.reporter, "Jeg er blevet fyret.")
    hers = Turn(wrote, CaseState.CLOSED, RestsWith.UNIT)
    assert facts_now(office).turns == (*before.turns, hers)
    assert facts_now(office).matters == before.matters
    assert len(office.rows(facts)) == 2
    reopened = on(office, "2026-03-10")
    reopen_case(office.workplace, office.anders, report.number, reason="Hun er fyret")
    assert facts_now(office).turns[-2:] == (hers, Turn(reopened, CaseState.OPEN, RestsWith.UNIT))
    assert len(office.rows(facts)) == 1


def test_the_facts_lie_sealed_and_no_theme_code_or_outcome_stands_in_any_row(
    office: Office,
) -> None:
    report = closed(office, Outcome.STOPPED_TO_PROTECT)
    reopen_case(office.workplace, office.anders, report.number, reason="Nyt")
    told = {"summary": "x", "theme": "neglect_of_care", "administration": "SUF"}
    change_matter(office.workplace, office.anders, report.number, 1, **told)
    post_message(office.workplace, report.reporter, "Nyt")
    words = [b"neglect_of_care", b"finance", b"eu_act", b"in_scope", b"stopped_to_protect"]
    values = [
        value if isinstance(value, bytes) else str(value).encode()
        for table in metadata.sorted_tables
        for row in office.rows(table)
        for value in row
    ]
    assert len(values) > 100
    assert [word for word in words if any(word in value for value in values)] == []


def test_who_lacks_the_key_reads_nothing(office: Office) -> None:
    office.filed()
    for stranger in (office.newcomer(), office.newcomer("Rikke", Role.AUDITOR, None)):
        with pytest.raises(NotFound):
            counted(office, stranger)
    with office.database.open_unit() as unit, pytest.raises(CannotOpen):
        unit.facts.every(KeyPair.new())
    with office.database.open_unit() as unit, pytest.raises(CannotOpen):
        unit.facts.every(office.birgitte.key_pair)


def without_facts(office: Office) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(delete(facts))


def without_turns(office: Office, number: str) -> None:
    """A case from before turns were written down."""
    with office.database.open_unit(write=True) as unit:
        work = MemberWork(unit, office.workplace, office.anders, number)
        turns = work._single_records[TURNS]
        unit._connection.execute(delete(records).where(records.c.id == turns.id))
        unit.commit()


def test_facts_that_are_missing_are_written_by_whoever_can_open_the_case(office: Office) -> None:
    seen = closed(office)
    hidden = office.filed(not_to=frozenset({office.anders.id}))
    before = counted(office)
    without_facts(office)
    assert counted(office) == []
    assert complete_facts(office.workplace, office.anders) == 1
    assert [one.number for one in counted(office)] == [seen.number]
    assert complete_facts(office.workplace, office.anders) == 1
    assert complete_facts(office.workplace, office.birgitte) == 0
    assert complete_facts(office.workplace, office.birgitte) == 0
    assert sorted(counted(office), key=str) == sorted(before, key=str)
    assert {one.number for one in counted(office)} == {seen.number, hidden.number}


def test_a_case_that_nobody_can_open_any_more_is_counted_as_received_and_holds_up_no_report(
    office: Office,
) -> None:
    lost = office.filed(not_to=frozenset({office.birgitte.id, office.anders.id}))
    disable_account(office.workplace, None, office.chaima.account.email)
    without_facts(office)
    assert complete_facts(office.workplace, office.anders) == 0
    [one] = counted(office)
    assert (one.number, one.facts.matters, one.facts.turns) == (lost.number, (), (RECEIVED,))


def test_completing_the_facts_of_a_case_writes_nothing_into_the_case(office: Office) -> None:
    report = closed(office)
    without_facts(office)
    before = office.rows(records), office.rows(cases)
    assert complete_facts(office.workplace, office.birgitte) == 0
    assert (office.rows(records), office.rows(cases)) == before
    assert read_case(office.workplace, office.anders, report.number)


def test_a_report_filed_before_there_was_a_key_has_its_facts_once_there_is_one(
    office: Office,
) -> None:
    office.relist(lambda now: replace(now, statistics_key=b""))
    report = office.taken_up()
    post_message(office.workplace, report.reporter, "Nyt")
    assert complete_facts(office.workplace, office.birgitte) == 1
    assert office.rows(facts) == []
    [key] = office.rows(unit_keys)
    office.relist(lambda now: replace(now, statistics_key=key.public_key))
    post_message(office.workplace, report.reporter, "Mere")
    assert office.rows(facts) == []
    assert complete_facts(office.workplace, office.birgitte) == 0
    [one] = counted(office, office.birgitte)
    assert (one.number, one.facts.turns[0]) == (report.number, RECEIVED)


def test_an_old_case_is_told_to_have_been_received_and_to_stand_as_it_stands_now(
    office: Office,
) -> None:
    report = office.taken_up()
    without_turns(office, report.number)
    without_facts(office)
    today = on(office, "2026-04-07")
    assert complete_facts(office.workplace, office.anders) == 0
    assert facts_now(office).turns == (RECEIVED, Turn(today, CaseState.OPEN, RestsWith.UNIT))


def test_an_old_closed_case_is_told_to_have_been_closed_on_its_day_also_when_opened_again(
    office: Office,
) -> None:
    report = office.taken_up()
    finished = on(office, "2026-03-20")
    finish(office, report, office.in_scope(report.number))
    closing = (RECEIVED, Turn(finished, CaseState.CLOSED, None))
    without_turns(office, report.number)
    without_facts(office)
    today = on(office, "2026-04-07")
    assert complete_facts(office.workplace, office.anders) == 0
    assert facts_now(office).turns == closing
    without_turns(office, report.number)
    reopen_case(office.workplace, office.anders, report.number, reason="Nyt bilag")
    assert facts_now(office).turns == (*closing, Turn(today, CaseState.OPEN, RestsWith.UNIT))
