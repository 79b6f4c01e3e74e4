"""Vectors of a dossier: SPEC 23."""

from __future__ import annotations

import json
from typing import Any

from crypto import sealed_record
from crypto.key_pair import KeyPair
from crypto.labels import DOSSIER_KEY, bind
from crypto.sealed_record import Place
from crypto.sealing import ROOT, case_key_info, seal_to
from crypto.signing import SigningPair
from crypto.statements import dossier_statement, key_name
from tests.crypto.vector_inputs import Vector, changed, damaged, fail, fixed, ok

_ED25519_AT = 3310
_KEY = fixed("dossier key")
_ID, _ANOTHER_ID = fixed("dossier", 16), fixed("another", 16)
_HOLDER, _COLLEAGUE = fixed("contact person", 16), fixed("colleague", 16)
_OTHERS_KEY = fixed("another")
_PAIR = KeyPair(fixed("key pair of the contact person"))


def dossiers() -> list[Vector]:
    sent = whole(_AS_SENT, content())
    answer = {**_AS_SENT, "revision": 2, "awaits": "", "due": "", "move": "unit"}
    outside = {**_AS_SENT, "awaits": "", "due": "", "move": ""}
    passed_on = content(kind="outside_scheme", day=None, **outside)
    box = raw(sent["box"])
    parts = {"commitment": 1, "nonce": 33, "ciphertext": 50, "tag": len(box) - 1}
    return [
        ok("as it was sent", **sent),
        ok("with an answer", **whole(answer, content(acts=[_ANSWER], **answer))),
        ok("outside the scheme", **whole(outside, passed_on)),
        ok("signed by the head of unit", signer_role="lead"),
        ok("sent straight on by a citizen", **straight_on()),
        *(fail(name, **change) for name, change in not_straight_on().items()),
        *(fail(name, **change) for name, change in of_the_row(sent).items()),
        *(fail(name, **change) for name, change in of_the_key_and_the_signature(sent).items()),
        *(fail(name, box=made.hex()) for name, made in ill_made_boxes().items()),
        *(fail(name, box=bad.hex()) for name, bad in damaged(box, parts).items()),
    ]


def straight_on(*, list_version: int = 0, **told: bool) -> dict[str, Any]:
    """What a citizen vouches for: she stands on no list."""
    row = {**_AS_SENT, "list_version": list_version}
    marks = {"of_adviser": True, "on_word": True, **told}
    signature = _signature(list_version=list_version)
    return {
        **whole(row, content(**marks, **row)),
        "signer_role": "citizen",
        "signature": signature.hex(),
    }


def not_straight_on() -> dict[str, dict[str, Any]]:
    """Signed by a citizen, each whole but for one thing."""
    return {
        "signed by a citizen, and not on her word": straight_on(on_word=False),
        "signed by a citizen, and not the adviser's": straight_on(of_adviser=False),
        "signed by a citizen for a version of the list": straight_on(list_version=3),
    }


def in_full(vector: Vector, first: Vector) -> Vector:
    """A vector with what it does not state: all that is as in the first one."""
    return {**first, **vector}


def of_the_row(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        "another holder's seed": {"seed": fixed("another").hex()},
        "another holder": {"holder": _COLLEAGUE.hex()},
        "another dossier": {"id": _ANOTHER_ID.hex()},
        "another administration": {"administration": "SUF"},
        "another version of the list": {"list_version": 4},
        "another signing key on the list": {"signer_seed": fixed("another").hex()},
        "signed by an auditor": {"signer_role": "auditor"},
        "signed by a contact person": {"signer_role": "contact"},
        "another number": {"number": "D2026-00000"},
        "another thing awaited": {"awaits": "follow_up"},
        "nothing awaited": {"awaits": ""},
        "another day": {"due": "2026-04-01"},
        "no day": {"due": ""},
        "another's move": {"move": "unit"},
        "another revision": {"revision": 2},
    }


def of_the_key_and_the_signature(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Well sealed and well signed where nothing is changed."""
    keys = {
        "key sealed as a case key": _sealed(_KEY, case_key_info(
            purpose=ROOT, case_id=_ID, generation=1, holder=_HOLDER)),
        "key sealed for another holder": _sealed(_KEY, bind(DOSSIER_KEY, _ID, _COLLEAGUE)),
        "key sealed for another dossier": _sealed(_KEY, bind(DOSSIER_KEY, _ANOTHER_ID, _HOLDER)),
        "a bit of the sealed key changed": changed(raw(sent["sealed_key"]), 9),
    }  # fmt: skip
    good = raw(sent["signature"])
    signatures = {
        "not signed": b"",
        "signed by another member": _signature(signer="another"),
        "another key vouched for": _signature(key=_OTHERS_KEY),
        "another administration vouched for": _signature(administration="SUF"),
        "a bit of the ML-DSA half changed": changed(good, 9),
        "a bit of the Ed25519 half changed": changed(good, _ED25519_AT),
    }
    put_there = {
        "sealed_key": _sealed(_OTHERS_KEY, bind(DOSSIER_KEY, _ID, _HOLDER)).hex(),
        "box": _box(content(), key=_OTHERS_KEY).hex(),
    }
    return {
        **{name: {"sealed_key": key.hex()} for name, key in keys.items()},
        **{name: {"signature": signature.hex()} for name, signature in signatures.items()},
        "put there whole, under a key that nobody vouched for": put_there,
    }


def ill_made_boxes() -> dict[str, bytes]:
    return {
        "box under another key": _box(content(), key=_OTHERS_KEY),
        "box of another kind": _box(content(), kind="entry"),
        "box for another table": _box(content(), table="records"),
        "box of another generation": _box(content(), generation=2),
        "box with another case id": _box(content(), case_id=fixed("case", 16)),
        "box with another record id": _box(content(), record_id=_ANOTHER_ID),
        "another id inside": _box(content(one=_ANOTHER_ID.hex())),
        "another number inside": _box(content(number="D2026-00000")),
        "another administration inside": _box(content(administration="SUF")),
        "holder not named in it": _box(content(may_hold=[_COLLEAGUE.hex()])),
    }


_AS_SENT: dict[str, Any] = {
    "id": _ID.hex(),
    "number": "D2026-7KQ4M",
    "administration": "BUF",
    "awaits": "answer",
    "due": "2026-03-31",
    "move": "administration",
    "revision": 1,
    "list_version": 3,
}
_ANSWER: dict[str, Any] = {
    "kind": "answer",
    "by": _HOLDER.hex(),
    "name": "Åse Ågård",
    "on": "2026-03-10",
    "at": "2026-03-10T11:00:00Z",
    "text": "Kassen passer ikke.",
    "planned": "Ny procedure.",
    "due": None,
    "to": [],
    "files": [],
    "by_unit": False,
    "turned": True,
}


def content(
    *,
    one: str = _ID.hex(),
    number: str = "D2026-7KQ4M",
    administration: str = "BUF",
    kind: str = "hearing",
    day: str | None = "2026-03-31",
    may_hold: list[str] | None = None,
    acts: list[dict[str, Any]] | None = None,
    awaits: str = "answer",
    due: str = "2026-03-31",
    move: str = "administration",
    of_adviser: bool = False,
    on_word: bool = False,
    **_row: object,
) -> str:
    """The JSON in a box; `awaits`, `due` and `move` as the row has them."""
    file = {
        "id": fixed("file", 16).hex(),
        "name": "bilag.pdf",
        "media_type": "application/pdf",
        "size": 1200,
        "key": fixed("file key").hex(),
    }
    dossier = {
        "id": one,
        "number": number,
        "kind": kind,
        "administration": administration,
        "sent_on": "2026-03-03",
        "due": day,
        "text": "Undersøg kassen.",
        "extracts": [{"text": "Der mangler ▇▇▇ i kassen."}],
        "files": [file],
        "may_hold": sorted([_HOLDER.hex(), _COLLEAGUE.hex()]) if may_hold is None else may_hold,
        "acts": acts or [],
        "of_adviser": of_adviser,
        "on_word": on_word,
    }
    plain = {"administration": administration, "awaits": awaits, "due": due or None, "move": move}
    told = {"dossier": dossier, "plain": plain}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def whole(row: dict[str, Any], told: str) -> dict[str, Any]:
    """A dossier with everything that belongs to it."""
    return {
        **row,
        "seed": _PAIR.seed.hex(),
        "holder": _HOLDER.hex(),
        "key": _KEY.hex(),
        "sealed_key": _sealed(_KEY, bind(DOSSIER_KEY, _ID, _HOLDER)).hex(),
        "signer_seed": fixed("signer").hex(),
        "signer_role": "caseworker",
        "signature": _signature().hex(),
        "content": told,
        "box": _box(told, revision=row["revision"]).hex(),
    }


def _sealed(key: bytes, info: bytes) -> bytes:
    return seal_to(_PAIR.public, key, info)


def _signature(
    *,
    key: bytes = _KEY,
    administration: str = "BUF",
    signer: str = "signer",
    list_version: int = 3,
) -> bytes:
    statement = dossier_statement(
        dossier_id=_ID,
        key_name=key_name(key),
        administration=administration,
        list_version=list_version,
    )
    return SigningPair(fixed(signer)).sign(statement)


def _box(
    told: str,
    *,
    key: bytes = _KEY,
    kind: str = "dossier",
    case_id: bytes = _ID,
    record_id: bytes = _ID,
    table: str = "dossiers",
    revision: int = 1,
    generation: int = 1,
) -> bytes:
    place = Place(case_id, record_id, table, revision, generation)
    return sealed_record._seal_with_nonce(key, kind, told.encode(), place, fixed("nonce", 12))


raw = bytes.fromhex
