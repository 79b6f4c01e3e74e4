"""After erasure nothing is left in SQLite's files, not even of what was there before.

Keys and records that were replaced or deleted live on in free pages, in the slack of pages and in
the write-ahead log, unless somebody sees to it that they do not.
"""

import re
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.read_case import read_case
from portal.services.casework.split_matter import change_matter
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import case_keys, case_log, cases, facts, records
from tests.services.acts import finish, received
from tests.support.office import Office
from tests.support.portal import FiledReport

WINDOW = 32
DAY = rb"\d{4}-\d\d-\d\d"
# Within which a row's dates stand behind id and number; the next row is further away.
ROW = 100


class Traces:
    """Collects every box of a case that was ever in the database.

    Chunks of its files are none of them: they are deleted, and a piece that SQLite should have
    copied about opens to nobody once the record with the file's key is gone.
    """

    def __init__(self, office: Office, report: FiledReport) -> None:
        self._office = office
        self._number = report.number.encode()
        self.boxes: set[bytes] = set()
        with office.database.engine.connect() as connection:
            query = select(cases.c.id).where(cases.c.number == report.number)
            self._case_id = connection.execute(query).scalar_one()

    def collect(self) -> None:
        with self._office.database.engine.connect() as connection:
            for table in (case_keys, records, case_log, facts):
                query = select(table.c.box).where(table.c.case_id == self._case_id)
                self.boxes.update(connection.execute(query).scalars())

    def days_left_in(self, content: bytes) -> set[bytes]:
        """The days in some bytes that stand in a row of the case, or in an entry of an index."""
        row = re.escape(self._case_id + self._number)
        rows = [content[found.end() : found.end() + ROW] for found in re.finditer(row, content)]
        entry = b"(" + DAY + b")" + re.escape(self._number + self._case_id)
        return {day for part in rows for day in re.findall(DAY, part)} | set(
            re.findall(entry, content)
        )

    def left_in(self, content: bytes) -> int:
        """How many pieces of all that was collected stand in some bytes."""
        return sum(
            box[start : start + WINDOW] in content
            for box in self.boxes
            for start in range(0, len(box) - WINDOW, max(WINDOW, len(box) // 100))
        )


@pytest.fixture
def on_sqlite(office: Office) -> Office:
    if office.database.engine.dialect.name != "sqlite":
        pytest.fail("asked for on the wrong engine")
    return office


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("portal.db*")))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_piece_of_an_erased_case_is_left_in_sqlites_files(
    on_sqlite: Office, tmp_path: Path
) -> None:
    office = on_sqlite
    workplace, anders = office.workplace, office.anders
    others = [office.filed(f"Sag {number}", place="x" * 700) for number in range(6)]
    report = office.taken_up("Der mangler penge.", files=(received(office, b"bilag" * 40_000),))
    traces = Traces(office, report)
    ordinal = office.in_scope(report.number)
    for turn in range(6):
        traces.collect()
        told = {"summary": f"Rettelse {turn} " * 40 * turn + "x", "theme": "law"}
        change_matter(workplace, anders, report.number, ordinal, administration="BUF", **told)
        post_message(workplace, report.reporter, f"Nyt {turn} " * 300 * turn + "x")
        write_to_reporter(workplace, anders, report.number, "Tak")
        post_message(workplace, others[turn].reporter, "Fra en anden sag")
        others.append(office.filed(f"Senere sag {turn}"))
        traces.collect()
    finish(office, report, ordinal)
    read_case(workplace, office.birgitte, report.number)
    traces.collect()
    assert traces.left_in(bytes_of(tmp_path)) > 1000
    assert traces.days_left_in(bytes_of(tmp_path)) == {b"2026-03-03", b"2026-06-03"}

    office.clock.set(datetime.fromisoformat("2029-01-01T12:00:00+01:00"))
    erase_case(workplace, office.birgitte, report.number, journal_answered=True)
    assert traces.left_in(bytes_of(tmp_path)) == 0
    assert traces.days_left_in(bytes_of(tmp_path)) == {b"2026-01-01", b"2029-01-01"}
    assert [read_dialogue(workplace, other.reporter).entries[0].text for other in others]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_piece_of_a_given_up_key_is_left_after_an_erasure(
    on_sqlite: Office, tmp_path: Path
) -> None:
    office = on_sqlite
    for number in range(5):
        office.filed(f"Sag {number}")
    report = office.taken_up()
    with office.database.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts
        copy = unit.case_keys.of(facts.id, office.anders.account.id)
    assert copy
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Min søster"
    )
    office.database.leave_no_trace()
    content = bytes_of(tmp_path)
    for start in range(0, len(copy.box) - WINDOW, WINDOW):
        assert copy.box[start : start + WINDOW] not in content
