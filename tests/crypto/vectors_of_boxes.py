"""Vectors of what is sealed under a symmetric key: SPEC 8 to 12."""

from __future__ import annotations

import hashlib
from typing import Any

from crypto import _aead_box, sealed_box, sealed_record, staff_password
from crypto.labels import RECORD, bind
from crypto.sealed_file import FileSealer
from crypto.sealed_record import Place
from tests.crypto.vector_inputs import Vector, changed, damaged, fail, fixed, ok
from tests.crypto.vectors_of_two_keys import boxes_for_two_keys


def records() -> list[Vector]:
    key, nonce = fixed("compartment key"), fixed("nonce", 12)
    place: dict[str, Any] = {
        "case_id": fixed("case", 16).hex(),
        "record_id": fixed("record", 16).hex(),
        "table": "records",
        "revision": 2,
        "generation": 1,
    }
    common: dict[str, Any] = {"key": key.hex(), "place": place, "nonce": nonce.hex()}
    made = []
    texts = {"short": "Kære Borgerrådgiver".encode(), "no content": b"", "long": b"long " * 300}
    for name, content in texts.items():
        box = sealed_record._seal_with_nonce(key, "message", content, place_of(place), nonce)
        made.append(ok(name, **common, kind="message", content=content.hex(), box=box.hex()))
    box = bytes.fromhex(made[0]["box"])
    elsewhere: dict[str, dict[str, Any]] = {
        "another case": {"case_id": fixed("another", 16).hex()},
        "another record": {"record_id": fixed("another", 16).hex()},
        "another table": {"table": "files"},
        "another revision": {"revision": 1},
        "another generation": {"generation": 2},
    }
    parts = {"commitment": 1, "nonce": 33, "ciphertext": 50, "tag": len(box) - 1}
    return [
        *made,
        fail("another key", **{**common, "key": fixed("another").hex()}, box=box.hex()),
        *(
            fail(name, **{**common, "place": {**place, **change}}, box=box.hex())
            for name, change in elsewhere.items()
        ),
        *(fail(name, **common, box=bad.hex()) for name, bad in damaged(box, parts).items()),
        *(
            fail(name, **common, box=record_of(key, place, padded, nonce).hex())
            for name, padded in ill_padded().items()
        ),
        fail("sealed as version 2", **common,
             box=record_of(key, place, b"\x04note".ljust(1024, b"\0"), nonce, b"\x02").hex()),
        fail("a small box under the same key", **common,
             box=sealed_box._seal_with_nonce(key, b"p", b"c", b"x", 1024, nonce).hex()),
    ]  # fmt: skip


def ill_padded() -> dict[str, bytes]:
    return {
        "padding not zero": b"\x04note\0\0\0\x01x" + bytes(1013) + b"\x01",
        "padding too short": b"\x04note\0\0\0\x01x" + bytes(1013),
        "padding too long": b"\x04note\0\0\0\x01x" + bytes(1015),
        "content longer than the record": b"\x04note\0\0\xff\xffx" + bytes(1014),
        "empty kind": bytes(1024),
        "kind not ASCII": b"\x02\xc3\xb8" + bytes(1021),
        "nothing inside": b"",
    }


def record_of(
    key: bytes, place: dict[str, Any], padded: bytes, nonce: bytes, head: bytes = b"\x01"
) -> bytes:
    at = place_of(place)
    info = bind(RECORD, at.case_id, at.record_id, at.table, at.revision, at.generation)
    return _aead_box.seal(key, info, padded, nonce, head)


def place_of(place: dict[str, Any]) -> Place:
    return Place(
        case_id=bytes.fromhex(place["case_id"]),
        record_id=bytes.fromhex(place["record_id"]),
        table=place["table"],
        revision=place["revision"],
        generation=place["generation"],
    )


def small_boxes() -> list[Vector]:
    key, nonce, context = fixed("session"), fixed("nonce", 12), fixed("row", 24)
    common: dict[str, Any] = {
        "key": key.hex(), "purpose": b"session".hex(), "context": context.hex(),
        "nonce": nonce.hex(),
    }  # fmt: skip
    made = []
    for minimum in (0, 100):
        box = sealed_box._seal_with_nonce(key, b"session", context, b"content", minimum, nonce)
        values = {"plaintext": b"content".hex(), "minimum": minimum, "box": box.hex()}
        made.append(ok(f"at least {minimum} bytes", **common, **values))
    parts = {"commitment": 1, "nonce": 33, "ciphertext": 45, "tag": len(box) - 1}
    wrong: dict[str, dict[str, Any]] = {
        "another key": {"key": fixed("another").hex()},
        "another purpose": {"purpose": b"seen".hex()},
        "another context": {"context": fixed("another", 24).hex()},
    }
    return [
        *made,
        *(fail(name, **{**common, **change}, box=box.hex()) for name, change in wrong.items()),
        *(fail(name, **common, box=bad.hex()) for name, bad in damaged(box, parts).items()),
        *boxes_for_two_keys(),
    ]


def files() -> list[Vector]:
    key, file_id = fixed("file key"), fixed("file", 16)
    made = []
    for size in (0, 1, 1024, 1025, 65536, 65537, 200_000):
        sealer = FileSealer(key, file_id)
        boxes = sealer.feed(b"a" * size) + sealer.finish()
        made.append(
            ok(f"{size} bytes", key=key.hex(), file_id=file_id.hex(), size=size,
               content={"byte": "61", "times": size}, chunks=len(boxes),
               boxes_sha256=hashlib.sha256(b"".join(boxes)).hexdigest())
        )  # fmt: skip
    base = {"content": {"byte": "61", "times": 200_000}}
    common = {"sealed_with": {"key": key.hex(), "file_id": file_id.hex()}, **base}
    right: dict[str, Any] = {
        "key": key.hex(),
        "file_id": file_id.hex(),
        "size": 200_000,
        "change": [],
    }
    wrong: dict[str, dict[str, Any]] = {
        "another key": {"key": fixed("another").hex()},
        "another file": {"file_id": fixed("another", 16).hex()},
        "a size one less": {"size": 199_999},
        "a size of the next padded length": {"size": 200_705},
        "a negative size": {"size": -1},
        "no chunks": {"change": [["keep", 0]]},
        "last chunk missing": {"change": [["keep", 3]]},
        "first chunk missing": {"change": [["drop", 0]]},
        "a chunk in the middle missing": {"change": [["drop", 1]]},
        "two chunks swapped": {"change": [["swap", 1, 2]]},
        "the last chunk twice": {"change": [["repeat", 3]]},
        "an empty chunk at the end": {"change": [["append", ""]]},
        "version 0": {"change": [["set", 0, 0, 0]]},
        "version 2": {"change": [["set", 0, 0, 2]]},
        "a byte of a chunk changed": {"change": [["flip", 1, 100]]},
        "a byte of the last tag changed": {"change": [["flip", 3, -1]]},
        "a chunk shortened by one byte": {"change": [["shorten", 2]]},
    }
    return made + [fail(name, **{**common, **right, **change}) for name, change in wrong.items()]


def staff_boxes() -> list[Vector]:
    pepper, account, salt = fixed("pepper"), fixed("account", 16), fixed("salt", 16)
    passphrase, contents, nonce = "blå heste løber", fixed("contents", 84), fixed("nonce", 12)
    box = staff_password._seal_with(passphrase, pepper, account, contents, salt, nonce)
    common = {"passphrase": passphrase, "pepper": pepper.hex(), "account_id": account.hex()}
    made = {"salt": salt.hex(), "nonce": nonce.hex(), "contents": contents.hex()}
    spaced = {**common, "passphrase": " bla\u030a  heste\u00a0løber\n"}
    wrong: dict[str, dict[str, Any]] = {
        "another passphrase": {"passphrase": "Blå heste løber"},
        "another pepper": {"pepper": fixed("another").hex()},
        "another account": {"account_id": fixed("another", 16).hex()},
        "a bit of the salt changed": {"box": changed(box, 1).hex()},
        "a bit of the commitment changed": {"box": changed(box, 17).hex()},
        "a bit of the nonce changed": {"box": changed(box, 49).hex()},
        "a bit of the ciphertext changed": {"box": changed(box, 61).hex()},
        "a bit of the tag changed": {"box": changed(box, len(box) - 1).hex()},
        "version 0": {"box": (b"\0" + box[1:]).hex()},
        "version 2": {"box": (b"\x02" + box[1:]).hex()},
        "too short": {"box": box[:76].hex()},
        "the decoy": {"box": staff_password.decoy_box(account).hex()},
    }
    return [
        ok("as sealed", **common, **made, box=box.hex()),
        ok("spaced and composed otherwise", **spaced, contents=contents.hex(), box=box.hex()),
        *(fail(name, **{**common, "box": box.hex(), **change}) for name, change in wrong.items()),
    ]
