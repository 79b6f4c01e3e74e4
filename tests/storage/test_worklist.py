"""The worklist as the database gives it: filtered, in order, a page at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.identifiers import new_id
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.storage.case_key_store import KeyCopy
from portal.storage.case_store import WorklistQuery
from portal.storage.database import Database
from tests.storage.rows import TODAY, case_facts, keep_case

ANNA, BO = b"anna".ljust(16), b"bo".ljust(16)

# Due date, whose move, state: in the order a member should see them.
BY_URGENCY = [
    (date(2026, 4, 1), RestsWith.UNIT, CaseState.OPEN),
    (date(2026, 6, 1), RestsWith.UNIT, CaseState.RECEIVED),
    (date(2026, 7, 1), RestsWith.UNIT, CaseState.CLOSED),
    (date(2026, 3, 1), RestsWith.ADMINISTRATION, CaseState.OPEN),
    (date(2026, 3, 9), RestsWith.REPORTER, CaseState.OPEN),
    (date(2026, 5, 1), RestsWith.ADMINISTRATION, CaseState.OPEN),
    (date(2025, 1, 1), None, CaseState.CLOSED),
    (date(2025, 2, 1), None, CaseState.ERASED),
]


@pytest.fixture
def cases(database: Database) -> list[CaseFacts]:
    """Anna holds a key to each of these, in the order above; Bo to the first alone."""
    kept = []
    for number, (due, rests_with, state) in enumerate(reversed(BY_URGENCY)):
        facts = case_facts(
            state=state,
            rests_with=rests_with,
            received_on=TODAY - timedelta(days=number),
            feedback_due=due,
        )
        kept.insert(0, keep_case(database, facts))
    with database.open_unit(write=True) as unit:
        for facts in kept:
            unit.case_keys.add(facts.id, [KeyCopy(ANNA, 1, b"box", b"seen")])
        unit.case_keys.add(kept[0].id, [KeyCopy(BO, 1, b"box", b"seen")])
        unit.commit()
    return kept


def listed(
    database: Database, member: bytes = ANNA, **wanted: object
) -> tuple[list[CaseFacts], int]:
    with database.open_unit() as unit:
        return unit.cases.worklist(member, WorklistQuery(**wanted))


def test_what_the_unit_has_to_move_comes_first_and_what_is_over_last(
    database: Database, cases: list[CaseFacts]
) -> None:
    assert listed(database) == (cases, len(cases))


def test_the_newest_and_the_first_due_can_be_asked_for(
    database: Database, cases: list[CaseFacts]
) -> None:
    newest, _ = listed(database, sort="newest")
    assert newest == cases[::-1]
    due, _ = listed(database, sort="due")
    assert due == sorted(cases, key=lambda one: one.feedback_due)


def test_a_member_sees_the_cases_she_has_a_key_to(
    database: Database, cases: list[CaseFacts]
) -> None:
    assert listed(database, BO) == (cases[:1], 1)
    assert listed(database, new_id()) == ([], 0)


def test_a_second_generation_of_a_key_lists_a_case_once(
    database: Database, cases: list[CaseFacts]
) -> None:
    with database.open_unit(write=True) as unit:
        unit.case_keys.add(cases[0].id, [KeyCopy(BO, 2, b"box", b"seen")])
        unit.commit()
    assert listed(database, BO) == (cases[:1], 1)


@pytest.mark.parametrize("state", CaseState)
def test_the_list_is_filtered_by_state(
    database: Database, cases: list[CaseFacts], state: CaseState
) -> None:
    expected = [one for one in cases if one.state is state]
    assert listed(database, state=state) == (expected, len(expected))


@pytest.mark.parametrize("whose", RestsWith)
def test_the_list_is_filtered_by_whose_move_it_is(
    database: Database, cases: list[CaseFacts], whose: RestsWith
) -> None:
    expected = [one for one in cases if one.rests_with is whose]
    assert listed(database, rests_with=whose) == (expected, len(expected))


def test_filters_add_up(database: Database, cases: list[CaseFacts]) -> None:
    assert listed(database, state=CaseState.CLOSED, rests_with=RestsWith.UNIT) == ([cases[2]], 1)
    assert listed(database, number=cases[3].number) == ([cases[3]], 1)
    assert listed(database, number=cases[3].number, state=CaseState.ERASED) == ([], 0)
    assert listed(database, kind=CaseKind.COMPLAINT) == ([], 0)


@pytest.mark.parametrize("size", [1, 3, 8, 50])
@pytest.mark.parametrize("sort", ["urgent", "newest", "due"])
def test_the_pages_together_are_the_whole_list(
    database: Database, cases: list[CaseFacts], size: int, sort: str
) -> None:
    pages = -(-len(cases) // size)
    found = []
    for page in range(1, pages + 1):
        rows, count = listed(database, page=page, page_size=size, sort=sort)
        assert count == len(cases)
        assert len(rows) <= size
        found += rows
    assert found == listed(database, sort=sort)[0]
    assert listed(database, page=pages + 1, page_size=size) == ([], len(cases))


def test_a_move_changes_what_moves_and_nothing_else(
    database: Database, cases: list[CaseFacts]
) -> None:
    facts = cases[0]
    changed = replace(
        facts,
        state=CaseState.CLOSED,
        rests_with=None,
        closed_on=TODAY,
        due=None,
        erased_on=date(2027, 2, 1),
    )
    unmoved = {"number": "2099-AAAAA", "feedback_due": date(2099, 1, 1), "received_on": TODAY}
    with database.open_unit(write=True) as unit:
        unit.cases.save(replace(changed, **unmoved))
        assert unit.cases.by_number(facts.number) == changed
        assert unit.cases.by_number("2099-AAAAA") is None


def test_of_erased_cases_number_and_dates_are_left(
    database: Database, cases: list[CaseFacts]
) -> None:
    with database.open_unit() as unit:
        assert unit.cases.erased() == [cases[-1]]
