"""Which administration was asked in which case and by when: plain, so that lists need no key.

What was sent by other means has a row of its own here; of what went out as a dossier, the dossier's
row says it.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, union_all, update

from crypto.identifiers import new_id
from portal.domain.dossier import Awaits
from portal.storage.tables import dossiers, forwardings


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
        found: dict[bytes, list[date]] = {}
        for row in self._connection.execute(union_all(*_awaited())):
            found.setdefault(row.case_id, []).append(row.due)
        return found

    def awaited(self, case_ids: list[bytes]) -> dict[bytes, list[tuple[str, date]]]:
        """By case: the administrations an answer is awaited from and the day it is due."""
        by_other_means, as_dossiers = _awaited()
        rows = self._connection.execute(
            union_all(
                by_other_means.where(forwardings.c.case_id.in_(case_ids)),
                as_dossiers.where(dossiers.c.case_id.in_(case_ids)),
            )
        )
        found: dict[bytes, list[tuple[str, date]]] = {}
        for row in sorted(rows, key=lambda row: (row.due, row.administration)):
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


def _awaited() -> tuple[Select[Any], Select[Any]]:
    """The answers that are awaited: asked for by other means, and by a dossier."""
    return (
        select(forwardings.c.case_id, forwardings.c.administration, forwardings.c.due).where(
            forwardings.c.answered.is_(False)
        ),
        select(dossiers.c.case_id, dossiers.c.administration, dossiers.c.due).where(
            dossiers.c.awaits == Awaits.ANSWER
        ),
    )
