"""A document as DOCX: real headings, real tables with a row of headers, its language named, and
nobody as its author."""

import io
import re
from typing import Final

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Row

from portal.reports.tables import Document, Table, number_text

_LANGUAGES: Final = {"da": "da-DK", "en": "en-GB"}
# More columns than these are no longer read on an upright page.
_UPRIGHT_COLUMNS: Final = 5
_SHORT: Final = Mm(210)
_LONG: Final = Mm(297)
_MARGIN: Final = Mm(20)
# What XML cannot hold; text from outside may have it in.
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document_docx(document: Document) -> bytes:
    """The whole document: its title, its lines, and each table under a heading of its own. On its
    side where a table has many columns."""
    written = docx.Document()
    _say_what_it_is(written, document)
    widest = max((len(table.columns) for table in document.tables), default=0)
    _lay_out(written, upright=widest <= _UPRIGHT_COLUMNS)
    written.add_heading(_clean(document.title), level=1)
    for line in document.lines:
        written.add_paragraph(_clean(line))
    for table in document.tables:
        _add(written, table, document.language)
    _name_the_rows_of_headers(written)
    packed = io.BytesIO()
    written.save(packed)
    return packed.getvalue()


def _say_what_it_is(written: Docx, document: Document) -> None:
    language = _LANGUAGES[document.language]
    told = written.core_properties
    told.title, told.language = _clean(document.title), language
    told.author = told.last_modified_by = told.comments = told.keywords = ""
    [spoken] = written.styles.element.xpath("w:docDefaults//w:lang")
    spoken.set(qn("w:val"), language)


def _lay_out(written: Docx, *, upright: bool) -> None:
    """On A4, the paper of those who read it."""
    section = written.sections[0]
    width, height = (_SHORT, _LONG) if upright else (_LONG, _SHORT)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = _MARGIN


def _add(written: Docx, table: Table, language: str) -> None:
    written.add_heading(_clean(table.title), level=2)
    if table.rows:
        grid = written.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        _fill(grid.rows[0], table.columns, bold=True)
        for row in table.rows:
            _fill(grid.add_row(), tuple(number_text(value, language) for value in row))
    for note in table.notes:
        written.add_paragraph(_clean(note))


def _fill(row: _Row, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = bold or None


def _name_the_rows_of_headers(written: Docx) -> None:
    """Mark the first row of each table, for who prints it on several pages and for who hears it."""
    for row in written.element.xpath("//w:tbl/w:tr[1]"):
        row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
