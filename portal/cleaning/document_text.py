"""Words blacked out in a document of XML, wherever its formatting cuts them.

What is read without a break is one text: a part from end to end, without what stands beside it on
the page. A text box, a picture, a note and the reading over a word are texts of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from portal.cleaning import office_names as office
from portal.cleaning import opendocument_names as opendocument
from portal.cleaning.document_attributes import black_out_attributes
from portal.cleaning.outcome import Remark
from portal.cleaning.phrases import Phrases, covered, search
from portal.cleaning.safe_xml import Element, local, namespace

# Elements that part one line or paragraph from the next, and those that stand for a blank.
_LINES: Final = frozenset({"p", "h", "br", "cr", "line-break", "tr", "table-row", "tc", "pt"})
_BLANKS: Final = frozenset({"tab", "s", "ptab"})
_HYPHENS: Final = {"noBreakHyphen": "-", "softHyphen": ""}
_SYMBOL: Final = f"{{{office.W}}}sym"
# Fonts of symbols have their characters there, each 0xF000 above its own (ECMA-376, 17.3.3.30).
_OF_SYMBOLS: Final = range(0xF000, 0xF100)
# What is text in a Word file; all else that an element holds is a measure or a place. In an
# OpenDocument file every element of its namespace for texts holds some.
_TEXTS: Final = frozenset(
    {
        f"{{{office.W}}}t",
        f"{{{office.A}}}t",
        f"{{{office.C}}}v",
        f"{{{office.MATH}}}t",
    }
)
_BESIDE: Final = frozenset(
    {f"{{{office.W}}}{name}" for name in ("drawing", "object", "pict", "rt", "txbxContent")}
    | {f"{{{office.V}}}textbox"}
    | {
        f"{{{opendocument.TEXT}}}{name}"
        for name in ("note", "note-body", "note-citation", "number", "ruby-text")
    }
    | {
        f"{{{opendocument.TEXT}}}{name}"
        for name in ("index-entry-span", "index-title-template", "linenumbering-separator")
    }
)
_NOT_BESIDE: Final = frozenset({f"{{{opendocument.DRAW}}}{name}" for name in ("a", "page")})


@dataclass(frozen=True)
class Piece:
    """A piece of a text and where it stands; what stands for a blank or a line has no place."""

    text: str
    element: Element | None = None
    where: str = ""

    def put(self, text: str) -> None:
        """Writes another text in its place."""
        if self.element is None or text == self.text:
            return
        if self.where == _SYMBOL:
            self.element.attrib.clear()
            self.element.tag = f"{{{office.W}}}t"
            self.element.text = text
        else:
            setattr(self.element, self.where, text)


def black_out_document(roots: Sequence[Element], phrases: Phrases) -> set[Remark]:
    """Alters the texts of all parts in place; what is to be said of it.

    A phrase is found over the end of a line or a paragraph too. One that was in no text of any
    part is said to be missing.
    """
    met: set[int] = set()
    for root in roots:
        for pieces in texts(root):
            spans, here = search("".join(piece.text for piece in pieces), phrases)
            met |= here
            written = covered([piece.text for piece in pieces], spans) if spans else ()
            for piece, after in zip(pieces, written, strict=False):
                piece.put(after)
    black_out_attributes(roots, phrases)
    return set() if len(met) == len(phrases.each) else {Remark.PHRASE_NOT_FOUND}


def texts(root: Element) -> list[list[Piece]]:
    """Each text of a part as its pieces in order."""
    done: list[list[Piece]] = []
    around: list[list[Piece]] = [[]]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if _is_beside(element):
                around.append([])
            around[-1] += _between(element)
            _add(element, element, "text", around, done)
            continue
        if local(element) in _LINES:
            around[-1].append(Piece("\n"))
        if _is_beside(element):
            done.append(around.pop())
        parent = element.getparent()
        if parent is not None:
            _add(parent, element, "tail", around, done)
    return [pieces for pieces in [*around, *done] if pieces]


def _add(
    owner: Element, element: Element, where: str, around: list[list[Piece]], done: list[list[Piece]]
) -> None:
    text = getattr(element, where)
    if text:
        is_text = owner.tag in _TEXTS or namespace(str(owner.tag)) == opendocument.TEXT
        (around[-1] if is_text else _own(done)).append(Piece(text, element, where))


def _own(done: list[list[Piece]]) -> list[Piece]:
    """A text by itself, for what no list knows as text: it may be one all the same."""
    done.append([])
    return done[-1]


def _is_beside(element: Element) -> bool:
    tag = str(element.tag)
    drawn = namespace(tag) == opendocument.DRAW and tag not in _NOT_BESIDE
    return drawn or tag in _BESIDE


def _between(element: Element) -> Iterator[Piece]:
    name = local(element)
    if name in _LINES:
        yield Piece("\n")
    elif element.tag == _SYMBOL:
        yield Piece(_symbol(element), element, _SYMBOL)
    elif name in _BLANKS:
        yield Piece(" ")
    elif _HYPHENS.get(name):
        yield Piece(_HYPHENS[name])


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{{{office.W}}}char", ""), 16)
    except ValueError:
        return ""
    if code in _OF_SYMBOLS:
        code -= _OF_SYMBOLS.start
    return chr(code) if 0 < code <= 0xFFFF else ""
