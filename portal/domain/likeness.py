"""Which complaints resemble one: by words that few of them have, by place, by whom it is about.

Nothing is learned or weighed: each proposal says why it is one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

# Shorter words are in every text.
SHORTEST_WORD = 5
# A word is rare while no more than this share of the complaints has it, or this many of a few.
RARE_IN_PERCENT = 5
RARE_IN_AT_LEAST = 5
# So many rare words make two complaints alike, where nothing else does.
ENOUGH_WORDS = 3
SHOWN_AT_MOST = 5

_WORD = re.compile(rf"[^\W_]{{{SHORTEST_WORD},}}")
# Said in any complaint, and rare only while there are few of them.
_SAID_IN_ANY = """
    aldrig allerede altid andet andre blevet bliver borger borgeren burde deres derfor dette efter
    ellers endnu engang fordi forvaltning forvaltningen første gerne havde hvordan hvorfor hvornår
    igennem ingen klage klagen klager klaget kommune kommunen kunne lange længe meget mellem mener
    måned måneder måske nogen nogle noget rigtig sagde sagen sagsbehandler sagsbehandleren samme
    siden siger skrev skrevet skulle spurgt stadig svare svaret synes telefon under venter ventet
    ville vores været
"""
_IN_ANY = frozenset(_SAID_IN_ANY.split())


@dataclass(frozen=True)
class Told:
    """What of a complaint is compared: never who the citizen is. `on_behalf_of` is whom it was
    made for."""

    number: str
    text: str = field(repr=False)
    place: str = field(default="", repr=False)
    on_behalf_of: str = field(default="", repr=False)


@dataclass(frozen=True)
class Likeness:
    """Why a complaint is proposed: the rare words that both have, in order of the alphabet, and
    whether both name the same place or are made for the same person."""

    number: str
    words: tuple[str, ...]
    same_place: bool = False
    same_person: bool = False


def alike(told: Told, others: Sequence[Told]) -> tuple[Likeness, ...]:
    """The complaints that resemble `told`, SHOWN_AT_MOST of them, the likest first.

    A word is a run of at least SHORTEST_WORD letters or digits, in any case of letters. It is rare
    when at most RARE_IN_PERCENT % of all the complaints at hand have it (RARE_IN_AT_LEAST of them,
    where that is more), and it is not one that stands in any complaint. Two complaints are alike
    when they share ENOUGH_WORDS rare words; or the place and one rare word; or are made for the
    same person. Places and persons are the same when they are spelled so, capitals and spaces
    aside. Of those that are alike, the same person comes first, then who shares most words, the
    place counting as ENOUGH_WORDS; then in the order given.
    """
    mine = words_of(told.text)
    theirs = [(other, words_of(other.text)) for other in others]
    had_by = Counter(word for _other, words in theirs for word in words)
    at_most = max(RARE_IN_AT_LEAST, (len(others) + 1) * RARE_IN_PERCENT // 100)
    # What `told` has itself counts too.
    rare = {word for word in mine if had_by[word] + 1 <= at_most}
    found = [
        Likeness(
            other.number,
            tuple(sorted(rare & words)),
            same_place=_same(told.place, other.place),
            same_person=_same(told.on_behalf_of, other.on_behalf_of),
        )
        for other, words in theirs
    ]
    found = [one for one in found if _is_alike(one)]
    return tuple(sorted(found, key=_order)[:SHOWN_AT_MOST])


def words_of(text: str) -> frozenset[str]:
    """The words of a text that are worth comparing, in small letters."""
    return frozenset(_WORD.findall(text.casefold())) - _IN_ANY


def _same(one: str, other: str) -> bool:
    spelled = " ".join(one.casefold().split())
    return bool(spelled) and spelled == " ".join(other.casefold().split())


def _is_alike(one: Likeness) -> bool:
    if one.same_person or len(one.words) >= ENOUGH_WORDS:
        return True
    return one.same_place and bool(one.words)


def _order(one: Likeness) -> tuple[bool, int]:
    return not one.same_person, -(len(one.words) + ENOUGH_WORDS * one.same_place)
