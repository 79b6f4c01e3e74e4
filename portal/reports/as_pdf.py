"""A document as PDF/UA-1 (ISO 14289-1): tagged, in its language, the same bytes every time."""

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import typst

from portal.reports import document_words as words
from portal.reports.columns import (
    column_shares,
    has_contents,
    lies_on_its_side,
    prose_columns,
)
from portal.reports.pictures import FONTS, has_picture, picture_svg
from portal.reports.safe_text import for_print
from portal.reports.tables import Chapter, Document, Table, number_text

_TEMPLATE: Final = Path(__file__).with_name("templates") / "report.typ"
_WORDS: Final = {
    "contents": words.CONTENTS,
    "page": words.PAGE,
    "of": words.PAGE_OF,
    "table": words.TABLE,
}


def document_pdf(document: Document) -> bytes:
    """The whole document on A4: a title, its lines, a list of contents where there is much, and
    each part under a heading. Texts reach the typesetter as data, so that none of them is read as
    its language."""
    told = json.dumps(_told(document), ensure_ascii=False)
    typeset = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=[FONTS],
        ignore_system_fonts=True,
        timestamp=0,
        sys_inputs={"document": told},
    )
    return _with_names_of_rows(typeset)


def _told(document: Document) -> dict[str, Any]:
    return {
        "language": document.language,
        "title": for_print(document.title),
        "lines": _printed(document.lines),
        "flipped": any(map(lies_on_its_side, document.tables)),
        "contents": has_contents(document),
        "words": {name: text.text(document.language) for name, text in _WORDS.items()},
        "parts": list(_parts(document)),
    }


def _parts(document: Document) -> Iterator[dict[str, Any]]:
    number = 0
    for part in document.parts:
        if isinstance(part, Table):
            number += 1
            yield _table(part, number, document.language)
        else:
            yield _chapter(part)


def _table(table: Table, number: int, language: str) -> dict[str, Any]:
    prose = prose_columns(table)
    return {
        "kind": "table",
        "number": number,
        "title": for_print(table.title),
        "columns": _printed(table.columns),
        "shares": column_shares(table),
        "rows": [_printed(number_text(value, language) for value in row) for row in table.rows],
        # Columns of figures stand to the right.
        "figures": [place not in prose for place in range(len(table.columns))],
        "notes": _printed(table.notes),
        "picture": _picture(table, language),
    }


def _picture(table: Table, language: str) -> dict[str, str] | None:
    if table.picture is None or not has_picture(table):
        return None
    return {"drawn": picture_svg(table, language), "text": for_print(table.picture.text)}


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "kind": "chapter",
        "title": for_print(chapter.title),
        "lines": _printed(chapter.lines),
        "listed": chapter.listed,
        "language": chapter.language,
    }


def _printed(texts: Iterable[str]) -> list[str]:
    return [for_print(text) for text in texts]


def _with_names_of_rows(typeset: bytes) -> bytes:
    """The first cell of each row says what the row is: a header of its own, which the typesetter
    cannot say (ISO 32000-1, 14.8.5.7)."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset)) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TR":
                _name(element.K[0])
        pdf.save(written, static_id=True)
    return written.getvalue()


def _name(cell: pikepdf.Object) -> None:
    if cell.S == "/TD":
        cell.S = pikepdf.Name.TH
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        known = cell.get("/A", pikepdf.Array())
        cell.A = pikepdf.Array([*(known if isinstance(known, pikepdf.Array) else [known]), scope])
