"""Small boxes under a symmetric secret: session rows, seen markers and the like."""

from __future__ import annotations

from crypto import _aead_box
from crypto.labels import BOX, bind
from crypto.padding import pad, unpad


def seal_box(
    key: bytes, purpose: bytes, context: bytes, plaintext: bytes, *, minimum: int = 0
) -> bytes:
    """Seal under a random key of at least 32 bytes, padded to at least `minimum` bytes.

    `purpose` and `context` are not stored and must be the same on opening.
    Raises ValueError for a shorter key.
    """
    return _seal_with_nonce(key, purpose, context, plaintext, minimum, _aead_box.new_nonce())


def open_box(key: bytes, purpose: bytes, context: bytes, box: bytes) -> bytes:
    """Open what `seal_box` sealed. Raises CannotOpen."""
    padded = _aead_box.open_box(key, bind(BOX, purpose, context), box)
    return unpad(padded, 0, None)


def _seal_with_nonce(
    key: bytes, purpose: bytes, context: bytes, plaintext: bytes, minimum: int, nonce: bytes
) -> bytes:
    info = bind(BOX, purpose, context)
    return _aead_box.seal(key, info, pad(b"", plaintext, minimum), nonce)
