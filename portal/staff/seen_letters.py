"""Letters of a stranger's file on a page: what nobody sees of them is said by its number.

A character that turns the direction of what follows can make a text read as something else than it
is (Unicode Technical Report 36, section 2.2.3); here it turns nothing, and is pointed out.
"""

from collections.abc import Iterator
from itertools import groupby

from portal.cleaning.characters import is_unseen

_LAID_OUT = "\t\n"


def seen_letters(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, in its order; True beside a piece that stands for unseen characters:
    `U+200B`, or `U+200B × 3` for the same one three times. A line's end and a tab stay."""
    for unseen, piece in groupby(text, _is_pointed_out):
        if not unseen:
            yield "".join(piece), False
            continue
        for character, run in groupby(piece):
            count = sum(1 for _ in run)
            name = f"U+{ord(character):04X}"
            yield (f"{name} × {count}" if count > 1 else name), True


def _is_pointed_out(character: str) -> bool:
    return character not in _LAID_OUT and is_unseen(character)
