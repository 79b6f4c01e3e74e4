"""Random names and secrets, plain hashes, and an order that tells nothing."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final, TypeVar

from crypto import crockford
from crypto.labels import bind

ID_BYTES: Final = 16
SECRET_BYTES: Final = 32
CASE_NUMBER_CHARACTERS: Final = 5

Item = TypeVar("Item")


def new_id() -> bytes:
    """A random identifier, 16 bytes: it tells neither order nor number."""
    return secrets.token_bytes(ID_BYTES)


def new_case_number(year: int) -> str:
    """A random case number such as "2026-7KQ4M". One of 33.5 million per year: the caller
    tries again when it is taken."""
    return f"{year:04d}-{crockford.encode(secrets.randbits(25), CASE_NUMBER_CHARACTERS)}"


def new_secret() -> bytes:
    """A random key, 32 bytes."""
    return secrets.token_bytes(SECRET_BYTES)


def new_token() -> str:
    """A random secret for a link or a cookie: 32 bytes as 43 URL-safe characters."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(label: bytes, data: bytes) -> bytes:
    """SHA-256 over the label and the data, 32 bytes. For values that cannot be guessed only."""
    return hashlib.sha256(bind(label, data)).digest()


def shuffled(items: Sequence[Item]) -> list[Item]:
    """The items in a random order, so that the order of rows does not tell the order of acts."""
    copy = list(items)
    secrets.SystemRandom().shuffle(copy)
    return copy
