"""The words of a text as they are compared: however they were typed, and where they stand.

Names are typed in many ways: in capitals, without Danish letters, broken over two lines, with
characters that nobody sees. All of it is folded away here, and nothing else is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’ʼ](?:{_LETTER})+)*")  # noqa: RUF001 all are typed
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-‐][ \t]*\r?\n[ \t]*(?=[^\W\d_])")  # noqa: RUF001

# Who has no Danish keys types two letters (Soeren), or leaves the ring and the stroke out (Soren).
_TWO_LETTERS = str.maketrans(
    {"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d", "þ": "th"}
    | {"ł": "l", "đ": "d", "ı": "i"}  # noqa: RUF001 a Turkish letter
)
_ONE_LETTER = str.maketrans({"å": "a", "ø": "o", "ä": "a", "ö": "o", "ü": "u"})

_SENTENCE_BEGINS_AFTER = ".!?:;\n\r•*-–"


@dataclass(frozen=True)
class Word:
    """A word of a text: `start` and `end` are places in the text without unseen characters; `keys`
    are the ways it may be spelt in lower-case letters without accents."""

    start: int
    end: int
    written: str
    keys: frozenset[str]

    @property
    def capital(self) -> bool:
        return self.written[0].isupper()


class WrittenText:
    """A text without its unseen characters, its words, and the way back to what was written.

    With `mended`, a word that a line's end broke in two is one word again.
    """

    def __init__(self, text: str, *, mended: bool = False) -> None:
        self._text = text
        self._places = [
            place for place, character in enumerate(text) if unicodedata.category(character) != "Cf"
        ]
        self.plain = "".join(text[place] for place in self._places)
        if mended:
            self._mend()

    def _mend(self) -> None:
        for broken in reversed(list(_BROKEN_WORD.finditer(self.plain))):
            start, end = broken.span()
            # A capital begins a name of its own: Anne-Marie, broken at her hyphen.
            if self.plain[end].islower():
                self.plain = self.plain[:start] + self.plain[end:]
                del self._places[start:end]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(found.start(), found.end(), found.group(), spellings(found.group()))
            for found in _WORD.finditer(self.plain)
        )

    @property
    def broken(self) -> bool:
        """Whether a line's end may have broken a word in two."""
        return _BROKEN_WORD.search(self.plain) is not None

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself a piece of `plain` begins and ends."""
        return self._places[start], self._places[end - 1] + 1

    def as_written(self, start: int, end: int) -> str:
        """The piece of the text itself between two places of `plain`."""
        first, last = self.place_of(start, end)
        return self._text[first:last]

    def between(self, left: Word, right: Word) -> str:
        return self.plain[left.end : right.start]

    def begins_sentence(self, word: Word) -> bool:
        before = self.plain[: word.start].rstrip(" \t\u00a0\"'“”„»«(")
        return not before or before[-1] in _SENTENCE_BEGINS_AFTER


def spellings(word: str) -> frozenset[str]:
    """The ways a word may be typed: `Søren` gives `soeren` and `soren`, `Åse` gives `aase`, `ase`.

    Capitals, accents and apostrophes count for nothing.
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    return frozenset(
        _letters(lower.translate(table).translate(_TWO_LETTERS)) for table in ({}, _ONE_LETTER)
    )


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if character.isalpha())
