"""That a reporter acted, to be told in the mail of a day. Which case it was stands under seal: the
row is written by her act, and would otherwise tie it to whoever works on the case."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert

from portal.storage.tables import notices


@dataclass(frozen=True)
class Notice:
    """`id` is 16 random bytes; `box` belongs to portal/services/reminding/tell_the_unit.py."""

    id: bytes
    send_on: date
    box: bytes


class NoticeStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice) -> None:
        self._connection.execute(
            insert(notices).values(id=notice.id, send_on=notice.send_on, box=notice.box)
        )

    def take(self, until: date) -> list[Notice]:
        """Take out all that is to be told on or before a day, in the order of their ids."""
        taken = delete(notices).where(notices.c.send_on <= until).returning(notices)
        rows = self._connection.execute(taken)
        return sorted((Notice(*row) for row in rows), key=lambda one: one.id)
