"""Vectors of what is sealed to a public key: SPEC 6 and 18."""

from __future__ import annotations

from typing import Any

from crypto import sealed_box
from crypto.key_pair import KeyPair
from crypto.labels import DRAFT, STATISTICAL_FACT, STATISTICS_KEY, bind
from crypto.sealing import (
    IDENTITY,
    IDENTITY_GENERATION,
    ROOT,
    SHARED,
    case_key_info,
    seal_text_to,
    seal_to,
)
from tests.crypto.vector_inputs import Vector, changed, damaged, fail, fixed, ok

IDENTITY_MINIMUM = 6144


def sealed_keys() -> list[Vector]:
    pair, case_id, holder = KeyPair.from_seed(fixed("holder")), fixed("case", 16), fixed("id", 16)
    plaintext = fixed("root")
    info = case_key_info(purpose=ROOT, case_id=case_id, generation=1, holder=holder)
    box = seal_to(pair.public, plaintext, info)
    common: dict[str, Any] = {
        "seed": pair.seed.hex(),
        "purpose": ROOT,
        "case_id": case_id.hex(),
        "generation": 1,
        "holder": holder.hex(),
        "box": box.hex(),
    }
    parts = {"ML-KEM part": 9, "X25519 part": 1100, "ciphertext": 1121, "tag": len(box) - 1}
    wrong: dict[str, dict[str, Any]] = {
        "another seed": {"seed": fixed("another").hex()},
        "another purpose": {"purpose": SHARED},
        "another case": {"case_id": fixed("another", 16).hex()},
        "another generation": {"generation": 2},
        "another holder": {"holder": fixed("another", 16).hex()},
        "X25519 part all zero": {"box": (box[:1089] + bytes(32) + box[1121:]).hex()},
    }
    return [
        ok("root key to a member", **common, plaintext=plaintext.hex()),
        *(fail(name, **{**common, **change}) for name, change in wrong.items()),
        *(fail(name, **{**common, "box": bad.hex()}) for name, bad in damaged(box, parts).items()),
    ]


def sealed_texts() -> list[Vector]:
    pair, row = KeyPair.from_seed(fixed("statistics")), fixed("row", 16)
    account, draft = fixed("id", 16), fixed("draft", 16)
    fact: dict[str, Any] = {
        "seed": pair.seed.hex(), "label": STATISTICAL_FACT.decode(), "fields": [row.hex()],
    }  # fmt: skip
    written: dict[str, Any] = {
        **fact, "label": DRAFT.decode(), "fields": [account.hex(), draft.hex()],
    }  # fmt: skip
    texts = {
        "a fact": (fact, b'{"place":0}'),
        "a draft": (written, "Kære indberetter".encode()),
        "no text": (written, b""),
        "a text that just fits": (fact, b"a" * 1020),
        "a text one byte longer": (fact, b"a" * 1021),
        "a long text": (fact, b"long " * 2000),
    }
    made = [
        ok(name, **place, plaintext=text.hex(),
           box=seal_text_to(pair.public, text, info_of(place)).hex())
        for name, (place, text) in texts.items()
    ]  # fmt: skip
    box = bytes.fromhex(made[0]["box"])
    wrong: dict[str, dict[str, Any]] = {
        "another seed": {"seed": fixed("another").hex()},
        "another row": {"fields": [fixed("another", 16).hex()]},
        "another label": {"label": STATISTICS_KEY.decode()},
        "one field more": {"fields": [row.hex(), ""]},
    }
    parts = {"ML-KEM part": 9, "X25519 part": 1100, "ciphertext": 1121, "tag": len(box) - 1}
    return [
        *made,
        *(fail(name, **{**fact, **change}, box=box.hex()) for name, change in wrong.items()),
        *(fail(name, **fact, box=bad.hex()) for name, bad in damaged(box, parts).items()),
        *(
            fail(name, **fact, box=seal_to(pair.public, padded, info_of(fact)).hex())
            for name, padded in ill_padded().items()
        ),
    ]


def ill_padded() -> dict[str, bytes]:
    return {
        "padding not zero": b"\0\0\0\x01x" + bytes(1018) + b"\x01",
        "padding too short": b"\0\0\0\x01x" + bytes(1018),
        "padding too long": b"\0\0\0\x01x" + bytes(1020),
        "padding of the next length": b"\0\0\0\x01x" + bytes(1051),
        "not padded at all": b"\0\0\0\x01x",
        "text longer than the box": b"\0\0\xff\xffx" + bytes(1019),
        "shorter than its length": b"\0\0\0",
        "nothing inside": b"",
    }


def info_of(vector: Vector) -> bytes:
    return bind(vector["label"].encode(), *(bytes.fromhex(field) for field in vector["fields"]))


def statistics_keys() -> list[Vector]:
    holder, account = KeyPair.from_seed(fixed("holder")), fixed("id", 16)
    seed = fixed("statistics")
    box = seal_to(holder.public, seed, bind(STATISTICS_KEY, account))
    common: dict[str, Any] = {
        "seed": holder.seed.hex(), "account_id": account.hex(), "box": box.hex(),
    }  # fmt: skip
    as_case_key = case_key_info(purpose=ROOT, case_id=bytes(16), generation=1, holder=account)
    wrong: dict[str, dict[str, Any]] = {
        "another holder's seed": {"seed": fixed("another").hex()},
        "another account": {"account_id": fixed("another", 16).hex()},
        "sealed as a case key": {"box": seal_to(holder.public, seed, as_case_key).hex()},
    }
    parts = {"ML-KEM part": 9, "X25519 part": 1100, "ciphertext": 1121, "tag": len(box) - 1}
    public = KeyPair.from_seed(seed).public
    return [
        ok("seed to a holder", **common, plaintext=seed.hex(), public=public.hex()),
        *(fail(name, **{**common, **change}) for name, change in wrong.items()),
        *(fail(name, **{**common, "box": bad.hex()}) for name, bad in damaged(box, parts).items()),
    ]


def identities() -> list[Vector]:
    pair, key = KeyPair.from_seed(fixed("identity of the holder")), fixed("identity key")
    case_id, holder = fixed("case", 16), fixed("id", 16)
    another_id, another = fixed("another", 16), fixed("another")
    who = {
        "with an identity": '{"name":"Åse Ågård","contact":"aase@example.dk"}'.encode(),
        "without one": b'{"name":"","contact":""}',
    }
    common: dict[str, Any] = {
        "seed": pair.seed.hex(), "case_id": case_id.hex(), "holder": holder.hex(),
    }  # fmt: skip
    made = [
        ok(name, **common, sealed_key=sealed_identity_key(pair, key, case_id, holder).hex(),
           box=identity_box(key, b"identity", case_id, plaintext).hex(), plaintext=plaintext.hex())
        for name, plaintext in who.items()
    ]  # fmt: skip
    right = {field: made[0][field] for field in (*common, "sealed_key", "box")}
    keys = {
        "key sealed with another purpose": sealed_identity_key(
            pair, key, case_id, holder, purpose=ROOT
        ),
        "key sealed for another holder": sealed_identity_key(pair, key, case_id, another_id),
        "key sealed for another case": sealed_identity_key(pair, key, another_id, holder),
        "key sealed for another generation": sealed_identity_key(
            pair, key, case_id, holder, generation=2
        ),
        "key of another case": sealed_identity_key(pair, another, case_id, holder),
        "a bit of the sealed key changed": changed(bytes.fromhex(right["sealed_key"]), 9),
    }
    plaintext = who["with an identity"]
    old = ok("from before identities had keys", **common, sealed_key="", box=plaintext.hex(),
             plaintext=plaintext.hex())  # fmt: skip
    boxes = {
        "box with another purpose": identity_box(key, b"session", case_id, plaintext),
        "box of another case": identity_box(key, b"identity", another_id, plaintext),
        "a bit of the box changed": changed(bytes.fromhex(right["box"]), 50),
    }
    wrong: dict[str, dict[str, Any]] = {
        "the member's other key pair": {"seed": fixed("holder").hex()},
        "another holder": {"holder": another_id.hex()},
        "another case": {"case_id": another_id.hex()},
        **{name: {"sealed_key": sealed.hex()} for name, sealed in keys.items()},
        **{name: {"box": box.hex()} for name, box in boxes.items()},
    }
    return [*made, old, *(fail(name, **{**right, **change}) for name, change in wrong.items())]


def sealed_identity_key(
    pair: KeyPair,
    key: bytes,
    case_id: bytes,
    holder: bytes,
    *,
    purpose: str = IDENTITY,
    generation: int = IDENTITY_GENERATION,
) -> bytes:
    info = case_key_info(purpose=purpose, case_id=case_id, generation=generation, holder=holder)
    return seal_to(pair.public, key, info)


def identity_box(key: bytes, purpose: bytes, case_id: bytes, plaintext: bytes) -> bytes:
    nonce = fixed("nonce", 12)
    return sealed_box._seal_with_nonce(key, purpose, case_id, plaintext, IDENTITY_MINIMUM, nonce)
