"""The sealed records of cases: sealed on the way in, opened on the way out.

A record belongs to one of a case's two compartments. Rows of both look alike; which one it is shows
only to who holds a key that opens it.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy import Table as SqlTable

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from crypto.sealed_record import Place, open_record, seal_record
from portal.domain.case_file import CaseFacts
from portal.domain.manifest import Rows
from portal.storage.tables import case_log, records


@dataclass(frozen=True)
class OpenedRecord:
    """`content` is JSON as UTF-8; its shape belongs to `kind` (storage/record_shapes.py).

    `shared` tells the compartment whose key opened it.
    """

    id: bytes
    kind: str
    content: bytes
    revision: int
    shared: bool


class RecordStore:
    """`written` are the rows added in this unit of work, each with the key it was sealed under."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written: list[tuple[bytes, bytes]] = []

    def add(
        self,
        facts: CaseFacts,
        key: bytes,
        kind: str,
        content: bytes,
        record_id: bytes | None = None,
    ) -> bytes:
        """Seal a new record under a compartment's key and return its id."""
        record_id = record_id or new_id()
        place = _place(facts, records, record_id, 1)
        self._connection.execute(
            insert(records).values(
                id=record_id,
                case_id=facts.id,
                generation=facts.generation,
                revision=1,
                box=seal_record(key, kind, content, place),
            )
        )
        self.written.append((record_id, key))
        return record_id

    def replace(self, facts: CaseFacts, key: bytes, record: OpenedRecord, content: bytes) -> None:
        """Seal a record's next revision over the one that was read."""
        revision = record.revision + 1
        place = _place(facts, records, record.id, revision)
        self._connection.execute(
            update(records)
            .where(records.c.id == record.id)
            .values(
                generation=facts.generation,
                revision=revision,
                box=seal_record(key, record.kind, content, place),
            )
        )

    def all_of(self, facts: CaseFacts, keys: CaseKeys) -> list[OpenedRecord]:
        """Every record that the keys at hand open.

        With both compartments' keys every record has to open: one that does not was altered, moved
        or put there by someone else, and CannotOpen is raised. With the shared key alone the
        unit's records are passed over.
        """
        rows = self._connection.execute(select(records).where(records.c.case_id == facts.id))
        opened = []
        for row in rows:
            place = Place(facts.id, row.id, records.name, row.revision, row.generation)
            found = _open(keys, row.box, place)
            if found:
                kind, content, shared = found
                opened.append(OpenedRecord(row.id, kind, content, row.revision, shared))
        return opened

    def count_writes(self, case_ids: list[bytes]) -> dict[bytes, int]:
        """How often anything was written into each case: records and their later revisions."""
        rows = self._connection.execute(
            select(records.c.case_id, func.sum(records.c.revision))
            .where(records.c.case_id.in_(case_ids))
            .group_by(records.c.case_id)
        )
        return {row[0]: row[1] for row in rows}

    def add_log(self, facts: CaseFacts, key: bytes, content: bytes) -> None:
        """Seal one line of the case's log."""
        record_id = new_id()
        place = _place(facts, case_log, record_id, 1)
        self._connection.execute(
            insert(case_log).values(
                id=record_id,
                case_id=facts.id,
                generation=facts.generation,
                box=seal_record(key, "log", content, place),
            )
        )
        self.written.append((record_id, key))

    def log_of(self, facts: CaseFacts, keys: CaseKeys) -> list[bytes]:
        """The contents of every log line, in no order. Raises CannotOpen as `all_of` does."""
        rows = self._connection.execute(select(case_log).where(case_log.c.case_id == facts.id))
        opened = []
        for row in rows:
            found = _open(keys, row.box, Place(facts.id, row.id, case_log.name, 1, row.generation))
            if found:
                opened.append(found[1])
        return opened

    def inventory(self, case_id: bytes) -> Rows:
        """Every row of a case: its revision, and the hash of its box."""
        found: Rows = {}
        for table in (records, case_log):
            rows = self._connection.execute(select(table).where(table.c.case_id == case_id))
            found[table.name] = {
                row.id.hex(): (
                    row.revision if table is records else 1,
                    sha256(row.box).hexdigest(),
                )
                for row in rows
            }
        return found

    def compartments(self, facts: CaseFacts, keys: CaseKeys) -> tuple[set[str], set[str]]:
        """The ids in hexadecimal of the rows of a case that open: those that are shared, and the
        unit's own. `keys` hold both compartments.
        """
        shared: set[str] = set()
        own: set[str] = set()
        for table in (records, case_log):
            rows = self._connection.execute(select(table).where(table.c.case_id == facts.id))
            for row in rows:
                revision = row.revision if table is records else 1
                place = Place(facts.id, row.id, table.name, revision, row.generation)
                found = _opened(keys, row.box, place)
                if found is not None:
                    (shared if found[2] else own).add(row.id.hex())
        return shared, own

    def remove_unreadable(self, facts: CaseFacts, keys: CaseKeys) -> None:
        """Delete the rows of a case that do not open."""
        for table in (records, case_log):
            rows = self._connection.execute(select(table).where(table.c.case_id == facts.id))
            for row in rows.all():
                revision = row.revision if table is records else 1
                place = Place(facts.id, row.id, table.name, revision, row.generation)
                if _opened(keys, row.box, place) is None:
                    self._connection.execute(table.delete().where(table.c.id == row.id))

    def seal_anew(
        self, facts: CaseFacts, keys: CaseKeys, renewed: CaseFacts, new_keys: CaseKeys
    ) -> None:
        """Seal every record and log line of a case under its next generation's keys.

        `keys` and `new_keys` hold both compartments. Raises CannotOpen as `all_of` does.
        """
        for table in (records, case_log):
            rows = self._connection.execute(select(table).where(table.c.case_id == facts.id))
            for row in rows.all():
                revision = row.revision if table is records else 1
                place = Place(facts.id, row.id, table.name, revision, row.generation)
                found = _open(keys, row.box, place)
                if found is None:
                    raise CannotOpen
                kind, content, shared = found
                key = new_keys.shared if shared else new_keys.unit
                if key is None:
                    raise CannotOpen
                place = _place(renewed, table, row.id, revision)
                self._connection.execute(
                    update(table)
                    .where(table.c.id == row.id)
                    .values(
                        generation=renewed.generation, box=seal_record(key, kind, content, place)
                    )
                )

    def remove_all(self, case_id: bytes) -> None:
        """Delete every record and log line of a case."""
        for table in (records, case_log):
            self._connection.execute(table.delete().where(table.c.case_id == case_id))


def _place(facts: CaseFacts, table: SqlTable, record_id: bytes, revision: int) -> Place:
    return Place(facts.id, record_id, table.name, revision, facts.generation)


def _opened(keys: CaseKeys, box: bytes, place: Place) -> tuple[str, bytes, bool] | None:
    """As `_open`, and None for what was altered."""
    try:
        return _open(keys, box, place)
    except CannotOpen:
        return None


def _open(keys: CaseKeys, box: bytes, place: Place) -> tuple[str, bytes, bool] | None:
    """Kind, content and whether the shared key opened it; None for what the reporter may not."""
    if keys.unit is not None:
        try:
            return (*open_record(keys.unit, box, place), False)
        except CannotOpen:
            return (*open_record(keys.shared, box, place), True)
    try:
        return (*open_record(keys.shared, box, place), True)
    except CannotOpen:
        return None
