"""A record opens at its place and nowhere else, and only to whom its compartment belongs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from crypto.case_key import CaseKeys, new_root
from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts
from portal.storage.database import Database
from portal.storage.record_store import OpenedRecord
from portal.storage.tables import case_log, cases, records
from tests.storage.rows import kept_case


@dataclass(frozen=True)
class Shelf:
    """A case with one record in each compartment and one log line in each."""

    database: Database
    facts: CaseFacts
    keys: CaseKeys
    shared: bytes
    unit: bytes

    @property
    def reporters_keys(self) -> CaseKeys:
        return CaseKeys.from_shared(self.keys.shared)

    def read(self, keys: CaseKeys | None = None) -> list[OpenedRecord]:
        with self.database.open_unit() as unit:
            return unit.records.all_of(self.facts, keys or self.keys)

    def read_log(self, keys: CaseKeys | None = None) -> list[bytes]:
        with self.database.open_unit() as unit:
            return unit.records.log_of(self.facts, keys or self.keys)

    def tamper(self, how: Callable[[Connection], object]) -> None:
        with self.database.engine.connect() as connection:
            how(connection)
            connection.commit()


def shelf_in(database: Database, root: bytes) -> Shelf:
    facts = kept_case(database)
    keys = CaseKeys.from_root(root)
    with database.open_unit(write=True) as unit:
        shared = unit.records.add(facts, keys.shared, "entry", b"to both")
        own = unit.records.add(facts, keys.unit, "note", b"to the unit")
        unit.records.add_log(facts, keys.shared, b"the reporter's line")
        unit.records.add_log(facts, keys.unit, b"a member's line")
        unit.commit()
    return Shelf(database, facts, keys, shared, own)


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return shelf_in(database, new_root())


def contents(opened: list[OpenedRecord]) -> set[tuple[str, bytes, int]]:
    return {(record.kind, record.content, record.revision) for record in opened}


def test_a_member_reads_both_compartments(shelf: Shelf) -> None:
    assert contents(shelf.read()) == {("entry", b"to both", 1), ("note", b"to the unit", 1)}
    assert set(shelf.read_log()) == {b"the reporter's line", b"a member's line"}


def test_the_reporter_reads_the_shared_one_alone(shelf: Shelf) -> None:
    assert contents(shelf.read(shelf.reporters_keys)) == {("entry", b"to both", 1)}
    assert shelf.read_log(shelf.reporters_keys) == [b"the reporter's line"]


def test_rows_of_both_compartments_look_alike(shelf: Shelf) -> None:
    with shelf.database.engine.connect() as connection:
        rows = connection.execute(select(records)).all()
        lines = connection.execute(select(case_log)).all()
    assert {(row.generation, row.revision, len(row.box)) for row in rows} == {(1, 1, 1085)}
    assert {(line.generation, len(line.box)) for line in lines} == {(1, 1085)}


def test_the_next_revision_takes_the_place_of_the_one_before(shelf: Shelf) -> None:
    with shelf.database.open_unit(write=True) as unit:
        before = next(r for r in unit.records.all_of(shelf.facts, shelf.keys) if r.kind == "note")
        unit.records.replace(shelf.facts, shelf.keys.unit, before, b"corrected")
        unit.commit()
    assert contents(shelf.read()) == {("entry", b"to both", 1), ("note", b"corrected", 2)}


def test_an_earlier_box_does_not_open_as_the_later_revision(shelf: Shelf) -> None:
    with shelf.database.engine.connect() as connection:
        old = connection.execute(select(records).where(records.c.id == shelf.unit)).one()
    with shelf.database.open_unit(write=True) as unit:
        before = next(r for r in unit.records.all_of(shelf.facts, shelf.keys) if r.kind == "note")
        unit.records.replace(shelf.facts, shelf.keys.unit, before, b"corrected")
        unit.commit()
    shelf.tamper(lambda c: c.execute(_at(shelf.unit).values(box=old.box)))
    with pytest.raises(CannotOpen):
        shelf.read()


def _at(record_id: bytes):
    return update(records).where(records.c.id == record_id)


def _changed(box: bytes, position: int) -> bytes:
    return box[:position] + bytes([box[position] ^ 1]) + box[position + 1 :]


@pytest.mark.parametrize("compartment", ["shared", "unit"])
@pytest.mark.parametrize(
    "values",
    [
        {"id": b"another id of 16"},
        {"revision": 2},
        {"revision": 0},
        {"generation": 2},
        {"box": b""},
        {"box": b"\x01" * 1085},
    ],
    ids=["id", "later revision", "earlier revision", "generation", "empty", "invented"],
)
def test_a_record_at_another_place_does_not_open_for_a_member(
    shelf: Shelf, compartment: str, values: dict[str, object]
) -> None:
    shelf.tamper(lambda c: c.execute(_at(getattr(shelf, compartment)).values(**values)))
    with pytest.raises(CannotOpen):
        shelf.read()


@pytest.mark.parametrize("compartment", ["shared", "unit"])
@pytest.mark.parametrize("position", [0, 1, 33, 45, 600, 1084])
def test_a_record_with_a_changed_byte_does_not_open(
    shelf: Shelf, compartment: str, position: int
) -> None:
    record_id = getattr(shelf, compartment)

    def change(connection: Connection) -> None:
        box = connection.execute(
            select(records.c.box).where(records.c.id == record_id)
        ).scalar_one()
        connection.execute(_at(record_id).values(box=_changed(box, position)))

    shelf.tamper(change)
    with pytest.raises(CannotOpen):
        shelf.read()


@pytest.mark.parametrize("compartment", ["shared", "unit"])
def test_a_record_moved_to_another_case_does_not_open_even_under_the_same_key(
    database: Database, compartment: str
) -> None:
    root = new_root()
    here, there = shelf_in(database, root), shelf_in(database, root)
    moved = getattr(here, compartment)
    here.tamper(lambda c: c.execute(_at(moved).values(case_id=there.facts.id)))
    with pytest.raises(CannotOpen):
        there.read()
    assert len(here.read()) == 1


def test_two_boxes_that_changed_places_do_not_open(shelf: Shelf) -> None:
    def swap(connection: Connection) -> None:
        boxes = {row.id: row.box for row in connection.execute(select(records))}
        connection.execute(_at(shelf.shared).values(box=boxes[shelf.unit]))
        connection.execute(_at(shelf.unit).values(box=boxes[shelf.shared]))

    shelf.tamper(swap)
    with pytest.raises(CannotOpen):
        shelf.read()
    assert shelf.read(shelf.reporters_keys) == []


def test_a_line_of_the_log_is_no_record(shelf: Shelf) -> None:
    def copy_a_line(connection: Connection) -> None:
        line = connection.execute(select(case_log).limit(1)).one()
        values = {"id": line.id, "case_id": line.case_id, "generation": 1, "box": line.box}
        connection.execute(insert(records).values(revision=1, **values))

    shelf.tamper(copy_a_line)
    with pytest.raises(CannotOpen):
        shelf.read()


def test_a_changed_line_of_the_log_does_not_open(shelf: Shelf) -> None:
    def swap_all(connection: Connection) -> None:
        lines = connection.execute(select(case_log)).all()
        for line, other in zip(lines, reversed(lines), strict=True):
            change = update(case_log).where(case_log.c.id == line.id)
            connection.execute(change.values(box=other.box))

    shelf.tamper(swap_all)
    with pytest.raises(CannotOpen):
        shelf.read_log()


def test_another_cases_key_opens_nothing(shelf: Shelf) -> None:
    stranger = CaseKeys.from_root(new_root())
    with pytest.raises(CannotOpen):
        shelf.read(stranger)
    assert shelf.read(CaseKeys.from_shared(stranger.shared)) == []
    assert shelf.read_log(CaseKeys.from_shared(stranger.shared)) == []


def test_the_shared_key_in_the_place_of_the_units_opens_no_record_of_the_unit(
    shelf: Shelf,
) -> None:
    with pytest.raises(CannotOpen):
        shelf.read(replace(shelf.keys, unit=shelf.keys.shared))


def test_records_are_counted_by_case_and_lines_of_the_log_are_not(database: Database) -> None:
    one, other = shelf_in(database, new_root()), shelf_in(database, new_root())
    empty = kept_case(database)
    with database.open_unit(write=True) as unit:
        unit.records.add(other.facts, other.keys.shared, "entry", b"one more")
        unit.commit()
    ids = [one.facts.id, other.facts.id, empty.id]
    with database.open_unit() as unit:
        assert unit.records.count_writes(ids) == {one.facts.id: 2, other.facts.id: 3}
        assert unit.records.count_writes([]) == {}


def test_removing_a_cases_records_leaves_those_of_others(database: Database) -> None:
    one, other = shelf_in(database, new_root()), shelf_in(database, new_root())
    with database.open_unit(write=True) as unit:
        unit.records.remove_all(one.facts.id)
        unit.commit()
    assert one.read() == one.read_log() == []
    assert len(other.read()) == len(other.read_log()) == 2


def test_a_case_that_goes_takes_its_records_with_it(shelf: Shelf) -> None:
    shelf.tamper(lambda c: c.execute(delete(cases).where(cases.c.id == shelf.facts.id)))
    with shelf.database.engine.connect() as connection:
        assert connection.execute(select(records)).all() == []
        assert connection.execute(select(case_log)).all() == []
