"""A text in which what looks alike is alike: what words are sought in.

Blanks, line ends and dashes are no characters of it but gaps between its characters. So a phrase is
one string of letters, found in the time that the text is long, whatever stands between them.
"""

import unicodedata
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from portal.cleaning.characters import BLANKS, is_stroke, is_unseen

# What stands before a character: nothing, the end of a line with or without a hyphen (which may be
# within a word or between two), or something that parts two words.
NO_GAP, MAYBE_GAP, GAP = range(3)
# What a character is at the edge of a word.
OTHER, LETTER, DIGIT = range(3)
# Stands for a passage blacked out; is no letter, and parts what stands around it.
STOP: Final = "█"

# pdfium's signs for the hyphen at the end of a line and the end itself, in one.
_HYPHENS_OF_PDF: Final = "\x02\ufffe"
_LINE_ENDS: Final = "\n\r\x0b\x0c\x85\u2028\u2029"
# The minus and the bullet are no dashes by their category.
_DASHES: Final = "\u2212\u2043"
_QUOTES: Final = "\u2018\u2019\u02bc\u0060\u00b4"
# What mail programs put before the lines of another's mail.
_QUOTE_MARKS: Final = ">|"
# Turkish has an i without and an I with a dot; capitals make all four one.
_IS: Final = "ıİ"
_DOT: Final = "\u0307"
_RAISED: Final = ("<super>", "<sub>")


@dataclass
class Folded:
    """The characters, and for each: where in the text it comes from, what stands before it, and
    what it is at the edge of a word."""

    letters: str = ""
    places: "array[int]" = field(default_factory=lambda: array("I"))
    gaps: bytearray = field(default_factory=bytearray)
    kinds: bytearray = field(default_factory=bytearray)


def fold(text: str) -> Folded:
    """The text as it is searched."""
    folded = Folded()
    letters: list[str] = []
    gap = _Gap()
    for index, character in enumerate(text):
        plain, kind = _alike(character)
        if not plain and gap.takes(character):
            continue
        for letter in plain:
            if gap.takes(letter) or (letter == _DOT and letters[-1:] == ["i"]):
                continue
            between = gap.ended()
            if kind is None:  # a mark is a part of what it stands on
                kind = folded.kinds[-1] if letters and between == NO_GAP else OTHER
            letters.append(letter)
            folded.places.append(index)
            folded.gaps.append(between)
            folded.kinds.append(kind)
    folded.letters = "".join(letters)
    return folded


class _Gap:
    """What has been read since the last letter."""

    def __init__(self) -> None:
        self._any = self._line = self._parts = False

    def takes(self, character: str) -> bool:
        """Whether a character belongs to a gap: then it is noted."""
        if character in _QUOTE_MARKS:
            return self._line
        if character == "-":
            self._parts = self._parts or self._any
        elif character == "\n" or character in BLANKS:
            self._line = True
        elif character != " ":
            return False
        self._any = True
        return True

    def ended(self) -> int:
        """What the gap was; the next one begins."""
        if not self._any:
            return NO_GAP
        maybe = self._line and not self._parts
        self._any = self._line = self._parts = False
        return MAYBE_GAP if maybe else GAP


@lru_cache(maxsize=65_536)
def _alike(character: str) -> tuple[str, int | None]:
    """What a character is searched as, and what it is at a word's edge: None for a mark."""
    if character in _HYPHENS_OF_PDF:
        return "-\n", OTHER
    if character in _LINE_ENDS:
        return "\n", OTHER
    if character.isspace():
        return " ", OTHER
    category = unicodedata.category(character)
    if category == "Pd" or character in _DASHES:
        return "-", OTHER
    if is_unseen(character) or is_stroke(character):
        return "", OTHER
    if character in _QUOTES:
        return "'", OTHER
    if character in _IS:
        return "i", LETTER
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold()
    if category.startswith("M"):
        return plain, None
    return plain, _kind(character, category)


def _kind(character: str, category: str) -> int:
    """The sign of a trade mark or a raised figure stands beside a word and is none of it."""
    if category == "Nd":
        return DIGIT
    raised = unicodedata.decomposition(character).startswith(_RAISED)
    return LETTER if category.startswith("L") and not raised else OTHER


def loose(text: str) -> str:
    """The letters and digits of a text alone, without their marks: what is left of it to somebody
    who wants to read a word into it."""
    return "".join(map(_loosely, text))


@lru_cache(maxsize=65_536)
def _loosely(character: str) -> str:
    if character == STOP:
        return STOP
    if character in _IS:
        return "i"
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
