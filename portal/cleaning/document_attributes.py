"""Words blacked out in the attributes of a document of XML.

Its styles may be called after somebody, and some attributes are read on the page.
"""

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from portal.cleaning import office_names as office
from portal.cleaning import opendocument_names as opendocument
from portal.cleaning.phrases import BAR, Phrases, covered, found_in_name, may_remain
from portal.cleaning.safe_xml import Element, local, namespace, remove

# They lead to parts of the file, and were given anew or are gone.
_REFERENCES: Final = frozenset({office.R, opendocument.XLINK})
_VAL: Final = f"{{{office.W}}}val"
# Attributes that a reader sees on the page.
_SEEN: Final = frozenset({"string", "num-prefix", "num-suffix", "label"})
_SEEN_BY_VALUE: Final = frozenset({"lvlText"})
# Names that somebody thought of, and by which one element finds another.
_NAMES: Final = re.compile(r"(?:.+-)?name|styleId")
_NAMED_BY_VALUE: Final = frozenset(
    {"name", "aliases", "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"}
    | {"numStyleLink", "styleLink"}
)
# A measure is no house number. Telephone numbers have eight figures.
_MEASURE: Final = re.compile(r"[-+]?[\d.]{1,7}[a-z%]{0,2}")
# How LibreOffice writes a character that may not stand in a name: by its number.
_CODE: Final = re.compile(r"_([0-9a-f]{1,4})_")
_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]")


def black_out_attributes(roots: Sequence[Element], phrases: Phrases) -> None:
    """Alters the attributes of all parts in place.

    What is seen gets a bar; a name becomes another, the same in every place; where the format has a
    list of values of its own, what holds the phrase is none of them, and goes.
    """
    names = _Names(phrases)
    for root in roots:
        for element in list(root.iter("*")):
            for name, value in list(element.attrib.items()):
                if names.new(str(value)) != value and namespace(str(name)) not in _REFERENCES:
                    _alter(element, str(name), str(value), names)


def _alter(element: Element, name: str, value: str, names: "_Names") -> None:
    bare = etree.QName(name).localname
    by_value = local(element) if name == _VAL else ""
    if bare in _SEEN or by_value in _SEEN_BY_VALUE:
        element.set(name, names.covered(value))
    elif _NAMES.fullmatch(bare) or by_value in _NAMED_BY_VALUE:
        element.set(name, names.new(value))
    elif by_value and not len(element):
        remove(element)  # a property is nothing without its value
    else:
        del element.attrib[name]


class _Names:
    """What each value becomes. No two become one: styles of one name would be one style."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._new: dict[str, str] = {}
        self._given: set[str] = set()

    def new(self, value: str) -> str:
        """The value, or a name without the phrases in it."""
        if value not in self._new:
            self._new[value] = value if _MEASURE.fullmatch(value) else self._neutral(value)
        return self._new[value]

    def covered(self, value: str) -> str:
        """The value with bars."""
        text = covered([value], found_in_name(value, self._phrases))[0]
        return BAR if may_remain([text], self._phrases) else text

    def _neutral(self, value: str) -> str:
        plain = _CODE.sub(lambda match: chr(int(match[1], 16)), value)
        neutral = plain
        for first, last in reversed(found_in_name(plain, self._phrases)):
            neutral = f"{neutral[:first]}x{neutral[last:]}"
        if may_remain([neutral], self._phrases):
            neutral = "x"
        if neutral == plain:
            return value
        if plain != value:
            neutral = _NOT_IN_NAMES.sub(lambda match: f"_{ord(match[0]):x}_", neutral)
        number = 1
        unique = neutral
        while unique in self._given:
            number += 1
            unique = f"{neutral}{number}"
        self._given.add(unique)
        return unique
