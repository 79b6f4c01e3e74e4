"""Keys from keys: HKDF with SHA-256 (RFC 5869), without salt."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(key: bytes, info: bytes, length: int = 32) -> bytes:
    """Derive `length` bytes from `key`, which must be uniformly random or from a code that is.

    `info` is made by `labels.bind`. Raises ValueError beyond HKDF's 255 blocks (8,160 bytes).
    """
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
