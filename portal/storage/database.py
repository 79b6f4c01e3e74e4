"""One database behind the portal: SQLite in the data folder, or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from portal.storage.tables import (
    case_generations,
    case_keys,
    case_log,
    dossier_keys,
    dossiers,
    drafts,
    facts,
    manifests,
    records,
)
from portal.storage.unit_of_work import UnitOfWork

_MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_WRITES = "portal_writes"
# What is sealed under keys that are given up, or tells of them.
_REWRITTEN = (
    (case_keys,),
    (case_generations,),
    (manifests,),
    (records,),
    (case_log,),
    (drafts,),
    (facts,),
    # Together: what is deleted of the first takes what hangs on it along.
    (dossiers, dossier_keys),
)
# Two for each of a server's threads: some read in one unit while they write in another, and were
# there fewer, each could come to wait for the other's.
_MOST_OPEN: Final = 64
_KEPT_OPEN: Final = 8
# SQLite's readers have a snapshot and no lock by nature; PostgreSQL's have to ask for it.
_READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def make_engine(url: str) -> Engine:
    """An engine for `url` with the settings our promises rest on.

    SQLite: write-ahead log, foreign keys, secure_delete (what is deleted is overwritten, so that
    erasure reaches free pages), and writers that take the lock when they begin, so that none fails
    half-way because another was first. No statement or value is ever echoed into a log or an error.
    """
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=not url.startswith("sqlite"),
        pool_size=_KEPT_OPEN,
        max_overflow=_MOST_OPEN - _KEPT_OPEN,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        # Takes effect before the file exists. Sealed chunks are stored half as fast again as
        # with the usual 4 KiB.
        "page_size = 16384",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "busy_timeout = 20000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Hands out units of work. Safe to share between threads; made anew in each process."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)

    @contextmanager
    def open_unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work: nothing is kept unless its `commit` is called.

        `write` takes SQLite's write lock at the beginning. Without it the unit only reads: it sees
        one moment, whatever is written meanwhile, and waits for nobody. Raises
        sqlalchemy.exc.DBAPIError when the database cannot be reached.
        """
        options: dict[str, Any] = {_WRITES: write}
        if not write and self.engine.dialect.name == "postgresql":
            options |= _READS
        connection = self.engine.connect().execution_options(**options)
        with connection, connection.begin() as transaction:
            yield UnitOfWork(connection, transaction, writes=write)
            if transaction.is_active:
                transaction.rollback()

    def leave_no_trace(self) -> None:
        """Overwrite what SQLite still keeps of boxes that were replaced or deleted.

        secure_delete overwrites the row itself and every page that becomes free. It leaves copies
        in the slack of pages that SQLite once rearranged; so the tables of keys, records, drafts,
        facts and the like are written anew, which frees all their pages. Then the write-ahead log
        is emptied. Chunks of files are spared the work: without the key, which lay in a record,
        they open to nobody.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection:
            for tables in _REWRITTEN:
                names = [table.name for table in tables]
                for step, order in (
                    ("CREATE TEMP TABLE kept_{0} AS SELECT * FROM main.{0}", names),
                    ("DELETE FROM main.{0}", names[::-1]),
                    ("INSERT INTO main.{0} SELECT * FROM kept_{0}", names),
                    ("DROP TABLE kept_{0}", names),
                ):
                    for name in order:
                        connection.exec_driver_sql(step.format(name))
            connection.commit()
        self.empty_log()

    def empty_log(self) -> bool:
        """Empty SQLite's write-ahead log; False while a reader still needs it.

        Until it is empty it holds what was replaced or erased since it was last emptied.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with self.engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        return not busy

    def answers(self) -> bool:
        """Whether the database can be asked anything at all right now."""
        with self.engine.connect() as connection:
            return bool(connection.execute(text("SELECT 1")).scalar_one())

    def close(self) -> None:
        self.engine.dispose()


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to `revision`, creating SQLite's file for its owner alone."""
    path = make_url(url).database
    if url.startswith("sqlite") and path and not Path(path).exists():
        Path(path).touch(mode=0o600)
    command.upgrade(_alembic(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database back to `revision`."""
    command.downgrade(_alembic(url), revision)


def is_current(url: str) -> bool:
    """Whether every migration has been applied."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    return set(current) == set(ScriptDirectory.from_config(_alembic(url)).get_heads())
