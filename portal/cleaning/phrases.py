"""Words and phrases that are blacked out: how they are found, and what takes their place.

Found are whole words and phrases, whatever the case of the letters, with every dash and quote for
every other, over the end of a line and the hyphen there, and with the Danish genitive: who blacks
out a name means "Hansens" too. Where in doubt more is covered than was asked for.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from portal.cleaning.outcome import Remark

# One length for all, so that the bar tells nothing of the name beneath.
BAR: Final = "█████"
# pdfium's signs for the hyphen at the end of a line and the end itself, in one.
_HYPHENS_OF_PDF: Final = "\x02\ufffe"
_QUOTES: Final = "\u2018\u2019\u02bc\u0060\u00b4"
_UNSEEN: Final = {"Cf", "Cc", "Cs"}
_LETTER = r"[^\W_]"
_BREAK = r"(?:-?\n ?)?"


@dataclass(frozen=True)
class Phrases:
    """What is sought; empty where nothing is blacked out."""

    patterns: tuple[re.Pattern[str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.patterns)


def sought(wanted: Iterable[str]) -> Phrases:
    """The phrases as they are sought; blank ones count for nothing."""
    folded = (_folded(phrase)[0].strip(" \n") for phrase in wanted)
    return Phrases(tuple(_pattern(phrase) for phrase in dict.fromkeys(folded) if phrase))


def found(text: str, phrases: Phrases) -> tuple[list[tuple[int, int]], bool]:
    """Where the phrases stand: spans of indices into `text`, in order and merged where they touch;
    and whether each of them was found at least once."""
    folded, places = _folded(text)
    spans: list[tuple[int, int]] = []
    every = True
    for pattern in phrases.patterns:
        here = [
            (places[match.start()], places[match.end() - 1] + 1)
            for match in pattern.finditer(folded)
        ]
        every = every and bool(here)
        spans += here
    return _merged(spans), every


def blacked_out(text: str, phrases: Phrases) -> tuple[str, set[Remark]]:
    """The text with a bar for each phrase found, and what is to be said of it."""
    pieces, said = blacked_out_pieces([text], phrases)
    return pieces[0], said


def blacked_out_pieces(pieces: Sequence[str], phrases: Phrases) -> tuple[list[str], set[Remark]]:
    """A text in pieces, as in a document whose phrases are cut by its formatting.

    The bar stands in the piece where the phrase begins; the rest of it is taken out of the others.
    """
    if not phrases:
        return list(pieces), set()
    spans, every = found("".join(pieces), phrases)
    return _covered(pieces, spans), set() if every else {Remark.PHRASE_NOT_FOUND}


def _covered(pieces: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    result = []
    begin = 0
    left = list(spans)
    for piece in pieces:
        end = begin + len(piece)
        kept = []
        at = begin
        while left and left[0][0] < end:
            first, last = left[0]
            kept.append(piece[at - begin : max(first, at) - begin])
            if first >= begin:
                kept.append(BAR)
            at = min(last, end)
            if last > end:
                break
            left.pop(0)
        kept.append(piece[at - begin :])
        result.append("".join(kept))
        begin = end
    return result


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _pattern(folded: str) -> re.Pattern[str]:
    parts = []
    for character in folded:
        if character in " \n":
            parts.append(r"(?:-?\n|[ \n])+")
        elif character == "-":
            parts.append(r"-\n?")
        else:
            parts.append(re.escape(character) + _BREAK)
    whole = "".join(parts).removesuffix(_BREAK)
    before = rf"(?<!{_LETTER})" if folded[0].isalnum() else ""
    after = rf"(?:'?s(?!{_LETTER}))?(?!{_LETTER}|[\u0300-\u036f])" if folded[-1].isalnum() else ""
    return re.compile(before + whole + after)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text in which what looks alike is alike, and for each of its characters the index in
    `text` that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for plain in _alike(character):
            if plain == " " and folded and folded[-1] in " \n":
                continue
            if plain == "\n" and folded and folded[-1] in " \n":
                folded[-1] = "\n"
                continue
            folded.append(plain)
            places.append(index)
    return "".join(folded), places


def _alike(character: str) -> str:
    if character in _HYPHENS_OF_PDF:
        return "-\n"
    if character in "\n\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category in _UNSEEN:
        return ""
    if character in _QUOTES:
        return "'"
    return unicodedata.normalize("NFKD", character.casefold()).casefold()
