"""Real databases: PostgreSQL of this test run's own, and SQLite.

A test that takes `database_url` runs once on each engine, on a fresh, migrated, empty database.
Nothing here skips: a machine without PostgreSQL fails, because an untried engine is not tested.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Engine

ENGINES = ("sqlite", "postgresql")
START_SECONDS = 30.0
SUPERUSER = "portal_tests"
# A socket's path may have 107 bytes (unix(7)); `.s.PGSQL.5432` takes the last of them.
LONGEST_FOLDER = 90
CONFIGURATION = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=32MB",
    # Little of what earlier tests wrote is left for a test that searches all of it.
    "max_wal_size=64MB",
    "min_wal_size=32MB",
    # Everything the server is ever told lands in its log, so that a search of it proves something.
    "log_statement=all",
)


@dataclass(frozen=True)
class PostgresServer:
    """A running PostgreSQL, reached through a socket in a folder that is its own."""

    folder: Path

    @property
    def log_file(self) -> Path:
        """The server's log, in which every statement and every parameter stands."""
        return self.folder / "server.log"

    @property
    def data_folder(self) -> Path:
        """Where the server keeps its files, the write-ahead log included."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database in this server."""
        host = quote(str(self.folder), safe="")
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={host}"

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Run a statement as superuser, outside any transaction."""
        with psycopg.connect(
            host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def copy_database(self, template: str, name: str) -> str:
        """Make a database as a copy of another that nobody is connected to; return its address."""
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    def forget_log(self) -> None:
        """Empty the log of what earlier tests told the server."""
        os.truncate(self.log_file, 0)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever may still be connected."""
        self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def postgres_programs() -> Path:
    """The folder of the newest PostgreSQL's programs. FileNotFoundError when there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise FileNotFoundError("PostgreSQL is not installed; `make setup-test` does it")
    return Path(on_path).resolve().parent


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as: nobody special; it refuses root. None means ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise LookupError("PostgreSQL needs a user other than root; neither postgres nor nobody exists")


def _server_folder(owner: pwd.struct_passwd | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    parents_closed = owner is not None and not _may_enter(folder.parent, owner)
    if len(str(folder)) > LONGEST_FOLDER or parents_closed:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def _may_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    """Whether a user reaches a folder; pytest's own temporary folders are closed to others."""
    answer = subprocess.run(
        ["test", "-x", folder],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        check=False,
    )
    return answer.returncode == 0


def _as(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def running_postgres(configuration: Sequence[str] = CONFIGURATION) -> Iterator[PostgresServer]:
    """Start a PostgreSQL of our own for as long as the block runs; its folder goes afterwards."""
    programs, owner = postgres_programs(), _unprivileged_user()
    server = PostgresServer(_server_folder(owner))
    # Debian's PostgreSQL wants a folder it may stand in, and root's own is closed to it.
    surroundings: dict[str, Any] = {
        "cwd": server.folder,
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    }
    initdb: list[str | Path] = [
        programs / "initdb",
        f"--pgdata={server.data_folder}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    made = subprocess.run(
        initdb, check=False, capture_output=True, text=True, **surroundings, **_as(owner)
    )
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed: {made.stderr}")
    settings = [part for line in configuration for part in ("-c", line)]
    # Appending, so that it goes on at the beginning when a test has emptied it.
    with server.log_file.open("ab") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", server.data_folder, "-k", server.folder, *settings],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            # Ctrl-C in the tests must reach the tests first: they still want to close connections.
            start_new_session=True,
            **surroundings,
            **_as(owner),
        )
    try:
        _wait_until_ready(server, process)
        yield server
    finally:
        # SIGINT is PostgreSQL's "fast shutdown": it does not wait for clients.
        process.send_signal(signal.SIGINT)
        process.wait(timeout=START_SECONDS)
        shutil.rmtree(server.folder)


def _wait_until_ready(server: PostgresServer, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        try:
            server.execute(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(
                    f"PostgreSQL did not start: {server.log_file.read_text()}"
                ) from None
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL for this run (one for each worker of a parallel run)."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a migrated, empty database that others are copied from."""
    from portal.storage.database import upgrade

    name = "migrated"
    postgres_server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    upgrade(postgres_server.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file that others are copied from."""
    from portal.storage.database import upgrade

    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade(f"sqlite:///{file}")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated, empty database; the test runs once on each engine."""
    with _fresh_database(request, tmp_path) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A SQLAlchemy engine on a fresh database, made as the portal makes its own."""
    from portal.storage.database import make_engine

    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@contextlib.contextmanager
def _fresh_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        file = folder / "portal.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)  # mode 0600 included
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    template: str = request.getfixturevalue("postgres_template")
    name = _database_name(request.node.name)
    server.forget_log()
    url = server.copy_database(template, name)
    try:
        yield url
    finally:
        server.drop_database(name)


_NUMBERS = itertools.count(1)


def _database_name(test: str) -> str:
    """A name of at most 63 bytes that a reader of the server's log can tell the test from."""
    return f"{next(_NUMBERS)}_{re.sub(r'[^a-z0-9]+', '_', test.lower())}"[:60]
