"""Who is to be told that something is new, and in the mail of which day. One row a person and day,
whatever happened and however often."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, delete

from portal.storage.tables import notices
from portal.storage.upsert import insert_if_absent


class NoticeStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, recipients: Iterable[bytes], send_on: date) -> None:
        """Note accounts for the mail of a day.

        In the order of their ids: of two that note the same accounts at the same time, one waits
        for the other, and never both.
        """
        for recipient in sorted(set(recipients)):
            key = {"recipient": recipient, "send_on": send_on}
            insert_if_absent(self._connection, notices, key, {})

    def take(self, until: date) -> list[tuple[bytes, date]]:
        """Take out all that is to be sent on or before a day: account and day, in that order."""
        taken = delete(notices).where(notices.c.send_on <= until)
        rows = self._connection.execute(taken.returning(notices.c.recipient, notices.c.send_on))
        return sorted((recipient, send_on) for recipient, send_on in rows)
