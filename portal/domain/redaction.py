"""Blacking out passages of a text: what stood there is gone, and its length with it.

A passage is marked by two square brackets on either side, `[[like this]]`: any browser can do that.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.domain.errors import InvalidInput

OPENING, CLOSING = "[[", "]]"
# One length for all: what is hidden is not to be guessed from the room it took.
BAR = "█████"

_MARK = re.compile(r"\[\[|\]\]")
_SHOWN_OF_LINE = 60

Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]


class UnevenMarks(InvalidInput):
    """Marks that do not fit together: `nested`, `not_closed` or `not_opened`.

    `line` counts from 1, `piece` is what stands there, cut short. The error's own text tells
    neither.
    """

    def __init__(self, field: str, reason: str, line: int, piece: str) -> None:
        super().__init__(field, reason)
        self.line = line
        self.piece = piece


@dataclass(frozen=True)
class MarkedText:
    """A text without its marks; `passages` are what they enclosed, as indices into it."""

    text: str
    passages: tuple[Span, ...]


def read_marks(text: str, field: str = "text") -> MarkedText:
    """Read the marks of a text. Raises UnevenMarks for the form field `field`."""
    kept: list[str] = []
    passages: list[Span] = []
    length, copied, opened = 0, 0, None
    for mark in _MARK.finditer(text):
        piece = text[copied : mark.start()]
        kept.append(piece)
        length += len(piece)
        copied = mark.end()
        if mark.group() == OPENING:
            if opened is not None:
                raise _uneven(text, field, "nested", mark.start())
            opened = (length, mark.start())
        elif opened is None:
            raise _uneven(text, field, "not_opened", mark.start())
        else:
            passages.append((opened[0], length))
            opened = None
    if opened is not None:
        raise _uneven(text, field, "not_closed", opened[1])
    kept.append(text[copied:])
    return MarkedText("".join(kept), tuple(passages))


def redacted(text: str, also: Finder | None = None, field: str = "text") -> str:
    """The text with one bar for each passage that is marked, or that `also` finds in it.

    What touches or overlaps is one passage: how many words lie under a bar is not told either.
    Raises UnevenMarks for the form field `field`.
    """
    marked = read_marks(text, field)
    spans = [*marked.passages, *(also(marked.text) if also else ())]
    pieces, end = [], 0
    for first, last in _merged(spans):
        pieces += [marked.text[end:first], BAR]
        end = last
    return "".join([*pieces, marked.text[end:]])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _uneven(text: str, field: str, reason: str, at: int) -> UnevenMarks:
    line = text.count("\n", 0, at) + 1
    piece = text[at:].partition("\n")[0].strip()
    return UnevenMarks(field, reason, line, piece[:_SHOWN_OF_LINE])
