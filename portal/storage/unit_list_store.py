"""The signed versions of the unit's list: added to, never changed. Whether to believe them is
decided by who reads them (services/members/unit_list.py)."""

from sqlalchemy import Connection, Row, func, select

from portal.domain.unit_list import ListVersion
from portal.storage.tables import unit_lists
from portal.storage.upsert import insert_if_absent


class UnitListStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, one: ListVersion) -> bool:
        """Keep a version; False when somebody else was first to make it."""
        values = {
            "previous": one.previous,
            "content": one.content,
            "signer": one.signer,
            "signature": one.signature,
        }
        return insert_if_absent(self._connection, unit_lists, {"version": one.version}, values)

    def newest(self) -> ListVersion | None:
        query = select(unit_lists).order_by(unit_lists.c.version.desc()).limit(1)
        row = self._connection.execute(query).first()
        return _version(row) if row else None

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(unit_lists)).scalar_one()

    def between(self, first: int, last: int) -> list[ListVersion]:
        """The versions from one to another, both included, in their order."""
        query = (
            select(unit_lists)
            .where(unit_lists.c.version >= first, unit_lists.c.version <= last)
            .order_by(unit_lists.c.version)
        )
        return [_version(row) for row in self._connection.execute(query)]


def _version(row: Row[tuple[object, ...]]) -> ListVersion:
    return ListVersion(row.version, row.previous, row.content, row.signer, row.signature)
