"""What stands on the pages of a PDF: is all of it tagged, and can its letters be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

# ISO 32000-1, annex A: what puts something on the page.
PAINTS = frozenset(
    (
        *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"),
        *("Tj", "TJ", "'", '"', "INLINE IMAGE"),
    )
)
FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def content_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is painted untagged, what a tag leads nowhere from, and what nothing leads to."""
    parents = numbers(pdf.Root.StructTreeRoot.get("/ParentTree", {}))
    for page in pdf.pages:
        marks, faults = _marks(page)
        yield from faults
        owners = parents.get(int(page.get("/StructParents", -1)), [])
        for mark in marks:
            if mark >= len(owners) or owners[mark] is None:
                yield "01-003 what is tagged is no part of the structure"
            elif mark not in _held(owners[mark]):
                yield "the structure does not know of its own content"
        for place, owner in enumerate(owners):
            if owner is not None and place not in marks:
                yield "the structure tells of content that is not there"


def numbers(tree: Any) -> dict[int, Any]:
    """A number tree (ISO 32000-1, 7.9.7) as a dictionary."""
    told = tree.get("/Nums", [])
    found = {int(told[place]): told[place + 1] for place in range(0, len(told), 2)}
    for child in tree.get("/Kids", []):
        found |= numbers(child)
    return found


def _held(element: Any) -> set[int]:
    held = element.get("/K", [])
    every = list(held) if isinstance(held, pikepdf.Array) else [held]
    return {
        int(one.MCID) if isinstance(one, pikepdf.Dictionary) else int(one)
        for one in every
        if not isinstance(one, pikepdf.Dictionary) or "/MCID" in one
    }


def _marks(page: pikepdf.Page) -> tuple[set[int], list[str]]:
    """The marks of a page's content, and what is wrong with them."""
    marks: set[int] = set()
    faults: list[str] = []
    around: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            mark = operands[1].get("/MCID") if name == "BDC" else None
            kind = (
                "artifact" if operands[0] == "/Artifact" else "tagged" if mark is not None else ""
            )
            if kind and {"artifact", "tagged"} - {kind} & set(around):
                faults.append("01-001 what is tagged and what is decoration stand in each other")
            if kind == "tagged":
                if int(mark) in marks:
                    faults.append("a mark is used twice")
                marks.add(int(mark))
            around.append(kind)
        elif name == "EMC":
            around.pop()
        elif name in PAINTS and not any(around):
            faults.append("01-005 something is painted that is neither tagged nor decoration")
    return marks, faults


def font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that are not in the file, or whose letters cannot be told."""
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != "/Font":
            continue
        if one.Subtype in ("/CIDFontType0", "/CIDFontType2", "/Type3"):
            continue
        below = one.DescendantFonts[0] if one.Subtype == "/Type0" else one
        if not any(name in below.get("/FontDescriptor", {}) for name in FILES):
            yield "31-009 a font is not in the file"
        if "/ToUnicode" not in one:
            yield "31-027 the letters of a font cannot be told"
