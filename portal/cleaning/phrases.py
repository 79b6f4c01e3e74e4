"""Words and phrases that are blacked out: how they are found, and what takes their place.

Found are whole words and phrases, whatever the case of the letters, with every dash, blank and
quote for every other, over the end of a line, the hyphen and the quote marks of a mail there, and
with the Danish genitive: who blacks out a name means "Hansens" too. Only a letter makes a word
longer: a figure beside a name, as of a footnote, does not hide it.
Where in doubt more is covered than was asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from portal.cleaning.characters import is_stroke
from portal.cleaning.folded import (
    DIGIT,
    GAP,
    LETTER,
    MAYBE_GAP,
    NO_GAP,
    STOP,
    Folded,
    fold,
    loose,
)
from portal.cleaning.outcome import Remark

# One length for all, so that the bar tells nothing of the name beneath.
BAR: Final = STOP * 5
# Fewer letters stand in many words by chance.
_FEWEST_LOOSE: Final = 5
_GENITIVES: Final = ("'s", "s")
_IN_NAMES: Final = re.compile(r"%20|[_.]")


@dataclass(frozen=True)
class _Phrase:
    """What is sought: its letters, which of them parts it from another word, and what may stand
    between them, in a text and in a name."""

    letters: str
    kinds: tuple[int, int]
    gaps: re.Pattern[bytes] = field(repr=False)
    gaps_in_name: re.Pattern[bytes] = field(repr=False)


@dataclass(frozen=True)
class Phrases:
    """What is sought; empty where nothing is blacked out."""

    each: tuple[_Phrase, ...] = ()
    loosely: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.each)


def sought(wanted: Iterable[str]) -> Phrases:
    """The phrases as they are sought; those of blanks and dashes alone count for nothing."""
    each = {(one.letters, one.gaps): one for one in map(_phrase, wanted) if one.letters}
    letters = {loose(one.letters) for one in each.values()}
    return Phrases(
        tuple(each.values()), frozenset(one for one in letters if len(one) >= _FEWEST_LOOSE)
    )


def found(text: str, phrases: Phrases) -> tuple[list[tuple[int, int]], bool]:
    """Where the phrases stand: spans of indices into `text`, in order and merged where they touch;
    and whether each of them was found at least once."""
    spans, met = search(text, phrases)
    return spans, len(met) == len(phrases.each)


def search(text: str, phrases: Phrases) -> tuple[list[tuple[int, int]], set[int]]:
    """Where the phrases stand, and the numbers of those that do."""
    return _searched(text, phrases, in_name=False)


def found_in_name(name: str, phrases: Phrases) -> list[tuple[int, int]]:
    """Where phrases stand in the name of a file or a style: words are parted there by whatever a
    name may hold, or by nothing."""
    plain = _IN_NAMES.sub(lambda match: " " * len(match[0]), name)
    return _searched(plain, phrases, in_name=True)[0]


def may_remain(texts: Iterable[str], phrases: Phrases) -> set[Remark]:
    """What is to be said of a finished copy with these texts in it: each is read as letters alone,
    so that no way of cutting or writing a phrase escapes it. It is no proof, and no cover."""
    if any(one in bare for bare in map(loose, texts) for one in phrases.loosely):
        return {Remark.PHRASE_MAY_REMAIN}
    return set()


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
    return covered(pieces, spans), set() if every else {Remark.PHRASE_NOT_FOUND}


def covered(pieces: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    """The pieces with a bar for each span of the text that they make up."""
    result = []
    begin = number = 0
    for piece in pieces:
        end = begin + len(piece)
        kept = []
        at = begin
        while number < len(spans) and spans[number][0] < end:
            first, last = spans[number]
            kept.append(piece[at - begin : max(first, at) - begin])
            if first >= begin:
                kept.append(BAR)
            at = min(last, end)
            if last > end:
                break
            number += 1
        kept.append(piece[at - begin :])
        result.append("".join(kept))
        begin = end
    return result


def _searched(
    text: str, phrases: Phrases, *, in_name: bool
) -> tuple[list[tuple[int, int]], set[int]]:
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    met = set()
    for number, phrase in enumerate(phrases.each):
        for first, end in _places(folded, phrase, in_name=in_name):
            last = folded.places[end - 1] + 1
            while last < len(text) and is_stroke(text[last]):
                last += 1
            spans.append((folded.places[first], last))
            met.add(number)
    return _merged(spans), met


def _places(folded: Folded, phrase: _Phrase, *, in_name: bool) -> Iterator[tuple[int, int]]:
    """Where a phrase begins and ends. The letters are found by the interpreter's own search, and
    what stands between them is compared place by place: nothing is tried twice."""
    gaps = phrase.gaps_in_name if in_name else phrase.gaps
    first = folded.letters.find(phrase.letters)
    while first >= 0:
        end = first + len(phrase.letters)
        after = _end_of_word(folded, phrase, end)
        if after and _begins(folded, phrase, first) and gaps.match(folded.gaps, first + 1):
            yield first, after
            first = folded.letters.find(phrase.letters, after)
        else:
            first = folded.letters.find(phrase.letters, first + 1)


def _begins(folded: Folded, phrase: _Phrase, first: int) -> bool:
    if first == 0 or folded.gaps[first] != NO_GAP:
        return True
    return not _goes_on(phrase.kinds[0], folded.kinds[first - 1])


def _end_of_word(folded: Folded, phrase: _Phrase, end: int) -> int:
    """Where the word ends whose letters end here, with its genitive; 0 where it goes on."""
    if phrase.kinds[1] in (LETTER, DIGIT):
        for genitive in _GENITIVES:
            behind = end + len(genitive)
            near = not any(folded.gaps[end:behind])
            if near and folded.letters.startswith(genitive, end):
                if not _word_goes_on(folded, LETTER, behind):
                    return behind
                break
    return 0 if _word_goes_on(folded, phrase.kinds[1], end) else end


def _word_goes_on(folded: Folded, kind: int, at: int) -> bool:
    if at >= len(folded.letters) or folded.gaps[at] != NO_GAP:
        return False
    return _goes_on(kind, folded.kinds[at])


def _goes_on(kind: int, neighbour: int) -> bool:
    """Whether a neighbour is of the same word: a letter of letters, a figure of a number."""
    return kind == neighbour and kind in (LETTER, DIGIT)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _phrase(wanted: str) -> _Phrase:
    folded = fold(wanted)
    gaps = folded.gaps[1:]
    within = b"[%c%c]" % (NO_GAP, MAYBE_GAP)
    between = b"[%c%c]" % (MAYBE_GAP, GAP)
    anything = b"[%c%c%c]" % (NO_GAP, MAYBE_GAP, GAP)
    in_text = {NO_GAP: within, MAYBE_GAP: anything, GAP: between}
    in_name = {NO_GAP: within, MAYBE_GAP: anything, GAP: anything}
    ends = (folded.kinds[0], folded.kinds[-1]) if folded.letters else (0, 0)
    return _Phrase(
        folded.letters,
        ends,
        re.compile(b"".join(in_text[gap] for gap in gaps)),
        re.compile(b"".join(in_name[gap] for gap in gaps)),
    )
