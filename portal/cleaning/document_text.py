"""Words blacked out in a document of XML, wherever its formatting cuts them."""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from portal.cleaning.outcome import Remark
from portal.cleaning.phrases import Phrases, blacked_out_pieces, found
from portal.cleaning.safe_xml import Element, local

# Elements that part one line or paragraph from the next, and those that stand for a blank.
_LINES: Final = frozenset({"p", "h", "br", "cr", "line-break", "tr", "table-row", "tc", "pt"})
_BLANKS: Final = frozenset({"tab", "s", "ptab"})
_HYPHENS: Final = {"noBreakHyphen": "-", "softHyphen": ""}
# Attributes that hold a name somebody thought of, or a text.
_NAMES: Final = frozenset(
    {"styleId", "name", "display-name", "style-name", "parent-style-name", "next-style-name"}
    | {"string-value", "list-style-name", "master-page-name"}
)
_NAMED_BY_VALUE: Final = frozenset(
    {"name", "aliases", "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "lvlText"}
    | {"numStyleLink", "styleLink", "tag", "alias"}
)


def black_out_document(roots: Sequence[Element], phrases: Phrases) -> set[Remark]:
    """Alters the texts of all parts in place; what is to be said of it.

    Each part is one text, so that a phrase is found over the end of a line or a paragraph too.
    A phrase that was in none of the parts is said to be missing.
    """
    places = [list(_pieces(root)) for root in roots]
    everything = "\n\n".join("".join(text for _, _, text in pieces) for pieces in places)
    for pieces in places:
        covered, _ = blacked_out_pieces([text for _, _, text in pieces], phrases)
        for (element, where, before), after in zip(pieces, covered, strict=True):
            if after != before and element is not None:
                setattr(element, where, after)
    for root in roots:
        _black_out_names(root, phrases)
    _, every = found(everything, phrases)
    return set() if every else {Remark.PHRASE_NOT_FOUND}


def _pieces(root: Element) -> Iterator[tuple[Element | None, str, str]]:
    """The texts in order, each with its element and place, and what stands between them."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if event == "start":
            between = _between(name)
            if between:
                yield None, "", between
            if element.text:
                yield element, "text", element.text
        else:
            if name in _LINES:
                yield None, "", "\n"
            if element.tail and element is not root:
                yield element, "tail", element.tail


def _between(name: str) -> str:
    if name in _LINES:
        return "\n"
    return " " if name in _BLANKS else _HYPHENS.get(name, "")


def _black_out_names(root: Element, phrases: Phrases) -> None:
    """A style can be called after a person. It is renamed alike wherever it is named."""
    for element in root.iter("*"):
        for name, value in list(element.attrib.items()):
            bare = etree.QName(name).localname
            if bare in _NAMES or (bare == "val" and local(element) in _NAMED_BY_VALUE):
                element.set(name, _neutral(str(value), phrases))


def _neutral(value: str, phrases: Phrases) -> str:
    spans, _ = found(value.replace("_20_", "    "), phrases)
    for first, last in reversed(spans):
        value = f"{value[:first]}x{value[last:]}"
    return value
