"""Sealed copies of case keys: one per holder and generation, each with that holder's seen marker.

A seen marker holds how many records the member has seen. Until she opens the case it is random
bytes of the same length, so that a copy of the database does not tell who has read what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from crypto.recovery import RECOVERY_HOLDER
from portal.domain.access import AccountState
from portal.storage.tables import accounts, case_keys, cases

REPORTER = bytes(16)
_NO_MEMBERS = (REPORTER, RECOVERY_HOLDER)


@dataclass(frozen=True)
class KeyCopy:
    holder: bytes
    generation: int
    box: bytes
    seen: bytes
    identity_box: bytes = b""


class CaseKeyStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case_id: bytes, copies: list[KeyCopy]) -> None:
        self._connection.execute(
            insert(case_keys),
            [
                {
                    "case_id": case_id,
                    "holder": copy.holder,
                    "generation": copy.generation,
                    "box": copy.box,
                    "seen": copy.seen,
                    "identity_box": copy.identity_box,
                }
                for copy in copies
            ],
        )

    def of(self, case_id: bytes, holder: bytes) -> KeyCopy | None:
        """The copy of the case's present generation for a holder (an account id, or REPORTER)."""
        row = self._connection.execute(
            select(case_keys)
            .join(cases, cases.c.id == case_keys.c.case_id)
            .where(
                case_keys.c.case_id == case_id,
                case_keys.c.holder == holder,
                case_keys.c.generation == cases.c.generation,
            )
        ).first()
        return _copy(row) if row else None

    def of_many(self, case_ids: list[bytes], holder: bytes) -> dict[bytes, KeyCopy]:
        """A holder's copies for several cases, by case id."""
        rows = self._connection.execute(
            select(case_keys)
            .join(cases, cases.c.id == case_keys.c.case_id)
            .where(case_keys.c.case_id.in_(case_ids), case_keys.c.holder == holder)
            # The last one of a case counts: a row of another generation opens nothing.
            .order_by(case_keys.c.generation == cases.c.generation, case_keys.c.generation)
        )
        return {row.case_id: _copy(row) for row in rows}

    def members(self, case_id: bytes) -> list[bytes]:
        """The account ids that hold a copy."""
        query = select(case_keys.c.holder).where(
            case_keys.c.case_id == case_id, case_keys.c.holder.not_in(_NO_MEMBERS)
        )
        return list(self._connection.execute(query.distinct()).scalars())

    def holders(self, case_id: bytes) -> list[bytes]:
        """Everybody who holds a copy, the reporter and the recovery key included."""
        query = select(case_keys.c.holder).where(case_keys.c.case_id == case_id).distinct()
        return list(self._connection.execute(query).scalars())

    def holders_of(self, case_ids: Sequence[bytes]) -> dict[bytes, set[bytes]]:
        """By case: the account ids that hold a copy."""
        return self._holders(case_keys.c.case_id.in_(case_ids))

    def holders_of_pending(self) -> dict[bytes, set[bytes]]:
        """By case in which somebody has a move left: the account ids that hold a copy."""
        pending = select(cases.c.id).where(cases.c.act_from.is_not(None))
        return self._holders(case_keys.c.case_id.in_(pending))

    def _holders(self, which: ColumnElement[bool]) -> dict[bytes, set[bytes]]:
        rows = self._connection.execute(
            select(case_keys.c.case_id, case_keys.c.holder).where(
                which, case_keys.c.holder.not_in(_NO_MEMBERS)
            )
        )
        found: dict[bytes, set[bytes]] = {}
        for row in rows:
            found.setdefault(row.case_id, set()).add(row.holder)
        return found

    def stranded(self) -> dict[bytes, int]:
        """By disabled account: how many cases no active account can open any more, but it could."""
        others = case_keys.alias()
        active = (
            select(others.c.holder)
            .join(accounts, accounts.c.id == others.c.holder)
            .where(others.c.case_id == case_keys.c.case_id, accounts.c.state == AccountState.ACTIVE)
            .exists()
        )
        disabled = select(accounts.c.id).where(accounts.c.state == AccountState.DISABLED)
        rows = self._connection.execute(
            select(case_keys.c.holder, func.count(case_keys.c.case_id.distinct()))
            .where(case_keys.c.holder.in_(disabled), ~active)
            .group_by(case_keys.c.holder)
        )
        return {row[0]: row[1] for row in rows}

    def mark_seen(self, case_id: bytes, holder: bytes, seen: bytes) -> None:
        self._connection.execute(
            update(case_keys)
            .where(case_keys.c.case_id == case_id, case_keys.c.holder == holder)
            .values(seen=seen)
        )

    def every(self, case_id: bytes) -> list[KeyCopy]:
        """All copies of a case, the reporter's and the recovery key's included."""
        query = select(case_keys).where(case_keys.c.case_id == case_id)
        return [_copy(row) for row in self._connection.execute(query)]

    def keep_identity(self, case_id: bytes, holder: bytes, identity_box: bytes) -> None:
        """Add a sealed identity key to the copy that a holder has."""
        self._connection.execute(
            update(case_keys)
            .where(case_keys.c.case_id == case_id, case_keys.c.holder == holder)
            .values(identity_box=identity_box)
        )

    def remove(self, case_id: bytes, holder: bytes) -> None:
        self._connection.execute(
            delete(case_keys).where(case_keys.c.case_id == case_id, case_keys.c.holder == holder)
        )

    def remove_all(self, case_id: bytes) -> None:
        self._connection.execute(delete(case_keys).where(case_keys.c.case_id == case_id))


def _copy(row: Row[tuple[object, ...]]) -> KeyCopy:
    return KeyCopy(row.holder, row.generation, row.box, row.seen, row.identity_box or b"")
