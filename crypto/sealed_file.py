"""Files in sealed chunks, in order, with a certain end, never whole in memory.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, 2015) with AES-256-GCM. The true
size lies in the file's sealed record; the stored size is padded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.derivation import derive
from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.labels import FILE, bind
from crypto.padding import padded_length

CHUNK: Final = 65536

_VERSION = b"\x01"
_COUNTER_BYTES = 11


def new_file_key() -> bytes:
    """A random key, 32 bytes, for one file. Never used for a second file or a second pass."""
    return new_secret()


class FileSealer:
    """Seals one file as its bytes arrive.

    The key MUST be fresh: a second sealer with the same key and file id would repeat nonces.
    """

    def __init__(self, key: bytes, file_id: bytes) -> None:
        """Raises ValueError unless the key is 32 bytes."""
        if len(key) != 32:
            raise ValueError("a file key is 32 bytes")
        self._cipher = _cipher(key, file_id)
        self._waiting = bytearray()
        self._sealed = 0
        self._size = 0
        self._finished = False

    @property
    def size(self) -> int:
        """Bytes of content fed so far: the true size once finished, kept in the sealed record."""
        return self._size

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes and give the sealed chunks that are ready, often none.

        Raises ValueError after `finish`.
        """
        if self._finished:
            raise ValueError("the file is finished")
        self._size += len(data)
        return self._take(data)

    def finish(self) -> list[bytes]:
        """The remaining sealed chunks, at least one; padding may add some.

        Raises ValueError when called twice.
        """
        if self._finished:
            raise ValueError("the file is finished")
        self._finished = True
        ready = self._take(bytes(padded_length(self._size) - self._size))
        ready.append(self._seal(bytes(self._waiting), last=True))
        self._waiting.clear()
        return ready

    def _take(self, data: bytes) -> list[bytes]:
        self._waiting += data
        ready = []
        # A full chunk waits until more comes: only then is it known not to be the last.
        while len(self._waiting) > CHUNK:
            ready.append(self._seal(bytes(self._waiting[:CHUNK]), last=False))
            del self._waiting[:CHUNK]
        return ready

    def _seal(self, chunk: bytes, *, last: bool) -> bytes:
        index = self._sealed
        self._sealed += 1
        box = self._cipher.encrypt(_nonce(index, last), chunk, None)
        return _VERSION + box if index == 0 else box

    def __repr__(self) -> str:
        return "FileSealer(…)"


def open_chunk(key: bytes, file_id: bytes, index: int, last: bool, box: bytes) -> bytes:
    """One chunk with its share of padding, at most 65,536 bytes. `index` counts from 0.

    Raises CannotOpen. Alone it does not show that the file is whole; `open_file` does.
    """
    return _open_chunk(_cipher(key, file_id), index, last, box)


def open_file(key: bytes, file_id: bytes, size: int, boxes: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a file of `size` bytes, chunk by chunk, each authenticated before it is given.

    `size` comes from the sealed record: a larger one within the same padded length is not noticed.

    Raises CannotOpen at a missing, added, moved or altered chunk or a wrong size. What was given
    before is genuine but not whole: the receiver must not take it for the file.
    """
    if size < 0:
        raise CannotOpen
    cipher = _cipher(key, file_id)
    length = padded_length(size)
    last_index = (length - 1) // CHUNK
    opened = 0
    for index, (box, last) in enumerate(_with_last(boxes)):
        chunk = _open_chunk(cipher, index, last, box)
        expected = CHUNK if index < last_index else length - opened
        content = chunk[: max(0, size - opened)]
        if last != (index == last_index) or len(chunk) != expected or any(chunk[len(content) :]):
            raise CannotOpen
        opened += len(chunk)
        if content:
            yield content
    if opened != length:
        raise CannotOpen


def _with_last(boxes: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting: bytes | None = None
    for box in boxes:
        if waiting is not None:
            yield waiting, False
        waiting = box
    if waiting is not None:
        yield waiting, True


def _open_chunk(cipher: AESGCM, index: int, last: bool, box: object) -> bytes:
    if not isinstance(box, bytes) or not 0 <= index < 2**63:
        raise CannotOpen
    if index == 0 and box[:1] != _VERSION:
        raise CannotOpen
    chunk = _decrypted(cipher, _nonce(index, last), box[1:] if index == 0 else box)
    if chunk is None or len(chunk) > CHUNK:
        raise CannotOpen
    return chunk


def _decrypted(cipher: AESGCM, nonce: bytes, sealed: bytes) -> bytes | None:
    # Answers None so that the error is raised outside the handler and chains no context.
    try:
        return cipher.decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError):
        return None


def _cipher(key: bytes, file_id: bytes) -> AESGCM:
    return AESGCM(derive(key, bind(FILE, _VERSION, file_id)))


def _nonce(index: int, last: bool) -> bytes:
    return index.to_bytes(_COUNTER_BYTES, "big") + (b"\x01" if last else b"\x00")
