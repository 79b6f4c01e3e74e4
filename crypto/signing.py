"""Signatures by two schemes at once: ML-DSA-65 (FIPS 204) and Ed25519 (RFC 8032).

Both have to be good: whoever breaks one of them, with a large quantum computer or without, forges
nothing.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from crypto.derivation import derive
from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.labels import MEMBER_SIGNING_SEED, SIGNATURE, SIGNING_SEED, bind

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 1984
SIGNATURE_BYTES: Final = 3374

_VERSION = b"\x01"
_MLDSA_PUBLIC_BYTES = 1952
_MLDSA_SIGNATURE_BYTES = 3309


class SigningPair:
    """A pair of keys that signs. Its 32-byte seed is all of its secret."""

    __slots__ = ("_ed25519", "_mldsa", "_public", "_seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("the seed of a signing pair is 32 bytes")
        expanded = derive(seed, bind(SIGNING_SEED), 2 * SEED_BYTES)
        self._seed = bytes(seed)
        self._mldsa = MLDSA65PrivateKey.from_seed_bytes(expanded[:SEED_BYTES])
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(expanded[SEED_BYTES:])
        self._public = (
            self._mldsa.public_key().public_bytes_raw()
            + self._ed25519.public_key().public_bytes_raw()
        )

    @classmethod
    def new(cls) -> SigningPair:
        """A signing pair from a random seed."""
        return cls(new_secret())

    @classmethod
    def of_member(cls, seed: bytes) -> SigningPair:
        """The signing pair of a member, from the seed of her key pair (32 bytes). Raises
        ValueError for another length."""
        if len(seed) != SEED_BYTES:
            raise ValueError("the seed of a key pair is 32 bytes")
        return cls(derive(seed, bind(MEMBER_SIGNING_SEED)))

    @property
    def seed(self) -> bytes:
        """The secret, 32 bytes."""
        return self._seed

    @property
    def public(self) -> bytes:
        """The public half, 1,984 bytes: ML-DSA-65's 1,952, then Ed25519's 32."""
        return self._public

    def sign(self, statement: bytes) -> bytes:
        """Sign a statement (made by `labels.bind`, under a label of its own): 3,374 bytes."""
        signed = _signed_bytes(self._public, statement)
        return _VERSION + self._mldsa.sign(signed) + self._ed25519.sign(signed)

    def __repr__(self) -> str:
        return "SigningPair(…)"


def check_signature(public: bytes, statement: bytes, signature: bytes) -> None:
    """Raises CannotOpen unless both halves of the signature are good for this key."""
    if not _is_good(public, statement, signature):
        raise CannotOpen


def _is_good(public: object, statement: bytes, signature: object) -> bool:
    # A database may hand out other types than it was given.
    if not isinstance(public, bytes) or len(public) != PUBLIC_BYTES:
        return False
    if not isinstance(signature, bytes) or len(signature) != SIGNATURE_BYTES:
        return False
    if signature[:1] != _VERSION:
        return False
    signed = _signed_bytes(public, statement)
    mldsa_end = 1 + _MLDSA_SIGNATURE_BYTES
    try:
        mldsa = MLDSA65PublicKey.from_public_bytes(public[:_MLDSA_PUBLIC_BYTES])
        ed25519 = Ed25519PublicKey.from_public_bytes(public[_MLDSA_PUBLIC_BYTES:])
        mldsa.verify(signature[1:mldsa_end], signed)
        ed25519.verify(signature[mldsa_end:], signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(public: bytes, statement: bytes) -> bytes:
    # With the key inside, neither half can be taken out and passed off as another key's.
    return bind(SIGNATURE, _VERSION, public, statement)
