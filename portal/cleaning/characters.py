"""Which characters nobody sees. One definition for what goes out of a text and for what counts for
nothing where words are sought in it."""

import unicodedata
from typing import Final

# Format, control, private, surrogate and unassigned characters (Unicode, general category).
_UNSEEN_CATEGORIES: Final = {"Cf", "Cc", "Co", "Cs", "Cn"}
# Of these something is seen: a gap.
BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Selectors and fillers are letters or marks by their category and yet nothing is seen of them.
_UNSEEN_MARKS: Final = BLANKS | frozenset(
    [
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0xE0100, 0xE01F0)),
        *"\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f",
    ]
)
# Lines under and over a word. Those through it, and rings around it, are known by their class.
_LINES: Final = frozenset("\u0305\u0332\u0333\u033f")
_OVERLAY: Final = 1


def is_unseen(character: str) -> bool:
    """Whether nothing is seen of a character, a line end and a tab included."""
    return character in _UNSEEN_MARKS or unicodedata.category(character) in _UNSEEN_CATEGORIES


def is_stroke(character: str) -> bool:
    """Whether it is drawn over, under or around a letter and leaves the letter what it was."""
    return (
        unicodedata.combining(character) == _OVERLAY
        or unicodedata.category(character) == "Me"
        or character in _LINES
    )
