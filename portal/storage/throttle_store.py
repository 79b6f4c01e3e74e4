"""Failed sign-ins per address typed, kept under a keyed hash: neither the address nor its sender
is."""

from datetime import datetime

from sqlalchemy import Connection, delete

from portal.storage.tables import sign_in_throttles
from portal.storage.upsert import insert_or_lock, upsert


class ThrottleStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, throttle_id: bytes, now: datetime) -> tuple[int, datetime]:
        """How many attempts failed in a row, and until when to wait; `now` if there were none.

        Nobody else gets to know either before this unit ends.
        """
        blank = {"failures": 0, "wait_until": now}
        row = insert_or_lock(self._connection, sign_in_throttles, {"id": throttle_id}, blank)
        return row.failures, row.wait_until

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
