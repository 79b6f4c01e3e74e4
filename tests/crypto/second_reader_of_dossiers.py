"""The second implementation, of dossiers: section 23 of crypto/SPEC.md.

It reads as a contact person does, who has a sealed copy of the key. `box`, `sealed_key` and
`signature` are of the row and of her copy, `signing_key` and `role` what the list of the version
that the signature names gives for who signed; `role` is `citizen` where the row's signer is 16 zero
bytes, and the key that of the case.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.crypto.second_reader import bind, number, open_record, open_sealed_key
from tests.crypto.second_reader_of_signatures import is_signed, name_of


@dataclass(frozen=True)
class StoredDossier:
    """A row of `dossiers` as it lies there; what is not there is an empty text."""

    id: bytes
    number: str
    administration: str
    awaits: str
    due: str
    move: str
    revision: int
    list_version: int
    signature: bytes
    box: bytes


def open_dossier_key(seed: bytes, dossier_id: bytes, holder: bytes, box: bytes) -> bytes:
    return open_sealed_key(seed, box, bind("portal/v1/dossier-key", dossier_id, holder))


def is_vouched_for(row: StoredDossier, key: bytes, signing_key: bytes, role: str) -> bool:
    statement = bind(
        "portal/v1/signed-dossier",
        row.id,
        name_of(key),
        row.administration.encode(),
        number(row.list_version),
    )
    on_the_list = role in ("caseworker", "lead")
    citizen = role == "citizen" and row.list_version == 0
    return (on_the_list or citizen) and is_signed(signing_key, statement, row.signature)


def open_dossier(row: StoredDossier, key: bytes) -> dict[str, Any]:
    """What lies in the box, which must be that of the row."""
    place: dict[str, object] = {
        "case_id": row.id.hex(),
        "record_id": row.id.hex(),
        "table": "dossiers",
        "revision": row.revision,
        "generation": 1,
    }
    kind, content = open_record(key, row.box, place)
    assert kind == "dossier"
    told = json.loads(content)
    dossier: dict[str, Any] = told["dossier"]
    assert told["plain"] == {
        "administration": row.administration,
        "awaits": row.awaits,
        "due": row.due or None,
        "move": row.move,
    }
    assert (dossier["id"], dossier["number"]) == (row.id.hex(), row.number)
    return dossier


def read_as_holder(
    row: StoredDossier, seed: bytes, holder: bytes, sealed_key: bytes, signing_key: bytes, role: str
) -> dict[str, Any]:
    key = open_dossier_key(seed, row.id, holder, sealed_key)
    assert is_vouched_for(row, key, signing_key, role)
    dossier = open_dossier(row, key)
    assert holder.hex() in dossier["may_hold"]
    if role == "citizen":
        assert dossier["of_adviser"]
        assert dossier["on_word"]
    return dossier
