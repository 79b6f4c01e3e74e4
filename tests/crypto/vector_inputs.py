"""What all vectors are made of: fixed inputs, the two kinds of vector, ways of damaging a box."""

from __future__ import annotations

import hashlib
from typing import Any

Vector = dict[str, Any]


def fixed(name: str, length: int = 32) -> bytes:
    return hashlib.shake_256(b"portal vectors: " + name.encode()).digest(length)


def ok(name: str, **values: object) -> Vector:
    return {"name": name, "expect": "ok", **values}


def fail(name: str, **values: object) -> Vector:
    return {"name": name, "expect": "fail", **values}


def changed(box: bytes, position: int) -> bytes:
    return box[:position] + bytes([box[position] ^ 1]) + box[position + 1 :]


def damaged(box: bytes, parts: dict[str, int]) -> dict[str, bytes]:
    """The ways of damaging a box that every format must notice; `parts` names byte positions."""
    return {
        "empty": b"",
        "version byte alone": box[:1],
        "version 0": b"\0" + box[1:],
        "version 2": b"\x02" + box[1:],
        "last byte missing": box[:-1],
        "one byte more": box + b"\0",
        **{f"a bit of the {part} changed": changed(box, at) for part, at in parts.items()},
    }
