"""The portal's log of accounts and sign-ins. It names staff, never a reporter, and a case only
where it was found altered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

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

    def standing(self, raised: SystemEvent, settled: SystemEvent, now: datetime) -> set[bytes]:
        """The subjects of one event that no later event of the other kind has settled. A line from
        after `now` was put there by somebody and counts for nothing."""
        query = (
            select(system_log.c.event, system_log.c.subject, func.max(system_log.c.at))
            .where(system_log.c.event.in_((raised, settled)), system_log.c.at <= now)
            .group_by(system_log.c.event, system_log.c.subject)
        )
        latest = {(row[0], row[1]): row[2] for row in self._connection.execute(query)}
        return {
            subject
            for (event, subject), at in latest.items()
            if event == raised and not _settled(latest.get((settled.value, subject)), at)
        }

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


def _settled(settled: datetime | None, raised: datetime) -> bool:
    return settled is not None and settled >= raised
