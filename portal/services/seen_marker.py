"""How much of a case a member has seen, sealed so that only she can read it.

Until she opens the case the marker is random bytes of the same length: a copy of the database does
not tell who has read what. A marker that does not open therefore means that nothing was seen.
"""

from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.key_pair import KeyPair
from crypto.sealed_box import open_box, seal_box

_PURPOSE = b"seen-marker"
_COUNT_BYTES = 8


def seen_marker(key_pair: KeyPair, case_id: bytes, writes: int) -> bytes:
    """A marker saying that this many writes into the case have been seen."""
    count = writes.to_bytes(_COUNT_BYTES, "big")
    return seal_box(key_pair.seed, _PURPOSE, case_id, count)


def writes_seen(key_pair: KeyPair, case_id: bytes, marker: bytes) -> int:
    """How many writes the marker says were seen; 0 for one that was never written."""
    try:
        return int.from_bytes(open_box(key_pair.seed, _PURPOSE, case_id, marker), "big")
    except CannotOpen:
        return 0


def unread_marker() -> bytes:
    """Random bytes that look like a marker and open to nobody."""
    length = len(seal_box(new_secret(), _PURPOSE, b"", bytes(_COUNT_BYTES)))
    noise = b"".join(new_secret() for _ in range(length // 32 + 1))
    return _SEAL_VERSION + noise[1:length]


_SEAL_VERSION = seal_box(new_secret(), _PURPOSE, b"", b"")[:1]
