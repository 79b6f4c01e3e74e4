"""Sealed files, chunk by chunk. A file belongs to nothing until the last transaction of a case or
dossier attaches it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from portal.storage.tables import dossiers, file_chunks, files

_UNATTACHED = (files.c.case_id.is_(None), files.c.dossier_id.is_(None))


class FileStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, file_id: bytes, on: date) -> None:
        self._connection.execute(insert(files).values(id=file_id, begun_on=on))

    def append(self, file_id: bytes, first_position: int, boxes: Sequence[bytes]) -> None:
        """Keep sealed chunks at their positions, counted from 0."""
        if boxes:
            self._connection.execute(
                insert(file_chunks),
                [
                    {"file_id": file_id, "position": first_position + offset, "box": box}
                    for offset, box in enumerate(boxes)
                ],
            )

    def attach(self, file_id: bytes, case_id: bytes) -> bool:
        """Give an unattached file to a case; False when it was swept or belongs to one already."""
        return self._attach(file_id, case_id=case_id)

    def attach_to_dossier(self, file_id: bytes, dossier_id: bytes) -> bool:
        """Give an unattached file to a dossier; False as `attach`."""
        return self._attach(file_id, dossier_id=dossier_id)

    def _attach(self, file_id: bytes, **owner: bytes) -> bool:
        done = self._connection.execute(
            update(files).where(files.c.id == file_id, *_UNATTACHED).values(owner)
        )
        return done.rowcount == 1

    def chunks(self, file_id: bytes, first_position: int, count: int) -> list[bytes]:
        """Up to `count` sealed chunks from a position on, in order."""
        query = (
            select(file_chunks.c.box)
            .where(
                file_chunks.c.file_id == file_id,
                file_chunks.c.position >= first_position,
                file_chunks.c.position < first_position + count,
            )
            .order_by(file_chunks.c.position)
        )
        return list(self._connection.execute(query).scalars())

    def ids_of(self, case_id: bytes) -> tuple[str, ...]:
        """The ids of a case's files in hexadecimal, sorted."""
        query = select(files.c.id).where(files.c.case_id == case_id)
        return tuple(sorted(one.hex() for one in self._connection.execute(query).scalars()))

    def discard(self, file_id: bytes) -> None:
        """Delete a file that nothing has taken."""
        self._connection.execute(delete(files).where(files.c.id == file_id, *_UNATTACHED))

    def unattached_bytes(self) -> int:
        """How much the files weigh, sealed and padded, that nothing has taken."""
        weight = func.sum(func.length(file_chunks.c.box))
        query = select(weight).join(files, files.c.id == file_chunks.c.file_id)
        return int(self._connection.execute(query.where(*_UNATTACHED)).scalar() or 0)

    def sweep_unattached(self, begun_before: date) -> int:
        """Delete files never attached that were begun before a day; returns how many."""
        unattached = (*_UNATTACHED, files.c.begun_on < begun_before)
        found = self._connection.execute(select(func.count()).where(*unattached)).scalar_one()
        self._connection.execute(delete(files).where(*unattached))
        return found

    def remove_all(self, case_id: bytes) -> None:
        """Delete the files of a case and of its dossiers, which must still be there."""
        of_dossiers = select(dossiers.c.id).where(dossiers.c.case_id == case_id)
        owned = or_(files.c.case_id == case_id, files.c.dossier_id.in_(of_dossiers))
        self._connection.execute(delete(files).where(owned))
