"""The hybrid key pair: ML-KEM-768 with X25519, as X-Wing joins them.

Source: draft-connolly-cfrg-xwing-kem (KEM 0x647A); FIPS 203; RFC 7748.
"""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from crypto.identifiers import new_secret

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 1216

_MLKEM_SEED_BYTES = 64


class KeyPair:
    """A key pair to which keys are sealed. Its 32-byte seed is all of its secret."""

    __slots__ = ("_private", "_public", "_seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("the seed of a key pair is 32 bytes")
        expanded = hashlib.shake_256(seed).digest(_MLKEM_SEED_BYTES + 32)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:])
        self._seed = bytes(seed)
        self._private = MLKEM768X25519PrivateKey(mlkem, x25519)
        self._public = (
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    @classmethod
    def new(cls) -> KeyPair:
        """A key pair from a random seed."""
        return cls(new_secret())

    @classmethod
    def from_seed(cls, seed: bytes) -> KeyPair:
        """The key pair of a seed (32 bytes). Raises ValueError for another length."""
        return cls(seed)

    @property
    def seed(self) -> bytes:
        """The secret, 32 bytes."""
        return self._seed

    @property
    def public(self) -> bytes:
        """The public half, 1,216 bytes: ML-KEM-768's 1,184, then X25519's 32."""
        return self._public

    @property
    def hpke_private(self) -> MLKEM768X25519PrivateKey:
        """The private half in the form HPKE takes."""
        return self._private

    def __repr__(self) -> str:
        return "KeyPair(…)"
