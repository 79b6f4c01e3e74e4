"""Every migration, up and down, with data in every table, on both engines."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
)

from portal.storage.database import _alembic, downgrade, make_engine, upgrade
from portal.storage.tables import metadata

VERSIONS = "alembic_version"


def revisions() -> list[str]:
    """The names of all migrations, the first one first."""
    scripts = ScriptDirectory.from_config(_alembic("sqlite://"))
    return [script.revision for script in scripts.walk_revisions()][::-1]


@pytest.fixture
def empty_url(database_url: str) -> str:
    """A database without any of our tables."""
    downgrade(database_url, "base")
    return database_url


def value_for(column: Any, rows: dict[str, dict[str, Any]]) -> Any:
    """Something that a column takes: where it points to another table, what stands there."""
    for key in column.foreign_keys:
        return rows[key.column.table.name][key.column.name]
    match column.type:
        case Boolean():
            return True
        case Integer():
            return 1
        case DateTime():
            return datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
        case Date():
            return date(2026, 3, 2)
        case LargeBinary():
            return column.name.encode().ljust(column.type.length or 40, b".")
        case String():
            return column.name[: column.type.length]
    raise AssertionError(f"a column of a kind this test does not know: {column!r}")


def tables_of(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def fill_empty_tables(engine: Engine) -> None:
    rows: dict[str, dict[str, Any]] = {}
    with engine.begin() as connection:
        for table in tables_of(connection):
            row = connection.execute(select(table)).mappings().first()
            if row is None:
                row = {column.name: value_for(column, rows) for column in table.columns}
                connection.execute(insert(table), row)
            rows[table.name] = dict(row)


def contents(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables_of(connection)
        }


def test_each_migration_goes_up_and_down_with_data_in_every_table(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert contents(engine) == {}
    for revision in revisions():
        upgrade(empty_url, revision)
        fill_empty_tables(engine)
        assert set(contents(engine).values()) == {1}
    assert set(contents(engine)) == set(metadata.tables)
    for revision in ["base", *revisions()][-2::-1]:
        downgrade(empty_url, revision)
        assert set(contents(engine).values()) <= {1}
    assert contents(engine) == {}
    upgrade(empty_url)
    assert contents(engine) == dict.fromkeys(metadata.tables, 0)
    engine.dispose()


def test_nothing_but_alembics_own_table_is_left_when_all_is_taken_back(empty_url: str) -> None:
    engine = make_engine(empty_url)
    found = inspect(engine)
    assert found.get_table_names() == [VERSIONS]
    assert found.get_sequence_names() == [] if engine.dialect.supports_sequences else True
    engine.dispose()


def test_the_migrations_end_at_the_schema_the_code_works_with(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_that_comparison_would_notice_a_column_too_many(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN subject TEXT")
    with engine.connect() as connection:
        [(what, *_rest)] = compare_metadata(MigrationContext.configure(connection), metadata)
    assert what == "remove_column"


def test_the_indexes_and_keys_have_the_names_the_models_give_them(engine: Engine) -> None:
    found = inspect(engine)
    for table in metadata.sorted_tables:
        assert {index["name"] for index in found.get_indexes(table.name)} >= {
            index.name for index in table.indexes
        }
        assert found.get_pk_constraint(table.name)["name"] == table.primary_key.name
        assert {key["name"] for key in found.get_foreign_keys(table.name)} == {
            key.name for key in table.foreign_key_constraints
        }
        for key in found.get_foreign_keys(table.name):
            assert key["options"] == {"ondelete": "CASCADE"}


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory.from_config(_alembic("sqlite://"))
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1


def test_a_case_that_waits_has_something_to_do_after_the_day_an_answer_is_due(
    empty_url: str,
) -> None:
    upgrade(empty_url, "0001")
    engine = make_engine(empty_url)
    tables = MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        cases, forwardings = tables.tables["cases"], tables.tables["forwardings"]
        for whose in ("unit", "administration", "reporter", None):
            row: dict[str, Any] = {c.name: value_for(c, {}) for c in cases.columns}
            own = str(whose).encode().ljust(16)
            row |= {"id": own, "number": f"2026-{str(whose)[:5]}", "rests_with": whose}
            row |= {"locator": own * 2, "received_on": date(2026, 1, 5)}
            connection.execute(insert(cases), row)
        for number, (due, answered) in enumerate(
            ((date(2026, 3, 20), False), (date(2026, 3, 9), False), (date(2026, 2, 1), True))
        ):
            sent = {"administration": "SOF", "due": due, "answered": answered}
            own = b"administration".ljust(16)
            row = {"id": bytes([number]) * 16, "case_id": own, **sent}
            connection.execute(insert(forwardings), row)
    upgrade(empty_url, "0002")
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT rests_with, act_from, acknowledged_on FROM cases"
        ).all()
    days = {whose: str(begins) for whose, begins, _acknowledged in found}
    assert days["unit"] == "2026-01-05"
    assert days["administration"] == "2026-03-10"
    assert days["reporter"] > "2026-01-20"
    assert days[None] == "None"
    assert {str(acknowledged) for _, _, acknowledged in found} == {"2026-01-05"}
    engine.dispose()
