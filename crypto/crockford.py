"""Crockford's base 32, and forgiveness for how people type it."""

from __future__ import annotations

import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_DOTS_AND_STROKES = frozenset(".·•‧∙⋅・−⁃﹒")  # noqa: RUF001 (written as people's devices write them)
# Separators, dashes and invisible format characters; Cc holds tab and line feed.
_DROPPED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Pd", "Cf", "Cc"})


def normalise(text: str) -> str:
    """Bring typed text to the alphabet's form: NFKC, upper case, I and L to 1, O to 0, and
    without spaces, hyphens, dots and invisible characters. Other characters stay as they are;
    the result is not checked."""
    upper = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in upper if not _is_separator(c)).translate(_LOOKALIKES)


def encode(value: int, length: int) -> str:
    """Write `value` as `length` characters of five bits each, the highest bits first.

    Raises ValueError when it does not fit.
    """
    if value < 0 or value >> (5 * length):
        raise ValueError("the value does not fit in the length")
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))


def _is_separator(character: str) -> bool:
    return (
        unicodedata.category(character) in _DROPPED_CATEGORIES
        or character in _DOTS_AND_STROKES
        # Variation selectors ride along when text is copied from a phone.
        or "\ufe00" <= character <= "\ufe0f"
    )
