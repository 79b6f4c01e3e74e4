"""What every table has in common: names that follow from its own, keys, and no order of acts."""

from sqlalchemy import Column, Index, LargeBinary, MetaData, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = LargeBinary(16)


def table(name: str, *columns: Column[object] | Index) -> Table:
    """A table of the schema. SQLite's have no rowid: rows lie in the order of their keys."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)
