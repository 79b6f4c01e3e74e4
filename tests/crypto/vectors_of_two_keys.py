"""One ciphertext that opens under two keys, which is what commitments are for: SPEC 8 and 10.

The tag of GCM is linear in the ciphertext: one block that nobody looks at makes it fit two keys at
once (Dodis et al., "Fast Message Franking: From Invisible Salamanders to Encryptment", 2018).
"""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crypto import _aead_box
from crypto.labels import ASSOCIATED_DATA, BOX, bind
from crypto.padding import unpad
from tests.crypto.vector_inputs import Vector, fail, fixed, ok

# Found by trying: under it the first four bytes of both key streams differ only by what the two
# lengths (60 bytes, and fewer) differ by. One nonce in some 2^27 is such a one.
NONCE = bytes.fromhex("8124c90df59ff25205071338")
TEXTS = (b"the one text", b"the other text")

_BLOCK = 16
_BOX_BYTES = 64
_COUNTER = b"\0\0\0\x01"
_FREE = 1
_REDUCTION = 0xE1 << 120


def boxes_for_two_keys() -> list[Vector]:
    keys, context = (fixed("session"), fixed("another session")), fixed("row", 24)
    common: dict[str, Any] = {
        "purpose": b"session".hex(), "context": context.hex(), "nonce": NONCE.hex(),
    }  # fmt: skip
    info = bind(BOX, b"session", context)
    (cipher_key, commitment), (other_key, others) = (_aead_box._material(key, info) for key in keys)
    associated = bind(ASSOCIATED_DATA, b"\x01", info)
    sealed = sealed_for_both(cipher_key, other_key, associated)
    box = b"\x01" + commitment + NONCE + sealed
    plaintext = unpad(xored(key_stream(cipher_key), sealed[:_BOX_BYTES]), 0, None)
    first = {**common, "key": keys[0].hex(), "minimum": 0}
    return [
        ok("made for two keys, opened with the one that it commits to", **first,
           plaintext=plaintext.hex(), box=box.hex()),
        fail("made for two keys, opened with the other one", **common, key=keys[1].hex(),
             box=box.hex()),
        fail("commitment of another key", **common, key=keys[0].hex(),
             box=(b"\x01" + others + NONCE + sealed).hex()),
    ]  # fmt: skip


def sealed_for_both(key: bytes, other: bytes, associated: bytes) -> bytes:
    """Ciphertext and tag: for `key` a text of 60 bytes that begins with the one, for `other` the
    other text after some bytes, and padding."""
    streams = key_stream(key), key_stream(other)
    length = (_BOX_BYTES - 4).to_bytes(4, "big")
    end = 4 + int.from_bytes(xored(xored(*streams)[:4], length), "big")
    ones = length + TEXTS[0]
    others = bytes(2 * _BLOCK) + TEXTS[1].rjust(end - 2 * _BLOCK)
    begin = xored(streams[0], ones)[:_BLOCK]
    rest = xored(streams[1], others.ljust(_BOX_BYTES, b"\0"))[2 * _BLOCK :]
    free = free_block((key, other), associated, begin + bytes(_BLOCK) + rest)
    ciphertext = begin + free + rest
    return ciphertext + tag(key, associated, ciphertext)


def free_block(keys: tuple[bytes, bytes], associated: bytes, ciphertext: bytes) -> bytes:
    """What has to stand where `ciphertext` has a block of zeros, for both keys to give one tag."""
    apart = xored(*(tag(key, associated, ciphertext) for key in keys))
    exponent = _BOX_BYTES // _BLOCK - _FREE + 1
    factor = power(hash_key(keys[0]), exponent) ^ power(hash_key(keys[1]), exponent)
    inverse = power(factor, 2**128 - 2)
    return times(int.from_bytes(apart, "big"), inverse).to_bytes(_BLOCK, "big")


def tag(key: bytes, associated: bytes, ciphertext: bytes) -> bytes:
    lengths = b"".join((8 * len(part)).to_bytes(8, "big") for part in (associated, ciphertext))
    hashed, by = 0, hash_key(key)
    whole = b"".join(part + bytes(-len(part) % _BLOCK) for part in (associated, ciphertext))
    for start in range(0, len(whole + lengths), _BLOCK):
        block = (whole + lengths)[start : start + _BLOCK]
        hashed = times(hashed ^ int.from_bytes(block, "big"), by)
    return xored(hashed.to_bytes(_BLOCK, "big"), encrypted(key, NONCE + _COUNTER))


def key_stream(key: bytes) -> bytes:
    counters = range(2, 2 + _BOX_BYTES // _BLOCK)
    return encrypted(key, b"".join(NONCE + counter.to_bytes(4, "big") for counter in counters))


def hash_key(key: bytes) -> int:
    return int.from_bytes(encrypted(key, bytes(_BLOCK)), "big")


def encrypted(key: bytes, blocks: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(blocks)


def xored(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))


def times(one: int, other: int) -> int:
    """The product in GCM's field, where the highest bit is the coefficient of 1."""
    product = 0
    for bit in range(127, -1, -1):
        product ^= one * (other >> bit & 1)
        one = one >> 1 ^ _REDUCTION * (one & 1)
    return product


def power(base: int, exponent: int) -> int:
    result = 1 << 127
    while exponent:
        if exponent & 1:
            result = times(result, base)
        base, exponent = times(base, base), exponent >> 1
    return result
