"""The keys of a case: one random root per generation, two compartments from it.

Members hold the root. The reporter holds the shared key alone, from which neither the root nor
the unit's own key can be had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crypto.derivation import derive
from crypto.identifiers import new_secret
from crypto.labels import SHARED_COMPARTMENT, UNIT_COMPARTMENT, bind

KEY_BYTES: Final = 32


def new_root() -> bytes:
    """A random root key, 32 bytes, for one generation of one case."""
    return new_secret()


@dataclass(frozen=True, repr=False)
class CaseKeys:
    """What a holder can open: `shared` (reporter and unit) and, for the unit, `unit`."""

    shared: bytes
    unit: bytes | None

    @classmethod
    def from_root(cls, root: bytes) -> CaseKeys:
        """Both compartment keys. Raises ValueError unless the root is 32 bytes."""
        return cls(
            shared=derive(_checked(root), bind(SHARED_COMPARTMENT)),
            unit=derive(root, bind(UNIT_COMPARTMENT)),
        )

    @classmethod
    def from_shared(cls, shared: bytes) -> CaseKeys:
        """The reporter's keys. Raises ValueError unless the key is 32 bytes."""
        return cls(shared=_checked(shared), unit=None)

    def __repr__(self) -> str:
        return "CaseKeys(…)"


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError("a case key is 32 bytes")
    return key
