"""The manifests of cases: sealed on the way in, opened on the way out.

crypto/SPEC.md section 19.
"""

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.sealed_record import Place, open_record, seal_record
from portal.domain.case_file import CaseFacts
from portal.domain.manifest import SharedManifest, UnitManifest
from portal.storage.read_json import reader_of
from portal.storage.tables import manifests
from portal.storage.upsert import upsert

_KIND = "manifest"
_SHARED = TypeAdapter(SharedManifest)
_UNIT = TypeAdapter(UnitManifest)
_read_shared, _read_unit = reader_of(_SHARED), reader_of(_UNIT)


class ManifestStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(
        self, facts: CaseFacts, keys: CaseKeys
    ) -> tuple[SharedManifest, UnitManifest | None] | None:
        """A case's manifests, the unit's where the keys open it; None where there are none.

        Raises CannotOpen.
        """
        row = self._connection.execute(
            select(manifests).where(manifests.c.case_id == facts.id)
        ).first()
        if row is None:
            return None
        shared = _read_shared(_opened(keys.shared, row.shared_box, facts))
        if keys.unit is None:
            return shared, None
        return shared, _read_unit(_opened(keys.unit, row.unit_box, facts))

    def write(
        self, facts: CaseFacts, keys: CaseKeys, shared: SharedManifest, unit: UnitManifest | None
    ) -> None:
        """Write the shared manifest, and the unit's where there is one to write."""
        place = _place(facts)
        boxes = {"shared_box": seal_record(keys.shared, _KIND, _SHARED.dump_json(shared), place)}
        if unit is not None and keys.unit is not None:
            boxes["unit_box"] = seal_record(keys.unit, _KIND, _UNIT.dump_json(unit), place)
            upsert(self._connection, manifests, {"case_id": facts.id}, boxes)
            return
        self._connection.execute(
            manifests.update().where(manifests.c.case_id == facts.id).values(boxes)
        )

    def remove(self, case_id: bytes) -> None:
        self._connection.execute(delete(manifests).where(manifests.c.case_id == case_id))


def _opened(key: bytes, box: bytes, facts: CaseFacts) -> bytes:
    kind, content = open_record(key, box, _place(facts))
    if kind != _KIND:
        raise CannotOpen
    return content


def _place(facts: CaseFacts) -> Place:
    return Place(facts.id, facts.id, manifests.name, 1, facts.generation)
