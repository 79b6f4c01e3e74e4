"""When a case is erased its statistical facts stay, and nothing leads from one to the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from portal.domain.case_status import CaseState
from portal.domain.errors import ForbiddenMove
from portal.services.casework.erase_case import erase_case
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.statistics.complete_facts import complete_facts
from portal.services.statistics.statistics_key import open_statistics_key
from portal.storage.tables import cases, facts, metadata, records
from tests.services.acts import finish
from tests.support.office import Office, all_at_once

if TYPE_CHECKING:
    from portal.storage.fact_store import CountedCase
    from tests.support.portal import FiledReport

NEW_YEAR = date(2026, 1, 1)
ERASED = date(2028, 6, 1)


def at_noon(office: Office, day: str) -> None:
    office.clock.set(datetime.fromisoformat(f"{day}T12:00:00+01:00"))


def counted(office: Office) -> list[CountedCase]:
    with office.database.open_unit() as unit:
        return unit.facts.every(open_statistics_key(office.workplace, unit, office.birgitte))


def erase(office: Office, report: FiledReport) -> None:
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=True)


def long_closed(office: Office) -> FiledReport:
    """A case that lived through every date there is, and whose time has come."""
    at_noon(office, "2026-03-03")
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    at_noon(office, "2026-03-10")
    extend_feedback(office.workplace, office.anders, report.number, reason="Mange bilag")
    at_noon(office, "2026-05-11")
    finish(office, report, ordinal)
    at_noon(office, "2028-06-01")
    return report


def test_an_erased_case_still_counts_and_nothing_leads_from_it_to_its_facts(
    office: Office,
) -> None:
    report = long_closed(office)
    [before] = counted(office)
    [row] = office.rows(facts)
    erase(office, report)
    [after] = counted(office)
    assert (after.number, after.facts) == ("", before.facts)
    [gone] = office.rows(cases)
    [kept] = office.rows(facts)
    assert kept.case_id is None
    assert (kept.id, kept.box) != (row.id, row.box)
    for table in metadata.sorted_tables:
        if table is not cases:
            assert not [one for one in office.rows(table) if gone.id in tuple(one)]
    dates_told = {
        value
        for thing in (after.facts, *after.facts.matters, *after.facts.turns)
        for value in vars(thing).values()
        if isinstance(value, date)
    }
    assert dates_told == {date(2026, 3, 3), date(2026, 5, 11), date(2026, 6, 3)}
    plain = {value for value in gone if isinstance(value, date)}
    assert plain == {NEW_YEAR, ERASED}
    assert not plain & dates_told


def test_what_is_left_of_an_erased_case_can_be_listed(office: Office) -> None:
    report = long_closed(office)
    office.filed("En anden sag")
    erase(office, report)
    with office.database.open_unit() as unit:
        [left] = unit.cases.erased()
        assert unit.facts.unwritten() == []
    assert (left.number, left.state, left.erased_on) == (
        report.number,
        CaseState.ERASED,
        ERASED,
    )
    assert (left.received_on, left.feedback_due) == (NEW_YEAR, NEW_YEAR)
    assert left.acknowledged_on is left.extended_due is left.act_from is left.due is None
    assert complete_facts(office.workplace, office.birgitte) == 0
    assert len(counted(office)) == 2


def test_nothing_is_erased_while_there_is_no_key_to_count_it_under(office: Office) -> None:
    report = long_closed(office)
    office.relist(lambda now: replace(now, statistics_key=b""))
    with pytest.raises(ForbiddenMove):
        erase(office, report)
    assert office.rows(records)


def test_cases_erased_at_one_moment_all_count_and_rows_do_not_tell_which_is_which(
    office: Office,
) -> None:
    reports = [long_closed(office) for _ in range(4)]
    erase(office, reports[0])
    all_at_once(lambda number: erase(office, reports[1 + number]), 3)
    assert [one.number for one in counted(office)] == [""] * 4
    if office.database.engine.dialect.name == "postgresql":
        # A later erasure gives all of them its own number of transaction.
        erase(office, long_closed(office))
        with office.database.engine.connect() as connection:
            numbers = connection.execute(text("SELECT DISTINCT xmin::text FROM facts")).all()
        assert len(numbers) == 1
