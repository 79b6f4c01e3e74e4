"""The one symmetric box under records, small boxes and staff boxes: HKDF, commitment, AES-256-GCM.

GCM alone lets one ciphertext open under two keys; the commitment, checked first, does not
(Albertini et al., "How to Abuse and Fix Authenticated Encryption Without Key Commitment", 2022).
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.derivation import derive
from crypto.errors import CannotOpen
from crypto.labels import ASSOCIATED_DATA, bind

VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12
COMMITMENT_BYTES: Final = 32
TAG_BYTES: Final = 16

_KEY_BYTES = 32


def new_nonce() -> bytes:
    """A random nonce, 12 bytes."""
    return secrets.token_bytes(NONCE_BYTES)


def seal(key: bytes, info: bytes, plaintext: bytes, nonce: bytes, head: bytes = VERSION) -> bytes:
    """head || commitment || nonce || AES-256-GCM. Raises ValueError for a key under 32 bytes."""
    if len(key) < _KEY_BYTES:
        raise ValueError("a key is at least 32 bytes")
    cipher_key, commitment = _material(key, info)
    sealed = AESGCM(cipher_key).encrypt(nonce, plaintext, bind(ASSOCIATED_DATA, head, info))
    return b"".join((head, commitment, nonce, sealed))


def open_box(key: bytes, info: bytes, box: bytes, head_length: int = 1) -> bytes:
    """The plaintext of what `seal` made with a head of `head_length`. Raises CannotOpen."""
    head, commitment, nonce, sealed = parts(box, head_length)
    cipher_key, expected = _material(key, info)
    if not hmac.compare_digest(commitment, expected):
        raise CannotOpen
    plaintext = _decrypted(cipher_key, nonce, sealed, bind(ASSOCIATED_DATA, head, info))
    if plaintext is None:
        raise CannotOpen
    return plaintext


def parts(box: object, head_length: int) -> tuple[bytes, bytes, bytes, bytes]:
    """Head, commitment, nonce and ciphertext with tag. Raises CannotOpen for anything that
    is not bytes (a database may hand out other types), is too short or has another version."""
    commitment_end = head_length + COMMITMENT_BYTES
    nonce_end = commitment_end + NONCE_BYTES
    if not isinstance(box, bytes) or len(box) < nonce_end + TAG_BYTES or box[:1] != VERSION:
        raise CannotOpen
    return (
        box[:head_length],
        box[head_length:commitment_end],
        box[commitment_end:nonce_end],
        box[nonce_end:],
    )


def _material(key: bytes, info: bytes) -> tuple[bytes, bytes]:
    material = derive(key, info, _KEY_BYTES + COMMITMENT_BYTES)
    return material[:_KEY_BYTES], material[_KEY_BYTES:]


def _decrypted(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes | None:
    # Answers None so that the error is raised outside the handler and chains no context.
    try:
        return AESGCM(key).decrypt(nonce, sealed, associated)
    except InvalidTag:
        return None
