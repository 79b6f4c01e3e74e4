"""The receipt code: shown once to the reporter, kept nowhere, and the key to her case.

Because 115 random bits cannot be guessed, no slow hash and no counting of addresses is needed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from crypto import crockford
from crypto.derivation import derive
from crypto.errors import MistypedCode
from crypto.identifiers import hash_of
from crypto.key_pair import KeyPair
from crypto.labels import LOCATOR, REPORTER_SEED, REPORTER_SIGNING_SEED, STORED_LOCATOR, bind
from crypto.signing import SigningPair

LENGTH: Final = 24

_RANDOM_CHARACTERS = 23
_GROUP = 4
# More than any way of spacing a code; bounds the work on a pasted novel.
_LONGEST_TYPED = 256
# x^5 + x^2 + 1 is primitive over GF(2), so the powers of alpha for 0..23 all differ.
_POLYNOMIAL = 0b100101


@dataclass(frozen=True, repr=False)
class ReceiptCode:
    """A well-formed receipt code. Never logged, never stored, never in a cookie in clear."""

    _symbols: str

    @property
    def text(self) -> str:
        """The code as shown: six groups of four, "ABCD-EFGH-…"."""
        starts = range(0, LENGTH, _GROUP)
        return "-".join(self._symbols[start : start + _GROUP] for start in starts)

    @property
    def locator(self) -> bytes:
        """What the database keeps to find the case, 32 bytes: the hash of the derived locator."""
        return hash_of(STORED_LOCATOR, derive(self._secret, bind(LOCATOR)))

    def key_pair(self) -> KeyPair:
        """The reporter's hybrid key pair."""
        return KeyPair.from_seed(derive(self._secret, bind(REPORTER_SEED)))

    def signing_pair(self) -> SigningPair:
        """What the reporter signs with: the keys of her case, and her consents."""
        return SigningPair(derive(self._secret, bind(REPORTER_SIGNING_SEED)))

    @property
    def _secret(self) -> bytes:
        return self._symbols[:_RANDOM_CHARACTERS].encode("ascii")

    def __repr__(self) -> str:
        return "ReceiptCode(…)"


def new_code() -> ReceiptCode:
    """A random code of 115 bits with its check character."""
    value = secrets.randbits(5 * _RANDOM_CHARACTERS)
    random_symbols = crockford.encode(value, _RANDOM_CHARACTERS)
    return ReceiptCode(random_symbols + _check_character(random_symbols))


def parse_code(text: str) -> ReceiptCode:
    """The code a reporter typed; case, separators and I, L, O are forgiven.

    Raises MistypedCode when the length, a character or the check character is wrong.
    """
    if len(text) > _LONGEST_TYPED:
        raise MistypedCode
    symbols = crockford.normalise(text)
    if len(symbols) != LENGTH or any(symbol not in crockford.ALPHABET for symbol in symbols):
        raise MistypedCode
    if _check_character(symbols[:_RANDOM_CHARACTERS]) != symbols[_RANDOM_CHARACTERS:]:
        raise MistypedCode
    return ReceiptCode(symbols)


def _check_character(random_symbols: str) -> str:
    check = 0
    # Horner's rule from the last character: the sum of alpha^i * d_i for i = 1..23.
    for symbol in reversed(random_symbols):
        check = _times_alpha(check ^ crockford.ALPHABET.index(symbol))
    return crockford.ALPHABET[check]


def _times_alpha(element: int) -> int:
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
