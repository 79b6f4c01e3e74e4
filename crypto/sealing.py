"""Keys sealed to people: HPKE (RFC 9180), base mode, with the hybrid KEM X-Wing.

Base mode says nothing of the sender: what opens is secret, not vouched for.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from crypto.errors import CannotOpen
from crypto.key_pair import PUBLIC_BYTES, KeyPair
from crypto.labels import CASE_KEY, SEALED_KEY, bind
from crypto.padding import MINIMUM, pad, unpad

ROOT: Final = "root"
SHARED: Final = "shared"
IDENTITY: Final = "identity"
# A case has one identity key for good: it goes on when the case's keys are made anew.
IDENTITY_GENERATION: Final = 1

_VERSION = b"\x01"
_MLKEM_PUBLIC_BYTES = 1184
_PURPOSES = frozenset({ROOT, SHARED, IDENTITY})


def seal_to(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Seal a short secret to a public key (1,216 bytes): 1,137 bytes longer than the plaintext.

    `info` is not stored and must be the same on opening. The length of the plaintext shows.
    Raises ValueError when the public key is not one.
    """
    key = _public_key(public)
    return _VERSION + _suite().encrypt(plaintext, key, _bound(info))


def open_with(key_pair: KeyPair, box: bytes, info: bytes) -> bytes:
    """Open what `seal_to` sealed. Raises CannotOpen."""
    plaintext = _decrypted(key_pair, box, info)
    if plaintext is None:
        raise CannotOpen
    return plaintext


def seal_text_to(public: bytes, text: bytes, info: bytes) -> bytes:
    """Seal a text of any length to a public key, padded so that its length hardly shows.

    At least 2,161 bytes. Raises ValueError for 4 GiB or more, or when the key is not one.
    """
    return seal_to(public, pad(b"", text, MINIMUM), info)


def open_text_with(key_pair: KeyPair, box: bytes, info: bytes) -> bytes:
    """Open what `seal_text_to` sealed. Raises CannotOpen."""
    return unpad(open_with(key_pair, box, info), 0, MINIMUM)


def case_key_info(*, purpose: str, case_id: bytes, generation: int, holder: bytes) -> bytes:
    """What a sealed case key is bound to. `purpose` is ROOT, SHARED or IDENTITY.

    `holder` is the account's id or, for the reporter, 16 zero bytes. Raises ValueError for another
    purpose.
    """
    if purpose not in _PURPOSES:
        raise ValueError("unknown purpose of a case key")
    return bind(CASE_KEY, purpose, case_id, generation, holder)


def _decrypted(key_pair: KeyPair, box: object, info: bytes) -> bytes | None:
    if not isinstance(box, bytes) or box[:1] != _VERSION:
        return None
    try:
        return _suite().decrypt(box[1:], key_pair.hpke_private, _bound(info))
    except (InvalidTag, ValueError):
        return None


def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != PUBLIC_BYTES:
        raise ValueError("a public key is 1216 bytes")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:]),
    )


def _bound(info: bytes) -> bytes:
    return bind(SEALED_KEY, _VERSION, info)


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
