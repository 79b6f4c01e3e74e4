"""Dossiers: one sealed box each, rewritten whole at every act, and a copy of its key per holder.

Plain are the administration, what it owes and by when, and whose move it is: lists and reminders
need no key. The same stands inside the box, so that a change from outside shows.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from crypto.errors import CannotOpen
from crypto.sealed_record import Place, open_record, seal_record
from portal.domain.dossier import Dossier
from portal.storage.case_key_store import REPORTER
from portal.storage.read_json import reader_of
from portal.storage.tables import dossier_keys, dossiers
from portal.storage.upsert import upsert

_KIND = "dossier"
_GENERATION = 1


@dataclass(frozen=True)
class PlainDossier:
    """What of a dossier stands in plain columns. `awaits` and `move` are empty for nothing and
    nobody."""

    administration: str
    awaits: str
    due: date | None
    move: str


@dataclass(frozen=True)
class SealedDossier:
    """What lies in the box: the dossier, and the plain columns as they were written with it."""

    dossier: Dossier
    plain: PlainDossier


@dataclass(frozen=True)
class DossierRow:
    """One dossier as it is stored. `id` and `case_id` are 16 bytes; `signer` is the account id of
    who vouched for its key, with the version of the list on which she stood."""

    id: bytes
    case_id: bytes
    number: str
    plain: PlainDossier
    revision: int
    signer: bytes
    list_version: int
    signature: bytes = field(repr=False)
    box: bytes = field(repr=False)


_SEALED = TypeAdapter(SealedDossier)
_read_sealed = reader_of(_SEALED)
_DOSSIER = TypeAdapter(Dossier)


class DossierStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: DossierRow) -> None:
        """Keep a new dossier. Raises sqlalchemy.exc.IntegrityError when its number is taken."""
        self._connection.execute(
            insert(dossiers).values(
                id=row.id,
                case_id=row.case_id,
                number=row.number,
                signer=row.signer,
                list_version=row.list_version,
                signature=row.signature,
                **_changing(row),
            )
        )

    def replace(self, row: DossierRow) -> None:
        """Write a dossier's next revision over the one that was read."""
        self._connection.execute(
            update(dossiers).where(dossiers.c.id == row.id).values(**_changing(row))
        )

    def sign_anew(self, row: DossierRow) -> None:
        """Write who vouches for a new key of a dossier, and take back every copy of the old one."""
        self._connection.execute(
            update(dossiers)
            .where(dossiers.c.id == row.id)
            .values(signer=row.signer, list_version=row.list_version, signature=row.signature)
        )
        self._connection.execute(delete(dossier_keys).where(dossier_keys.c.dossier_id == row.id))

    def give(self, dossier_id: bytes, holder: bytes, box: bytes) -> None:
        """Keep a holder's copy of the key; one that she has gives way, for it may be sealed to
        keys that she lost."""
        keys = {"dossier_id": dossier_id, "holder": holder}
        upsert(self._connection, dossier_keys, keys, {"box": box})

    def take_back(self, dossier_id: bytes, holder: bytes) -> None:
        self._connection.execute(
            delete(dossier_keys).where(
                dossier_keys.c.dossier_id == dossier_id, dossier_keys.c.holder == holder
            )
        )

    def key_of(self, dossier_id: bytes, holder: bytes) -> bytes | None:
        """A holder's sealed copy of the key."""
        query = select(dossier_keys.c.box).where(
            dossier_keys.c.dossier_id == dossier_id, dossier_keys.c.holder == holder
        )
        return self._connection.execute(query).scalar_one_or_none()

    def holders(self, dossier_id: bytes) -> set[bytes]:
        """The account ids that hold a copy of the key."""
        query = select(dossier_keys.c.holder).where(dossier_keys.c.dossier_id == dossier_id)
        return set(self._connection.execute(query).scalars())

    def by_number(self, number: str, *, lock: bool = False) -> DossierRow | None:
        """The dossier with this number; `lock` makes other writers wait until this unit ends."""
        # Numbers come from addresses, and PostgreSQL fails where a NUL is looked for.
        if "\0" in number:
            return None
        query = select(dossiers).where(dossiers.c.number == number)
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        return _row(row) if row else None

    def by_id(self, dossier_id: bytes) -> DossierRow | None:
        row = self._connection.execute(select(dossiers).where(dossiers.c.id == dossier_id)).first()
        return _row(row) if row else None

    def of_case(self, case_id: bytes) -> list[DossierRow]:
        query = select(dossiers).where(dossiers.c.case_id == case_id).order_by(dossiers.c.id)
        return [_row(row) for row in self._connection.execute(query)]

    def held_by(self, holder: bytes) -> list[tuple[DossierRow, bytes]]:
        """Every dossier an account holds a key to, with its sealed copy."""
        query = (
            select(dossiers, dossier_keys.c.box.label("key_box"))
            .join(dossier_keys, dossier_keys.c.dossier_id == dossiers.c.id)
            .where(dossier_keys.c.holder == holder)
            .order_by(dossiers.c.due, dossiers.c.number)
        )
        return [(_row(row), row.key_box) for row in self._connection.execute(query)]

    def every_awaited(self) -> list[DossierRow]:
        """Every dossier in which an administration owes something, by the day it is due."""
        query = (
            select(dossiers)
            .where(dossiers.c.awaits.is_not(None))
            .order_by(dossiers.c.due, dossiers.c.number)
        )
        return [_row(row) for row in self._connection.execute(query)]

    def inventory(self, case_id: bytes) -> dict[str, tuple[int, str]]:
        """By dossier id in hex: its revision, and the SHA-256 of its box in hexadecimal."""
        return {
            row.id.hex(): (row.revision, sha256(row.box).hexdigest())
            for row in self.of_case(case_id)
        }

    def remove(self, dossier_id: bytes) -> None:
        self._connection.execute(delete(dossiers).where(dossiers.c.id == dossier_id))

    def remove_all(self, case_id: bytes) -> None:
        self._connection.execute(delete(dossiers).where(dossiers.c.case_id == case_id))


def plain_of(dossier: Dossier) -> PlainDossier:
    """The plain columns that belong to a dossier as it stands."""
    return PlainDossier(
        administration=dossier.administration,
        awaits=dossier.awaits or "",
        due=dossier.due_now,
        move=dossier.move or "",
    )


def sealed_row(row: DossierRow, key: bytes, dossier: Dossier) -> DossierRow:
    """The row with a dossier sealed as its next revision under the dossier's key (32 bytes)."""
    return resealed_row(replace(row, revision=row.revision + 1), key, dossier)


def resealed_row(row: DossierRow, key: bytes, dossier: Dossier) -> DossierRow:
    """The row with a dossier sealed as the revision it is, under another key."""
    plain = plain_of(dossier)
    content = _SEALED.dump_json(SealedDossier(dossier, plain))
    box = seal_record(key, _KIND, content, _place(row.id, row.revision))
    return replace(row, plain=plain, box=box)


def opened_row(row: DossierRow, key: bytes) -> Dossier:
    """The dossier in a row. Raises CannotOpen, also when a plain column is not what was written
    with it or the box is of another dossier."""
    kind, content = open_record(key, row.box, _place(row.id, row.revision))
    if kind != _KIND:
        raise CannotOpen
    sealed = _read_sealed(content)
    named = (sealed.dossier.id, sealed.dossier.number)
    if sealed.plain != row.plain or named != (row.id.hex(), row.number):
        raise CannotOpen
    # What a citizen vouched for says that no member did: it is never taken for the unit's.
    if row.signer == REPORTER and not (sealed.dossier.on_word and sealed.dossier.of_adviser):
        raise CannotOpen
    return sealed.dossier


def said_in(dossier: Dossier) -> str:
    """The SHA-256, in hexadecimal, of what a dossier says: of its JSON as it lies in the box."""
    return sha256(_DOSSIER.dump_json(dossier)).hexdigest()


def _place(dossier_id: bytes, revision: int) -> Place:
    return Place(dossier_id, dossier_id, dossiers.name, revision, _GENERATION)


def _changing(row: DossierRow) -> dict[str, Any]:
    return {
        "administration": row.plain.administration,
        "awaits": row.plain.awaits or None,
        "due": row.plain.due,
        "move": row.plain.move or None,
        "revision": row.revision,
        "box": row.box,
    }


def _row(row: Row[Any]) -> DossierRow:
    return DossierRow(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        plain=PlainDossier(row.administration, row.awaits or "", row.due, row.move or ""),
        revision=row.revision,
        signer=row.signer,
        list_version=row.list_version,
        signature=row.signature,
        box=row.box,
    )
