"""PDF, DOCX and XLSX read back: tables of texts by their titles."""

from __future__ import annotations

import ctypes
import io
from decimal import Decimal
from itertools import takewhile
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.reports.pdf_structure import elements, kids, rows_of

Rows = list[list[str]]
Marked = dict[tuple[int, int], str]


def pdf_tables(content: bytes) -> dict[str, Rows]:
    """The tables of a PDF by the heading before each, as its tags tell them."""
    marked = _marked_texts(content)
    tables: dict[str, Rows] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        heading = ""
        for element, kind, _ in elements(pdf):
            if kind == "H2":
                heading = _text_of(element, marked, pages).strip()
            elif kind == "Table":
                rows = rows_of(element)
                tables[heading] = [
                    [_text_of(cell, marked, pages).strip() for cell in row] for row in rows
                ]
    return tables


def pdf_text(content: bytes) -> str:
    """All that stands in a PDF, in the order of its structure, its parts on lines of their own."""
    marked = _marked_texts(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        texts = (
            _text_of(element, marked, pages)
            for element, kind, _ in elements(pdf)
            if kind in ("H1", "H2", "P", "TH", "TD", "LBody", "Caption")
        )
        return "\n".join(texts)


def _text_of(element: Any, marked: Marked, pages: dict[Any, int]) -> str:
    """The text of an element and of all within it. A page belongs to all below it."""
    text = ""
    for held in kids(element):
        if not isinstance(held, pikepdf.Dictionary):
            text += marked.get((pages[element.Pg.objgen], int(held)), "")
        elif "/MCID" in held:
            text += marked.get((pages[held.get("/Pg", element.get("/Pg")).objgen], held.MCID), "")
        elif "/S" in held:
            text += _text_of(held, marked, pages)
    # A hyphen at the end of a line, as PDFium writes it, and a place to break a long word.
    return text.replace("\x02", "").replace("\u200b", "")


def _marked_texts(content: bytes) -> Marked:
    """What is written under each mark of each page."""
    texts: Marked = {}
    pdf = pypdfium2.PdfDocument(content)
    for place, page in enumerate(pdf):
        words = page.get_textpage()
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(one.raw)
            texts[place, mark] = texts.get((place, mark), "") + _letters(one.raw, words.raw)
        words.close()
        page.close()
    pdf.close()
    return texts


def _letters(raw: Any, words: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(raw, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(
        raw, words, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length
    )
    return buffer.raw[:-2].decode("utf-16-le")


def docx_tables(content: bytes) -> dict[str, Rows]:
    """The tables of a DOCX by the heading before each."""
    tables: dict[str, Rows] = {}
    heading = ""
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, docx.table.Table):
            tables[heading] = [[cell.text for cell in row.cells] for row in part.rows]
        elif part.style is not None and part.style.name.startswith("Heading"):
            heading = part.text
    return tables


def xlsx_tables(content: bytes, language: str) -> dict[str, Rows]:
    """The tables of a workbook by the title on each sheet. A number is written as its format shows
    it in the language."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables: dict[str, Rows] = {}
    for sheet in book.worksheets[1:]:
        lines = list(sheet.iter_rows())
        head = [cell for cell in lines[2] if cell.value is not None]
        if len(head) > 1:
            rows = takewhile(lambda line: line[0].value is not None, lines[2:])
            tables[str(lines[0][0].value)] = [
                [_shown(cell, language) for cell in row[: len(head)]] for row in rows
            ]
    return tables


def _shown(cell: Any, language: str) -> str:
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        assert cell.data_type == "s", cell.coordinate
        return cell.value
    grouped = "," if "#,##" in cell.number_format else ""
    places = len(cell.number_format.partition(".")[2])
    shown = f"{Decimal(str(cell.value)):{grouped}.{places}f}"
    return shown.translate(str.maketrans(",.", ".,")) if language == "da" else shown
