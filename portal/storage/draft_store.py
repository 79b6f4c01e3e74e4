"""Drafts, each sealed to its author's key pair as it comes in and opened with it as it goes out.

To put one in takes her public key alone: she was signed out when it came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, select

from crypto.key_pair import KeyPair
from crypto.labels import DRAFT, bind
from crypto.sealing import open_text_with, seal_text_to
from portal.domain.draft import Draft, Fields
from portal.storage.read_json import reader_of
from portal.storage.tables import drafts
from portal.storage.upsert import upsert


@dataclass(frozen=True)
class _Contents:
    number: str
    address: str
    fields: Fields


_SHAPE: TypeAdapter[_Contents] = TypeAdapter(_Contents)
_read = reader_of(_SHAPE)


class DraftStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, public_key: bytes, account_id: bytes, case_tag: bytes, draft: Draft) -> None:
        """Keep a draft, replacing the one with its id. `case_tag` is 32 bytes."""
        draft_id = bytes.fromhex(draft.id)
        contents = _SHAPE.dump_json(_Contents(draft.number, draft.address, draft.fields))
        values = {
            "account_id": account_id,
            "case_tag": case_tag,
            "kept_on": draft.kept_on,
            "box": seal_text_to(public_key, contents, bind(DRAFT, account_id, draft_id)),
        }
        upsert(self._connection, drafts, {"id": draft_id}, values)

    def of(self, key_pair: KeyPair, account_id: bytes) -> list[Draft]:
        """An account's drafts, the newest day first. Raises CannotOpen."""
        rows = self._connection.execute(
            select(drafts)
            .where(drafts.c.account_id == account_id)
            .order_by(drafts.c.kept_on.desc(), drafts.c.id)
        )
        return [_opened(row, key_pair) for row in rows]

    def one(self, key_pair: KeyPair, account_id: bytes, draft_id: bytes) -> Draft | None:
        """An account's draft with this id (16 bytes). Raises CannotOpen."""
        row = self._connection.execute(
            select(drafts).where(drafts.c.id == draft_id, drafts.c.account_id == account_id)
        ).first()
        return _opened(row, key_pair) if row else None

    def has(self, account_id: bytes, draft_id: bytes) -> bool:
        query = select(drafts.c.id).where(
            drafts.c.id == draft_id, drafts.c.account_id == account_id
        )
        return self._connection.execute(query).first() is not None

    def count(self, account_id: bytes) -> int:
        query = select(func.count()).select_from(drafts).where(drafts.c.account_id == account_id)
        return self._connection.execute(query).scalar_one()

    def tagged(self, case_tag: bytes) -> list[str]:
        """The ids, in hex, of an account's drafts in a case."""
        query = select(drafts.c.id).where(drafts.c.case_tag == case_tag).order_by(drafts.c.id)
        return [draft_id.hex() for draft_id in self._connection.execute(query).scalars()]

    def remove(self, account_id: bytes, draft_id: bytes) -> None:
        self._connection.execute(
            delete(drafts).where(drafts.c.id == draft_id, drafts.c.account_id == account_id)
        )

    def remove_tagged(self, case_tags: Iterable[bytes]) -> None:
        self._connection.execute(delete(drafts).where(drafts.c.case_tag.in_(list(case_tags))))

    def sweep(self, before: date) -> int:
        """Delete drafts kept before this day; returns how many."""
        return self._connection.execute(delete(drafts).where(drafts.c.kept_on < before)).rowcount


def _opened(row: Row[tuple[object, ...]], key_pair: KeyPair) -> Draft:
    opened = open_text_with(key_pair, row.box, bind(DRAFT, row.account_id, row.id))
    contents = _read(opened)
    return Draft(
        row.id.hex(), contents.number, contents.address, contents.fields, kept_on=row.kept_on
    )
