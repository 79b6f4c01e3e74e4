"""What the engines are told, and what they keep to themselves."""

import contextlib
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.server.lanes import THREADS
from portal.storage.database import Database, downgrade, is_current, make_engine, upgrade
from portal.storage.tables import case_keys, metadata, records
from tests.storage.rows import TODAY, case_facts, keep_case, kept_case


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    upgrade(url)
    database = Database(url)
    yield database
    database.close()


def asked(database: Database, pragma: str) -> object:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 20000),
        ("temp_store", 2),
    ],
)
def test_sqlite_is_set_as_our_promises_need_it_on_every_connection(
    sqlite: Database, pragma: str, value: object
) -> None:
    with contextlib.ExitStack() as stack:
        several = [stack.enter_context(sqlite.engine.connect()) for _ in range(3)]
        found = [one.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() for one in several]
    assert found == [value] * 3


def test_sqlites_file_is_its_owners_alone_and_so_is_what_lies_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    url = f"sqlite:///{folder / 'portal.db'}"
    upgrade(url)
    database = Database(url)
    with database.engine.connect() as open_one:
        open_one.execute(records.select())
        kept_case(database)
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}
    database.close()
    assert modes == dict.fromkeys(["portal.db", "portal.db-wal", "portal.db-shm"], "0o600")


def test_what_sqlite_deletes_is_overwritten(sqlite: Database, tmp_path: Path) -> None:
    facts = kept_case(sqlite)
    box = b"a sealed box that is long enough to be found again" * 60
    with sqlite.engine.connect() as connection:
        row = {"id": b"i" * 16, "case_id": facts.id, "generation": 1, "revision": 1, "box": box}
        connection.execute(insert(records), row)
        connection.commit()
    sqlite.leave_no_trace()
    file = tmp_path / "own.db"
    assert box[:40] in file.read_bytes()
    with sqlite.open_unit(write=True) as unit:
        unit.records.remove_all(facts.id)
        unit.commit()
    sqlite.leave_no_trace()
    assert box[:40] not in file.read_bytes()
    assert (tmp_path / "own.db-wal").stat().st_size == 0


def test_what_sqlite_copied_about_while_it_rearranged_its_pages_goes_too(
    sqlite: Database, tmp_path: Path
) -> None:
    facts = [kept_case(sqlite) for _ in range(4)]
    with sqlite.open_unit(write=True) as unit:
        for number in range(300):
            unit.records.add(facts[number % 4], b"k" * 32, "entry", b"x" * (number % 7 * 700))
        unit.commit()
    with sqlite.engine.connect() as connection:
        mine = select(records.c.box).where(records.c.case_id == facts[0].id)
        boxes = list(connection.execute(mine).scalars())
        others = connection.execute(select(records).where(records.c.case_id != facts[0].id)).all()
    with sqlite.open_unit(write=True) as unit:
        unit.records.remove_all(facts[0].id)
        unit.commit()
    sqlite.leave_no_trace()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("own.db*"))
    pieces = [box[start : start + 32] for box in boxes for start in range(0, len(box) - 32, 64)]
    assert [piece for piece in pieces if piece in content] == []
    with sqlite.engine.connect() as connection:
        assert connection.execute(select(records)).all() == others
    assert len(others) == 225


def test_a_log_that_somebody_still_reads_is_emptied_later(sqlite: Database, tmp_path: Path) -> None:
    facts = kept_case(sqlite)
    log = tmp_path / "own.db-wal"
    with sqlite.engine.connect() as reader:
        reader.execute(select(records)).all()
        with sqlite.open_unit(write=True) as unit:
            unit.records.add(facts, b"k" * 32, "entry", b"x")
            unit.commit()
        with sqlite.engine.connect() as impatient:
            impatient.exec_driver_sql("PRAGMA busy_timeout = 10")
        assert not sqlite.empty_log()
        assert log.stat().st_size > 0
    assert sqlite.empty_log()
    assert log.stat().st_size == 0


def test_there_is_nothing_to_overwrite_where_the_engine_keeps_no_such_traces(
    database: Database,
) -> None:
    kept_case(database)
    database.leave_no_trace()
    assert database.answers()


def test_sqlites_tables_have_no_rowid_that_would_tell_an_order(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        made = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        ).all()
    without = {name for name, words in made if "WITHOUT ROWID" in words.upper()}
    assert without == set(metadata.tables)


def test_an_error_shows_no_value_that_was_to_be_stored(database: Database) -> None:
    facts = kept_case(database)
    row = {
        "case_id": facts.id,
        "holder": b"h" * 16,
        "generation": 1,
        "box": b"what nobody may read",
        "seen": b"nor this",
    }
    with database.engine.connect() as connection:
        connection.execute(insert(case_keys), row)
        with pytest.raises(DBAPIError) as failed:
            connection.execute(insert(case_keys), row)
    words = f"{failed.value!r} {failed.value} {failed.value.__cause__!r} {failed.value.__cause__}"
    assert "what nobody may read" not in words
    assert "nor this" not in words


def test_a_number_or_locator_is_never_given_twice(database: Database) -> None:
    facts = kept_case(database)
    with pytest.raises(DBAPIError):
        keep_case(database, facts)


def test_a_row_about_a_case_that_does_not_exist_is_refused(database: Database) -> None:
    stranger = case_facts()
    with database.open_unit(write=True) as unit, pytest.raises(DBAPIError):
        unit.forwardings.add(stranger.id, "BUF", TODAY)


def test_each_of_a_servers_threads_may_read_while_it_writes(sqlite: Database) -> None:
    with contextlib.ExitStack() as all_at_once:
        for _ in range(2 * THREADS):
            unit = all_at_once.enter_context(sqlite.open_unit())
            assert unit.jobs.last_run("nothing") is None


def test_a_database_says_whether_it_answers(database: Database, tmp_path: Path) -> None:
    assert database.answers()
    nowhere = Database(f"sqlite:///{tmp_path / 'no folder' / 'portal.db'}")
    with pytest.raises(OperationalError):
        nowhere.answers()


def test_a_database_is_current_when_every_migration_was_applied(database_url: str) -> None:
    assert is_current(database_url)
    downgrade(database_url, "base")
    assert not is_current(database_url)
    upgrade(database_url)
    assert is_current(database_url)


def test_a_database_that_was_never_migrated_is_not_current(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    assert not is_current(url)
    engine = make_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
