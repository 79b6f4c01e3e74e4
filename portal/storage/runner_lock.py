"""Who runs the jobs: one of all the processes that could.

With PostgreSQL they may run on several machines, so the lock is an advisory one in the database,
which the server lets go of when its holder's connection ends. SQLite's file lies on one machine,
and so does the lock: a file in the data folder.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from portal.storage.database import Database

# The first half of our advisory locks' names: "port" in ASCII.
_OURS = 0x706F7274
# A machine that lost its power says nothing; the server asks after half a minute, and lets the lock
# go after another. A socket on the same machine needs none of it and takes no notice.
_ASK_AFTER = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}


@dataclass(frozen=True)
class LockName:
    file: str
    number: int


# Held for as long as a process lives, and while the due jobs are gone through once.
RUNNER = LockName("runner.lock", 1)
PASS = LockName("jobs.lock", 2)


class RunnerLock(Protocol):
    def take(self) -> bool:
        """Whether this process holds it, now or already. Does not wait."""
        ...

    def drop(self) -> None:
        """Let another process have it."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """Wait for it, and hold it within the block."""
        ...


def runner_lock(database: Database, data_dir: Path, name: LockName) -> RunnerLock:
    """The lock of this name that all who work on this database know of."""
    if database.engine.dialect.name == "postgresql":
        return _DatabaseLock(database, name)
    return _FileLock(data_dir / name.file)


class _DatabaseLock:
    """Held by a connection of its own. When that died, and the lock with it, it is taken anew."""

    def __init__(self, database: Database, name: LockName) -> None:
        self._database = database
        self._name = {"ours": _OURS, "number": name.number}
        self._connection: Connection | None = None

    def take(self) -> bool:
        try:
            return self._still_holds() or self._try()
        except DBAPIError:
            # Without a database there is nothing to run; the next look tries again.
            self.drop()
            return False

    def drop(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                # Closing is enough for the server, in its own time; whoever is next asks at once.
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises sqlalchemy.exc.DBAPIError when the database cannot be reached."""
        self._connection = self._connect()
        try:
            self._connection.execute(text("SELECT pg_advisory_lock(:ours, :number)"), self._name)
            yield
        finally:
            self.drop()

    def _still_holds(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.drop()
            return False
        return True

    def _try(self) -> bool:
        self._connection = self._connect()
        query = text("SELECT pg_try_advisory_lock(:ours, :number)")
        if not self._connection.execute(query, self._name).scalar_one():
            self.drop()
            return False
        return True

    def _connect(self) -> Connection:
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Out of the pool, so that closing ends it, and with it the lock.
        connection.detach()
        for setting, value in _ASK_AFTER.items():
            connection.exec_driver_sql(f"SET {setting} = {value}")
        return connection


class _FileLock:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        if self._descriptor is None:
            descriptor = self._open()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            self._descriptor = descriptor
        return True

    def drop(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @contextmanager
    def held(self) -> Iterator[None]:
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
