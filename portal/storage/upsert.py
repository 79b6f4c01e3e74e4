"""Insert a row, or change the one that has its key, in one statement on both engines."""

from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def _insert(connection: Connection, table: Table) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def upsert(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Keep `values` under `key` (the primary key's columns), whoever else does so at the same
    time."""
    statement = _insert(connection, table).values(**key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def insert_if_absent(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> bool:
    """Insert unless the key is taken; says whether it was inserted."""
    statement = _insert(connection, table).values(**key, **values)
    # Of an INSERT, SQLAlchemy knows the number of rows only when it is asked to look.
    done = connection.execute(
        statement.on_conflict_do_nothing(index_elements=list(key)),
        execution_options={"preserve_rowcount": True},
    )
    return done.rowcount == 1


def insert_or_lock(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> Row[Any]:
    """The row that stands under this key, made of `values` if there was none; others who want it
    wait until this unit ends."""
    statement = _insert(connection, table).values(**key, **values)
    # Written over with itself: PostgreSQL locks it so, and makes it anew if it was just deleted.
    same = {name: table.c[name] for name in values}
    found = statement.on_conflict_do_update(index_elements=list(key), set_=same).returning(table)
    return connection.execute(found).one()
