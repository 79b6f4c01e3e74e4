"""What the unit writes into a report itself: made clean, and looked through for what could point at
somebody.

What is found is pointed out and what is not found proves nothing: that is why a second person reads
the words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Final

from portal.domain.errors import InvalidInput
from portal.domain.municipality import LocalText, Municipality
from portal.domain.publication import OwnWords
from portal.domain.telling_words import (
    COMMON_NAMES,
    ENGLISH_TITLES,
    KNOWN_CAPITALS,
    NUMBER_WORDS,
    PLACE_WORDS,
    STREET_ENDINGS,
    TITLES,
)
from portal.domain.written_words import Word, WrittenText

MOST_CHARACTERS: Final = 20_000
MOST_REMARKS: Final = 100

_TABLE_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
_NEVER_SEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn")

# The numbers of the law and a year of the calendar point at nobody.
_DIGITS = re.compile(
    r"(?<![\w§])(?<!§[ \u00a0])(?<!stk\.[ \u00a0])(?<!nr\.[ \u00a0])\d(?:[\d.,/:-]*\d)?(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?")
_LONGEST_ABBREVIATION: Final = 5
_PLACES: Final = tuple(PLACE_WORDS | STREET_ENDINGS)
_POSTS: Final = tuple(TITLES)
_GAP = re.compile(r"[^\S\n]+|[-\u2010]|\.[^\S\n]?")


class Telling(StrEnum):
    """A name, a named place or road, a post that one person holds, a number."""

    NAME = "name"
    PLACE = "place"
    POST = "post"
    NUMBER = "number"


@dataclass(frozen=True)
class WordsWarning:
    """Something that could point at somebody; `as_written` is the piece of the text."""

    kind: Telling
    as_written: str


def warnings(
    text: str, municipality: Municipality, language: str = "da"
) -> tuple[WordsWarning, ...]:
    """What of a text could point at somebody, each piece once, in its order. `language`: `da` or
    `en`. The names of the municipality, its offices and its administrations are no such thing."""
    written = WrittenText(text)
    found = sorted(
        chain(
            _names(written, _own_names(municipality)),
            _posts(written, language),
            _numbers(written, language),
        )
    )
    return tuple(
        dict.fromkeys(
            WordsWarning(kind, written.as_written(start, end)) for start, end, kind in found
        )
    )


def cleaned_text(text: str) -> str:
    """A text as it is kept: characters nobody sees are gone, lines end in one way."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ").split("\n")
    seen = ("".join(filter(_is_seen, line)).rstrip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(seen)).strip()


def cleaned_words(words: OwnWords) -> OwnWords:
    """The words as they are kept; remarks that say nothing are gone.

    Raises InvalidInput (the name of the field with `_da` or `_en`, `too_long`; `remarks`,
    `no_such_table`).
    """
    if len(words.remarks) > MOST_REMARKS or not all(map(_TABLE_CODE.fullmatch, words.remarks)):
        raise InvalidInput("remarks", "no_such_table")
    texts = {name: _cleaned(name, text) for name, text in words.texts}
    remarks = {code: texts[f"remark_{code}"] for code in sorted(words.remarks)}
    return replace(
        words,
        foreword=texts["foreword"],
        examined=texts["examined"],
        rejected=texts["rejected"],
        remarks={code: text for code, text in remarks.items() if text.da or text.en},
    )


def _cleaned(name: str, text: LocalText) -> LocalText:
    cleaned = LocalText(cleaned_text(text.da), cleaned_text(text.en))
    for language, one in (("da", cleaned.da), ("en", cleaned.en)):
        if len(one) > MOST_CHARACTERS:
            raise InvalidInput(f"{name}_{language}", "too_long")
    return cleaned


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _NEVER_SEEN


_Found = tuple[int, int, Telling]


def _own_names(municipality: Municipality) -> frozenset[str]:
    """The words, as they are compared, that the municipality and its offices are called by."""
    texts = (
        municipality.name,
        municipality.unit,
        municipality.office,
        municipality.external_scheme.name,
        *(administration.label for administration in municipality.administrations),
        *(body.label for body in municipality.bodies),
    )
    written = WrittenText("\n".join(f"{text.da}\n{text.en}" for text in texts))
    return KNOWN_CAPITALS.union(*map(_with_genitive, written.words))


def _names(written: WrittenText, known: frozenset[str]) -> Iterator[_Found]:
    """Words with a capital that stand together, from the first to the last that tells something; a
    place if one of them, or the word before them, is a word for one."""
    for run in _capital_runs(written):
        telling = [place for place in run if _tells(written, place, known)]
        if not telling:
            continue
        first, last = telling[0], telling[-1]
        if _together(written, run[0] - 1) and _names_a_place(written.words[run[0] - 1]):
            first = run[0] - 1
        is_place = any(_names_a_place(written.words[place]) for place in {first, *run})
        kind = Telling.PLACE if is_place else Telling.NAME
        yield written.words[first].start, written.words[last].end, kind


def _capital_runs(written: WrittenText) -> Iterator[list[int]]:
    run: list[int] = []
    for place, word in enumerate(written.words):
        if run and not (word.capital and _together(written, place - 1)):
            yield run
            run = []
        if word.capital:
            run.append(place)
    if run:
        yield run


def _together(written: WrittenText, place: int) -> bool:
    """Whether nothing but a space, a hyphen or the full stop of an initial stands after a word."""
    if not 0 <= place < len(written.words) - 1:
        return False
    left, right = written.words[place], written.words[place + 1]
    between = written.between(left, right)
    if between.startswith("."):
        return len(left.written) == 1 and _GAP.fullmatch(between) is not None
    return _GAP.fullmatch(between) is not None


def _tells(written: WrittenText, place: int, known: frozenset[str]) -> bool:
    """Whether a word with a capital may be part of somebody's or something's name."""
    word = written.words[place]
    if _is_one_of(word, COMMON_NAMES):
        return True
    if known & _with_genitive(word):
        return False
    if word.written.isupper() and 1 < len(word.written) <= _LONGEST_ABBREVIATION:
        return False
    return not written.begins_sentence(word) or _after_initial(written, place)


def _after_initial(written: WrittenText, place: int) -> bool:
    """`K. Brandt`: what stands before it is no end of a sentence."""
    before = written.words[place - 1] if place else None
    return before is not None and len(before.written) == 1 and _together(written, place - 1)


def _names_a_place(word: Word) -> bool:
    """Whether a word is one for a place of work, or ends in one, or as the names of roads do."""
    return any(key.endswith(_PLACES) for key in _with_genitive(word))


def _posts(written: WrittenText, language: str) -> Iterator[_Found]:
    words = written.words
    for place, word in enumerate(words):
        if language == "en":
            article = _article_before(written, place)
            if article is not None and _is_one_of(word, ENGLISH_TITLES):
                yield article.start, word.end, Telling.POST
        elif any(key.endswith(_POSTS) for key in _with_genitive(word)):
            yield word.start, word.end, Telling.POST


def _article_before(written: WrittenText, place: int) -> Word | None:
    """`the` right before a word, or before the one that stands before it."""
    for near in (place - 1, place - 2):
        if not _together(written, near):
            return None
        if "the" in written.words[near].keys:
            return written.words[near]
    return None


def _numbers(written: WrittenText, language: str) -> Iterator[_Found]:
    for found in _DIGITS.finditer(written.plain):
        if not _YEAR.fullmatch(found.group()):
            yield *found.span(), Telling.NUMBER
    for word in written.words:
        if _is_one_of(word, NUMBER_WORDS[language]):
            yield word.start, word.end, Telling.NUMBER


def _is_one_of(word: Word, known: frozenset[str]) -> bool:
    return bool(known & _with_genitive(word))


def _with_genitive(word: Word) -> frozenset[str]:
    return word.keys | {key.removesuffix("s") for key in word.keys}
