"""Failed sign-ins per address typed, kept under a keyed hash: neither the address nor its sender
is."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from portal.storage.tables import sign_in_throttles
from portal.storage.upsert import upsert


class ThrottleStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, throttle_id: bytes) -> tuple[int, datetime | None]:
        """How many attempts failed in a row, and until when to wait."""
        row = self._connection.execute(
            select(sign_in_throttles).where(sign_in_throttles.c.id == throttle_id)
        ).first()
        return (row.failures, row.wait_until) if row else (0, None)

    def put(self, throttle_id: bytes, failures: int, wait_until: datetime) -> None:
        upsert(
            self._connection,
            sign_in_throttles,
            {"id": throttle_id},
            {"failures": failures, "wait_until": wait_until},
        )

    def clear(self, throttle_id: bytes) -> None:
        self._connection.execute(
            delete(sign_in_throttles).where(sign_in_throttles.c.id == throttle_id)
        )

    def sweep(self, before: datetime) -> int:
        """Forget attempts whose waiting time ended before a moment; returns how many."""
        return self._connection.execute(
            delete(sign_in_throttles).where(sign_in_throttles.c.wait_until < before)
        ).rowcount
