"""Server-side sessions, each boxed under a secret that only its cookie has. Never backed up.

No minute stands in a row: when a session ends is inside its box; `sweep_on` is the day after which
it is certainly over. A session id is the 32-byte hash of its secret.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select

from portal.storage.tables import sessions
from portal.storage.upsert import insert_if_absent, upsert


@dataclass(frozen=True)
class SessionRow:
    id: bytes
    area: str
    account_id: bytes | None
    sweep_on: date
    box: bytes

    def values(self) -> dict[str, object]:
        return {
            "area": self.area,
            "account_id": self.account_id,
            "sweep_on": self.sweep_on,
            "box": self.box,
        }


class SessionStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def box(self, session_id: bytes, area: str, *, lock: bool = False) -> bytes | None:
        """The box of a session of an area, or None; `lock` makes others wait until this unit
        ends."""
        query = select(sessions.c.box).where(sessions.c.id == session_id, sessions.c.area == area)
        if lock:
            query = query.with_for_update()
        return self._connection.execute(query).scalar_one_or_none()

    def put(self, row: SessionRow) -> None:
        """Keep a session, replacing what it held."""
        upsert(self._connection, sessions, {"id": row.id}, row.values())

    def put_if_absent(self, row: SessionRow) -> bool:
        """Keep a session unless it exists; says whether it was kept."""
        return insert_if_absent(self._connection, sessions, {"id": row.id}, row.values())

    def end(self, session_id: bytes) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.id == session_id))

    def end_all_of(self, account_id: bytes) -> None:
        """End every session of an account, at once and everywhere."""
        self._connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    def sweep(self, today: date) -> int:
        """Delete sessions that are certainly over; returns how many."""
        return self._connection.execute(
            delete(sessions).where(sessions.c.sweep_on < today)
        ).rowcount
