"""A known name, word by word, and how it is found among the words of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.written_words import Word, WrittenText

# What stands between the words of one name; a full stop with a space ends a sentence.
_JOINED = re.compile(r"[^\S\r\n]*(?:\r?\n)?[^\S\r\n]*|[-‐‑–][^\S\r\n]*\n?|[._+]")  # noqa: RUF001
_AFTER_INITIAL = re.compile(r"\.?\s*-?")
_TURNED = re.compile(r"\s{0,9},\s{0,9}")
_QUOTES = str.maketrans("", "", "\"“”„»«()'’")
_PIECES = re.compile(r"[,;:/()\n\r\t|]+")
_COMPANY = re.compile(
    r"(?:[\s,]+(?:a/s|aps|i/s|k/s|p/s|ivs|a\.?m\.?b\.?a\.?|f\.?m\.?b\.?a\.?))+\s*$", re.IGNORECASE
)
_MOST_BETWEEN = 2
_WIDEST_GAP = 20
_SHORTEST_ALONE = 3

_TITLES = frozenset({"hr", "fru", "frk", "dr", "prof", "mr", "mrs", "ms"})
_PARTICLE_WORDS = "af al bin da de del den der di dos du el la le ten ter van von zu abu ibn og"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())

# Ordinary words that are names as well, and places that say nothing of a person. Alone they count
# only where a capital within a sentence tells that a name is meant.
_ORDINARY_WORDS = """
    aaby alle altid anden ansat arbejde ask banke barn bjerg bjoerk bo bonde borg bro brun bruun
    busk by bygge bank bach center dag dahl dal dam dame danmark dansk dem den der deres du dyr eg
    egen eng eller en engel enig ene er falk fisk fjeld flor forvaltning fri frost gaard gade gang
    gave god gode grand grav grim groen gruppe gry guld gul had hald hall han hans have havn hede
    helle hende hendes her hest hjort hjem hold holm hun hund hus hvid hav hoej is ja jeg jord juel
    juul kaer kalk kan kirke klint koebenhavn kok kold kommune kommunen konge kontor krag kro kruse
    kunst kvist land lang lange leder lige lille lind liv lund lykke lys mand mark med meget mest
    mester min mit moeller mor mose munk my nok nord nu ny nye om op os ost over park per post rask
    ren ret rige ring ris ro rod roed rose sand se service sig sin skole skov smed snit soe som
    sommer sort stald stein sten stor storm strand sund svend syd tak ting tro ud ulv under vaek
    vang var ved vej ven vest vi vind vinter vor
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


@dataclass(frozen=True)
class _NameWord:
    keys: frozenset[str]

    @property
    def initial(self) -> bool:
        return all(len(key) == 1 for key in self.keys)

    def is_written(self, word: Word) -> bool:
        """Whether a word of a text is this one, possessive or not (`Nielsen`, `Nielsens`)."""
        return any(key in self.keys or key.removesuffix("s") in self.keys for key in word.keys)

    def agrees(self, written: WrittenText, word: Word) -> bool:
        """Whether it is this one, or one of the two is the other's initial."""
        if self.initial:
            return word.capital and _begins_alike(word.keys, self.keys)
        if self.is_written(word):
            return True
        return _is_initial(written, word) and _begins_alike(self.keys, word.keys)


@dataclass(frozen=True)
class KnownName:
    """`given` are all words but the surnames; a single word is given and has no surname."""

    given: tuple[_NameWord, ...]
    family: tuple[_NameWord, ...]

    def in_full(self, written: WrittenText) -> Iterator[tuple[int, int]]:
        """The first and last word of each place where a surname and another word of the name stand
        together, in either order; an initial does for the other word."""
        last_taken = -1
        for place, word in enumerate(written.words):
            if place <= last_taken:
                continue
            if self._glued(word):
                yield place, place
            elif self._is_family(word):
                span = self._given_first(written, place, last_taken) or self._family_first(
                    written, place
                )
                if span:
                    last_taken = span[1]
                    yield span

    def alone(self, written: WrittenText) -> Iterator[int]:
        """The words of a text that are one of the name's and long enough to tell something."""
        telling = [
            part
            for part in (*self.given, *self.family)
            if min(map(len, part.keys)) >= _SHORTEST_ALONE
        ]
        for place, word in enumerate(written.words):
            if any(part.is_written(word) and _tells(written, word, part) for part in telling):
                yield place

    def in_doubt(self, written: WrittenText, first: int, last: int) -> bool:
        """Whether the words found may be ordinary ones: `hans mark` is `his field`, too."""
        words = written.words[first : last + 1]
        parts = (*self.given, *self.family)
        return all(
            not word.capital
            and any(part.is_written(word) and _ordinary(word, part) for part in parts)
            for word in words
        )

    def _is_family(self, word: Word) -> bool:
        return any(part.is_written(word) for part in self.family)

    def _agrees(self, written: WrittenText, word: Word) -> bool:
        return any(part.agrees(written, word) for part in self.given)

    def _glued(self, word: Word) -> bool:
        """`karennielsen`, as in an address, or with a character between that nobody sees."""
        return any(
            first + last in {key, key.removesuffix("s")}
            for first in _keys(self.given)
            for last in _keys(self.family)
            for key in word.keys
            if len(first) > 1
        )

    def _given_first(self, written: WrittenText, place: int, taken: int) -> tuple[int, int] | None:
        words, first, left = written.words, None, place
        between = 0
        while left > taken + 1 and _joined(written, words[left - 1], words[left]):
            left -= 1
            if self._agrees(written, words[left]):
                first, between = left, 0
                continue
            between += 1
            if between > _MOST_BETWEEN or not _may_stand_between(written, words[left]):
                break
        return None if first is None else (first, self._last_family(written, place))

    def _family_first(self, written: WrittenText, place: int) -> tuple[int, int] | None:
        words = written.words
        # `Peter Nielsen, Karen Holm`: that surname is another's.
        if place and words[place - 1].capital and _joined(written, words[place - 1], words[place]):
            return None
        last_family = self._last_family(written, place)
        last = last_family
        while last + 1 < len(words) and self._agrees(written, words[last + 1]):
            turned = last == last_family and _turned_after(written, words[last], words[last + 1])
            if not turned and not _joined(written, words[last], words[last + 1]):
                break
            last += 1
        return None if last == last_family else (place, last)

    def _last_family(self, written: WrittenText, place: int) -> int:
        words = written.words
        while (
            place + 1 < len(words)
            and self._is_family(words[place + 1])
            and _joined(written, words[place], words[place + 1])
        ):
            place += 1
        return place


def known_names(text: str, *, reached: bool) -> tuple[KnownName, ...]:
    """The names that somebody wrote into a field: `Karen Nielsen`, `Nielsen, Karen`.

    With `reached`, addresses and numbers stood there too, or a sentence may: then two words with
    capitals side by side are a name, and the rest is not.
    """
    bare = _COMPANY.sub("", text)
    pieces = [piece.strip() for piece in _PIECES.split(bare) if piece.strip()]
    if not reached and len(pieces) > 1 and _turned(bare, pieces):
        pieces = [f"{pieces[1]} {pieces[0]}", *pieces[2:]]
    found: list[KnownName] = []
    for piece in pieces:
        words = [word for word in WrittenText(piece).words if not word.keys & _TITLES]
        if words and not reached and _is_name(words):
            found.append(_known(piece, words))
        else:
            found += [_known(piece, run) for run in _capital_runs(words)]
    return tuple(found)


def _turned(text: str, pieces: list[str]) -> bool:
    """Whether `Nielsen, Karen` was meant: a lone word before a comma, a name behind it."""
    return "," in text and len(pieces[0].split()) == 1 and len(pieces[1].split()) <= _MOST_BETWEEN


def _is_name(words: list[Word]) -> bool:
    """Either all of it has capitals or nothing; who mixes them writes a sentence."""
    capitals = {word.capital for word in words if not word.keys & _PARTICLES}
    return len(capitals) <= 1


def _capital_runs(words: list[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if word.capital:
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _known(piece: str, words: list[Word]) -> KnownName:
    """The surnames are the last word, what a hyphen ties to it, and a middle name in -sen."""
    surnames = {len(words) - 1} if len(words) > 1 else set()
    for place in range(len(words) - 2, 0, -1):
        hyphen = piece[words[place].end : words[place + 1].start] == "-"
        if (hyphen and place + 1 in surnames) or any(k.endswith("sen") for k in words[place].keys):
            surnames.add(place)
    parts = [
        (place in surnames, _NameWord(word.keys))
        for place, word in enumerate(words)
        if not word.keys & _PARTICLES
    ]
    return KnownName(
        tuple(part for surname, part in parts if not surname),
        tuple(part for surname, part in parts if surname),
    )


def _joined(written: WrittenText, left: Word, right: Word) -> bool:
    between = written.between(left, right)
    if len(between) > _WIDEST_GAP:
        return False
    between = between.translate(_QUOTES)
    if _is_initial(written, left) and _AFTER_INITIAL.fullmatch(between):
        return True
    return _JOINED.fullmatch(between) is not None


def _turned_after(written: WrittenText, family: Word, given: Word) -> bool:
    return _TURNED.fullmatch(written.between(family, given)) is not None


def _is_initial(written: WrittenText, word: Word) -> bool:
    """One letter that is no word: `K.`, `k.` or `K`, but not `i` nor `I` (in; you)."""
    if len(word.written) != 1:
        return False
    dotted = written.plain[word.end : word.end + 1] == "."
    return dotted or (word.capital and word.written != "I")


def _may_stand_between(written: WrittenText, word: Word) -> bool:
    particle = bool(word.keys & _PARTICLES) and "og" not in word.keys
    return word.capital or particle or _is_initial(written, word)


def _tells(written: WrittenText, word: Word, part: _NameWord) -> bool:
    if not _ordinary(word, part):
        return True
    return word.capital and not word.written.isupper() and not written.begins_sentence(word)


def _ordinary(word: Word, part: _NameWord) -> bool:
    return bool((word.keys | part.keys) & _ORDINARY)


def _begins_alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(one[:1] == other[:1] for one in some for other in others)


def _keys(parts: tuple[_NameWord, ...]) -> set[str]:
    return {key for part in parts for key in part.keys}
