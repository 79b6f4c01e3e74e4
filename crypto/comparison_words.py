"""A few words that two people read to each other, to be sure that they see the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crypto.identifiers import hash_of
from crypto.labels import COMPARED_WORDS

WORDS: Final = 6
CHOICE: Final = 2048

_BITS_PER_WORD = 11


def comparison_words(data: bytes, words: Sequence[str]) -> str:
    """Six words that stand for `data`: 66 bits of its hash, with a space between.

    Whoever wants other data to give the same words must try some 2^66 times. Of `words` the first
    2,048 are used. Raises ValueError for fewer, or where two of them are the same.
    """
    choice = words[:CHOICE]
    if len(set(choice)) < CHOICE:
        raise ValueError("too few words to compare by")
    digest = hash_of(COMPARED_WORDS, data)
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - WORDS * _BITS_PER_WORD)
    places = [number >> _BITS_PER_WORD * place & (CHOICE - 1) for place in reversed(range(WORDS))]
    return " ".join(choice[place] for place in places)
