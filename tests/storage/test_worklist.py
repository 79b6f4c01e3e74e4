"""The worklist as the database gives it: filtered, in order, a page at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.identifiers import new_id
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.storage import case_store
from portal.storage.case_key_store import KeyCopy
from portal.storage.case_store import WorklistQuery, _filtered, _parts
from portal.storage.database import Database
from tests.storage.rows import TODAY, case_facts, keep_case

ANNA, BO = b"anna".ljust(16), b"bo".ljust(16)

# Running limit, whose move, from when the unit has something to do, state: in the order a member
# should see them.
BY_URGENCY = [
    (date(2026, 2, 27), RestsWith.REPORTER, date(2026, 3, 20), CaseState.OPEN),
    (date(2026, 3, 16), RestsWith.ADMINISTRATION, date(2026, 4, 20), CaseState.OPEN),
    (None, RestsWith.UNIT, date(2026, 1, 5), CaseState.CLOSED),
    (date(2026, 5, 30), RestsWith.UNIT, date(2026, 2, 28), CaseState.OPEN),
    (date(2026, 6, 1), RestsWith.UNIT, date(2026, 3, 1), CaseState.RECEIVED),
    (date(2026, 5, 10), RestsWith.ADMINISTRATION, date(2026, 3, 2), CaseState.OPEN),
    (date(2026, 5, 1), RestsWith.REPORTER, date(2026, 3, 9), CaseState.OPEN),
    (None, RestsWith.UNIT, date(2026, 4, 1), CaseState.OPEN),
    (None, None, None, CaseState.CLOSED),
    (None, None, None, CaseState.ERASED),
]


@pytest.fixture
def cases(database: Database) -> list[CaseFacts]:
    """Anna holds a key to each of these, in the order above; Bo to the first alone."""
    kept = []
    for number, (due, rests_with, act_from, state) in enumerate(BY_URGENCY):
        facts = replace(
            case_facts(
                state=state, rests_with=rests_with, received_on=TODAY - timedelta(days=number)
            ),
            due=due,
            act_from=act_from,
        )
        kept.append(keep_case(database, facts))
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
        return unit.cases.worklist(member, WorklistQuery(today=TODAY, **wanted))


def test_limits_come_first_then_what_the_unit_has_to_do_then_what_is_over(
    database: Database, cases: list[CaseFacts]
) -> None:
    assert listed(database) == (cases, len(cases))


def test_the_newest_and_the_first_due_can_be_asked_for(
    database: Database, cases: list[CaseFacts]
) -> None:
    newest, _ = listed(database, sort="newest")
    assert newest == cases
    due, _ = listed(database, sort="due")
    running = sorted((one for one in cases if one.due), key=lambda one: one.due or date.max)
    assert due == running + [one for one in cases if one.due is None]


def test_what_is_pending_for_a_member_comes_in_the_order_of_her_list(
    database: Database, cases: list[CaseFacts]
) -> None:
    with database.open_unit() as unit:
        assert unit.cases.pending_of(ANNA, TODAY, 50) == cases[:8]
        assert unit.cases.pending_of(ANNA, TODAY, 4) == cases[:4]
        assert unit.cases.pending_of(BO, TODAY, 50) == cases[:1]


def test_the_jobs_see_every_case_with_a_move_left_whoever_has_a_key(
    database: Database, cases: list[CaseFacts]
) -> None:
    with database.open_unit() as unit:
        assert unit.cases.pending() == sorted(cases[:8], key=lambda one: one.number)


def test_a_list_is_counted_no_further_than_it_says(
    database: Database, cases: list[CaseFacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_store, "COUNTED_AT_MOST", 4)
    rows, count = listed(database, page=2, page_size=6)
    assert (rows, count) == (cases[6:], 5)


@pytest.mark.parametrize("sort", ["urgent", "newest", "due"])
@pytest.mark.parametrize("state", [None, CaseState.OPEN])
def test_every_part_of_the_list_is_read_off_an_index(
    database: Database, cases: list[CaseFacts], sort: str, state: CaseState | None
) -> None:
    if database.engine.dialect.name != "sqlite":
        # PostgreSQL sorts a handful of rows whatever index there is; the bench measures it.
        return
    wanted = WorklistQuery(sort=sort, state=state, today=TODAY)
    with database.engine.connect() as connection:
        for part in _parts(_filtered(ANNA, wanted), wanted):
            sql = part.limit(50).compile(
                connection, compile_kwargs={"literal_binds": False, "render_postcompile": True}
            )
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {sql}", tuple(sql.params[name] for name in sql.positiontup)
            ).all()
            steps = " / ".join(str(row[-1]) for row in plan)
            assert "USING INDEX ix_cases" in steps, steps
            assert "TEMP B-TREE" not in steps, steps


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


@pytest.mark.parametrize("size", [1, 3, 8, 10, 50])
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
        extended_due=date(2026, 9, 2),
        act_from=None,
        handler=b"somebody",
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
