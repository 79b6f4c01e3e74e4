"""The portal's log of accounts and sign-ins. It names staff, never a case or a reporter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from crypto.identifiers import new_id
from portal.domain.audit_events import SystemEvent
from portal.storage.tables import accounts, system_log


@dataclass(frozen=True)
class SystemLogLine:
    """`actor` and `subject` are names, empty where nobody (or nobody known) is meant."""

    at: datetime
    event: SystemEvent
    actor: str
    subject: str


class SystemLogStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, event: SystemEvent, at: datetime, *, actor: bytes | None, subject: bytes | None = None
    ) -> None:
        self._connection.execute(
            insert(system_log).values(id=new_id(), at=at, event=event, actor=actor, subject=subject)
        )

    def newest(self, limit: int) -> list[SystemLogLine]:
        """The newest lines first."""
        actors, subjects = accounts.alias(), accounts.alias()
        query = (
            select(system_log.c.at, system_log.c.event, actors.c.name, subjects.c.name)
            .outerjoin(actors, actors.c.id == system_log.c.actor)
            .outerjoin(subjects, subjects.c.id == system_log.c.subject)
            .order_by(system_log.c.at.desc())
            .limit(limit)
        )
        return [
            SystemLogLine(at, SystemEvent(event), actor or "", subject or "")
            for at, event, actor, subject in self._connection.execute(query)
        ]
