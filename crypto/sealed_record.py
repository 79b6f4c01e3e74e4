"""One record of a case (report, matter, message, note, file entry …) in one box.

The kind lies inside: all records of a case look alike but for a padded length.
"""

from __future__ import annotations

from dataclasses import dataclass

from crypto import _aead_box
from crypto.errors import CannotOpen
from crypto.labels import RECORD, bind
from crypto.padding import MINIMUM, pad, unpad

_LONGEST_KIND = 255


@dataclass(frozen=True)
class Place:
    """Where a record lies. A box moved to another place does not open there."""

    case_id: bytes
    record_id: bytes
    table: str
    revision: int
    generation: int


def seal_record(key: bytes, kind: str, content: bytes, place: Place) -> bytes:
    """Seal a record under a compartment key (32 bytes): 1,085 bytes at least.

    Raises ValueError unless `kind` is 1 to 255 ASCII characters and the content is under 4 GiB.
    """
    return _seal_with_nonce(key, kind, content, place, _aead_box.new_nonce())


def open_record(key: bytes, box: bytes, place: Place) -> tuple[str, bytes]:
    """The kind and the content. Raises CannotOpen."""
    padded = _aead_box.open_box(key, _info(place), box)
    head_length = 1 + padded[0] if padded else 0
    kind = padded[1:head_length]
    if not kind or not kind.isascii():
        raise CannotOpen
    return kind.decode("ascii"), unpad(padded, head_length, MINIMUM)


def _seal_with_nonce(key: bytes, kind: str, content: bytes, place: Place, nonce: bytes) -> bytes:
    if not kind.isascii() or not 0 < len(kind) <= _LONGEST_KIND:
        raise ValueError("a kind is 1 to 255 ASCII characters")
    head = bytes([len(kind)]) + kind.encode("ascii")
    return _aead_box.seal(key, _info(place), pad(head, content, MINIMUM), nonce)


def _info(place: Place) -> bytes:
    return bind(
        RECORD, place.case_id, place.record_id, place.table, place.revision, place.generation
    )
