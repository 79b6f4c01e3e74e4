"""Which administration was asked in which case and by when: plain, so that lists need no key."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from crypto.identifiers import new_id
from portal.storage.tables import forwardings


class ForwardingStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case_id: bytes, administration: str, due: date) -> None:
        self._connection.execute(
            insert(forwardings).values(
                id=new_id(), case_id=case_id, administration=administration, due=due, answered=False
            )
        )

    def end_wait(self, case_id: bytes, administration: str, due: date) -> None:
        """No longer wait for one answer: it came, or was called off. Two matters may wait for the
        same one by the same day."""
        self._change(case_id, administration, due, {"answered": True})

    def postpone(self, case_id: bytes, administration: str, due: date, later: date) -> None:
        """Wait for one answer until a later day."""
        self._change(case_id, administration, due, {"due": later})

    def _change(
        self, case_id: bytes, administration: str, due: date, values: dict[str, date | bool]
    ) -> None:
        waiting = self._connection.execute(
            select(forwardings.c.id)
            .where(
                forwardings.c.case_id == case_id,
                forwardings.c.administration == administration,
                forwardings.c.due == due,
                forwardings.c.answered.is_(False),
            )
            .limit(1)
        ).scalar_one()
        self._connection.execute(
            update(forwardings).where(forwardings.c.id == waiting).values(values)
        )

    def every_awaited(self) -> dict[bytes, list[date]]:
        """By case, for the jobs: the days by which an answer is due."""
        rows = self._connection.execute(
            select(forwardings.c.case_id, forwardings.c.due).where(
                forwardings.c.answered.is_(False)
            )
        )
        found: dict[bytes, list[date]] = {}
        for row in rows:
            found.setdefault(row.case_id, []).append(row.due)
        return found

    def awaited(self, case_ids: list[bytes]) -> dict[bytes, list[tuple[str, date]]]:
        """By case: the administrations an answer is awaited from and the day it is due."""
        rows = self._connection.execute(
            select(forwardings.c.case_id, forwardings.c.administration, forwardings.c.due)
            .where(forwardings.c.case_id.in_(case_ids), forwardings.c.answered.is_(False))
            .order_by(forwardings.c.due, forwardings.c.administration)
        )
        found: dict[bytes, list[tuple[str, date]]] = {}
        for row in rows:
            found.setdefault(row.case_id, []).append((row.administration, row.due))
        return found

    def lines_of(self, case_id: bytes) -> tuple[tuple[str, str, str, str], ...]:
        """Every row of a case as text, sorted: id, administration, day due, whether answered."""
        rows = self._connection.execute(select(forwardings).where(forwardings.c.case_id == case_id))
        lines = (
            (row.id.hex(), row.administration, row.due.isoformat(), str(row.answered))
            for row in rows
        )
        return tuple(sorted(lines))

    def remove_all(self, case_id: bytes) -> None:
        self._connection.execute(delete(forwardings).where(forwardings.c.case_id == case_id))
