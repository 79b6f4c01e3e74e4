"""A document as DOCX: real headings, captions and tables, its language named, nobody as its
author, and the same bytes every time."""

import io
from typing import Final

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from portal.domain.municipality import LocalText
from portal.reports import document_words as words
from portal.reports import docx_styles as styles
from portal.reports.columns import (
    column_shares,
    has_contents,
    lies_on_its_side,
    prose_columns,
)
from portal.reports.docx_parts import (
    add_contents,
    add_field,
    describe,
    forget_maker,
    mark,
    name_tables,
    speak,
    without_time,
)
from portal.reports.pictures import has_picture, picture_png
from portal.reports.safe_text import for_xml
from portal.reports.tables import Chapter, Document, Table, Value, number_text

_LANGUAGES: Final = {"da": "da-DK", "en": "en-GB"}
_PICTURE_WIDTH: Final = Mm(160)


def document_docx(document: Document) -> bytes:
    """The whole document: its title, its lines, a list of contents where there is much, and each
    part under a heading of its own. On its side where a table has many columns to read."""
    writer = _Writer(document)
    writer.write()
    packed = io.BytesIO()
    writer.written.save(packed)
    return without_time(packed.getvalue())


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.written: Docx = docx.Document()
        self._captions = {words.TABLE: 0, words.FIGURE: 0}
        styles.set_styles(self.written)
        sideways = any(lies_on_its_side(table) for table in document.tables)
        self._width = styles.lay_out(self.written, upright=not sideways)

    def write(self) -> None:
        """The parts in their order."""
        document = self._document
        self._say_what_it_is()
        self.written.add_heading(for_xml(document.title), level=1)
        for line in document.lines:
            self.written.add_paragraph(for_xml(line), style=styles.FACTS)
        if has_contents(document):
            titles = [for_xml(part.title) for part in document.parts]
            self.written.add_paragraph(self._say(words.CONTENTS), style="TOC Heading")
            add_contents(self.written, titles, styles.CONTENTS)
        for number, part in enumerate(document.parts):
            mark(self.written.add_heading(for_xml(part.title), level=2), number)
            if isinstance(part, Chapter):
                self._add_chapter(part)
            else:
                self._add_table(part)
        name_tables(self.written, [for_xml(one.title) for one in document.tables if one.rows])
        self._number_pages()

    def _say(self, text: LocalText) -> str:
        return text.text(self._document.language)

    def _say_what_it_is(self) -> None:
        language = _LANGUAGES[self._document.language]
        told = self.written.core_properties
        told.title, told.language = for_xml(self._document.title), language
        forget_maker(self.written)
        [spoken] = self.written.styles.element.xpath("w:docDefaults//w:lang")
        spoken.set(qn("w:val"), language)

    def _number_pages(self) -> None:
        footer = self.written.sections[0].footer.paragraphs[0]
        footer.add_run(f"{self._say(words.PAGE)} ")
        add_field(footer, "PAGE", "1")
        footer.add_run(f" {self._say(words.PAGE_OF)} ")
        add_field(footer, "NUMPAGES", "1")

    def _add_chapter(self, chapter: Chapter) -> None:
        style = "List Bullet" if chapter.listed else "Normal"
        for line in chapter.lines:
            run = self.written.add_paragraph(style=style).add_run(for_xml(line))
            if chapter.language != self._document.language:
                speak(run, _LANGUAGES[chapter.language])

    def _add_table(self, table: Table) -> None:
        if table.picture is not None and has_picture(table):
            self._add_picture(table, table.picture.text)
        if table.rows:
            self._caption(words.TABLE, table.title).paragraph_format.keep_with_next = True
            grid = self.written.add_table(len(table.rows) + 1, len(table.columns), styles.TABLE)
            grid.autofit = False
            self._fill(grid, table)
        for note in table.notes:
            self.written.add_paragraph(for_xml(note), style=styles.NOTE)

    def _add_picture(self, table: Table, text: str) -> None:
        drawn = io.BytesIO(picture_png(table, self._document.language))
        place = self.written.add_paragraph(style=styles.PICTURE).add_run()
        place.add_picture(drawn, width=_PICTURE_WIDTH)
        describe(place, for_xml(table.title), for_xml(text))
        self._caption(words.FIGURE, table.title)

    def _caption(self, kind: LocalText, title: str) -> Paragraph:
        """`Tabel 1. …`, with a number that Word counts itself."""
        self._captions[kind] += 1
        caption, name = self.written.add_paragraph(style="Caption"), self._say(kind)
        caption.add_run(f"{name} ")
        add_field(caption, f"SEQ {name} \\* ARABIC", str(self._captions[kind]))
        caption.add_run(f". {for_xml(title)}")
        return caption

    def _fill(self, grid: Grid, table: Table) -> None:
        prose = prose_columns(table)
        lines: tuple[tuple[Value, ...], ...] = (table.columns, *table.rows)
        shares = [Length(int(self._width * share)) for share in column_shares(table)]
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = share
        for place, (row, line) in enumerate(zip(grid.rows, lines, strict=True)):
            for column, (cell, value) in enumerate(zip(row.cells, line, strict=True)):
                cell.width = shares[column]
                figure = column not in prose
                self._set(cell.paragraphs[0], value, header=place == 0, figure=figure)

    def _set(self, held: Paragraph, value: Value, *, header: bool, figure: bool) -> None:
        run = held.add_run(for_xml(number_text(value, self._document.language)))
        if header:
            held.style = styles.FIGURE_HEADER if figure else styles.HEADER
        else:
            held.style = styles.FIGURE if figure else styles.TEXT
            run.italic = True if figure and isinstance(value, str) else None
