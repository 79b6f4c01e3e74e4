"""Padding that hides how long a text is.

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", 2019): a length of n leaks only O(log log n) bits and grows by at most 12 percent.
"""

from __future__ import annotations

from typing import Final

from crypto.errors import CannotOpen

MINIMUM: Final = 1024

_LENGTH_BYTES = 4


def padded_length(n: int, minimum: int = MINIMUM) -> int:
    """The length in bytes to which n bytes are padded, at least `minimum`.

    Raises ValueError when n is negative.
    """
    if n < 0:
        raise ValueError("a length is not negative")
    return max(_padme(n), minimum)


def pad(head: bytes, content: bytes, minimum: int) -> bytes:
    """`head`, the content's length (4 bytes, big-endian), the content, zero bytes.

    Raises ValueError for content of 4 GiB or more.
    """
    if len(content) >> (8 * _LENGTH_BYTES):
        raise ValueError("the content is too long for one box")
    filled = b"".join((head, len(content).to_bytes(_LENGTH_BYTES, "big"), content))
    return filled.ljust(padded_length(len(filled), minimum), b"\0")


def unpad(padded: bytes, head_length: int, minimum: int | None) -> bytes:
    """The content of what `pad` made. Without a `minimum` any longer padding is taken too.

    Raises CannotOpen when the length or a padding byte is not what `pad` would have made.
    """
    start = head_length + _LENGTH_BYTES
    end = start + int.from_bytes(padded[head_length:start], "big")
    shortest = padded_length(end, minimum or 0)
    fits = len(padded) == shortest or (minimum is None and len(padded) > shortest)
    if not fits or padded.count(0, end) != len(padded) - end:
        raise CannotOpen
    return padded[start:end]


def _padme(n: int) -> int:
    if n < 2:
        return n
    exponent = n.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (n + mask) & ~mask
