"""What a thief of the database can read is what docs/threat-model.md says, column by column."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from portal.storage.tables import metadata
from tests.promises.documents import text_of

THREAT_MODEL = "docs/threat-model.md"
ROW = re.compile(r"^\| `(\w+)\.(\w+)` \| ([a-z ]+) \| (.+) \|$", re.MULTILINE)
KINDS = {"plain", "random", "hash", "public key", "sealed", "signed", "published"}

# A minute of what staff and the machine do; never of what a reporter does.
MAY_HOLD_A_MINUTE = {"system_log", "sign_in_throttles", "job_runs", "mails"}
# What a reporter's act writes a row of.
REPORTERS_SIDE = {
    "cases",
    "case_keys",
    "case_generations",
    "manifests",
    "records",
    "case_log",
    "forwardings",
    "files",
    "file_chunks",
    "sessions",
    "facts",
    "notices",
}
COUNTS = {"generation", "revision", "position", "list_version"}
# Readable bytes of any length, and signatures: nowhere but where they vouch for something.
MAY_BE_SIGNED = {"dossiers", "unit_lists", "case_generations"}
# Readable files of any length: nowhere but where everybody may fetch them.
PUBLISHED = {("publication_files", "content")}
# Shorter than 2026-03-01T12:00, so that no text column takes a date with its minute.
LONGEST_WORD = len("2026-03-01T12:00") - 1

DOCUMENTED = {(m[1], m[2]): (m[3], m[4]) for m in ROW.finditer(text_of(THREAT_MODEL))}
COLUMNS = {
    (table.name, column.name): column
    for table in metadata.sorted_tables
    for column in table.columns
}


def _type(column: Column[object]) -> TypeEngine[object]:
    """What the database makes of a column, whatever the code puts around it."""
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def test_every_column_stands_in_the_threat_model_and_no_other() -> None:
    assert COLUMNS
    assert sorted(set(COLUMNS) - set(DOCUMENTED)) == [], "columns nobody has argued for"
    assert sorted(set(DOCUMENTED) - set(COLUMNS)) == [], "columns that are not there"


def test_no_column_is_told_twice() -> None:
    rows = [(m[1], m[2]) for m in ROW.finditer(text_of(THREAT_MODEL))]
    assert len(rows) == len(set(rows))


def test_every_row_of_the_threat_model_is_of_a_known_kind_and_gives_a_reason() -> None:
    assert {kind for kind, _ in DOCUMENTED.values()} <= KINDS
    assert [name for name, (_, why) in DOCUMENTED.items() if len(why) < len("why it is so")] == []


@pytest.mark.parametrize("place", COLUMNS, ids=".".join)
def test_a_column_can_hold_what_it_is_said_to_hold(place: tuple[str, str]) -> None:
    kind = DOCUMENTED[place][0]
    column = _type(COLUMNS[place])
    if kind in {"sealed", "public key", "signed", "published"}:
        assert isinstance(column, LargeBinary)
        assert column.length is None
    elif kind in {"random", "hash"}:
        assert isinstance(column, LargeBinary | String)
        assert column.length is not None
    else:
        assert not isinstance(column, LargeBinary)


def test_what_is_signed_stands_where_it_vouches_for_something_only() -> None:
    signed = {table for (table, _), (kind, _) in DOCUMENTED.items() if kind == "signed"}
    assert signed == MAY_BE_SIGNED


def test_files_lie_open_where_everybody_may_fetch_them_only() -> None:
    assert {place for place, (kind, _) in DOCUMENTED.items() if kind == "published"} == PUBLISHED


def test_a_minute_can_stand_in_four_tables_of_staff_and_machine_only() -> None:
    moments = [place for place, column in COLUMNS.items() if isinstance(_type(column), DateTime)]
    assert {table for table, _ in moments} == MAY_HOLD_A_MINUTE
    timeless = Boolean | Date | Integer | LargeBinary | String
    known = timeless | DateTime
    assert [place for place, c in COLUMNS.items() if not isinstance(_type(c), known)] == []


def test_nothing_a_reporter_causes_is_written_where_a_minute_fits() -> None:
    assert {table for table, _ in COLUMNS} >= REPORTERS_SIDE
    roomy = [
        (table, name)
        for (table, name), column in COLUMNS.items()
        if table in REPORTERS_SIDE and _has_room_for_a_minute(name, _type(column))
    ]
    assert roomy == []


def _has_room_for_a_minute(name: str, column: TypeEngine[object]) -> bool:
    if isinstance(column, Boolean | Date | LargeBinary):
        return False
    if isinstance(column, String):
        return column.length is None or column.length > LONGEST_WORD
    return not (isinstance(column, Integer) and name in COUNTS)
