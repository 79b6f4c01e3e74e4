"""When each job last ran."""

from datetime import datetime

from sqlalchemy import Connection, select

from portal.storage.tables import job_runs
from portal.storage.upsert import upsert


class JobStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_run(self, name: str) -> datetime | None:
        query = select(job_runs.c.last_run_at).where(job_runs.c.name == name)
        return self._connection.execute(query).scalar_one_or_none()

    def locked_last_run(self, name: str) -> datetime | None:
        """As `last_run`; others who ask so wait until this unit ends."""
        query = select(job_runs.c.last_run_at).where(job_runs.c.name == name).with_for_update()
        return self._connection.execute(query).scalar_one_or_none()

    def mark_run(self, name: str, at: datetime) -> None:
        upsert(self._connection, job_runs, {"name": name}, {"last_run_at": at})
