"""A document as a workbook: a sheet for each table, numbers as numbers, and nothing that runs."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from portal.reports import document_words as words
from portal.reports.columns import prose_columns
from portal.reports.safe_text import for_xml
from portal.reports.tables import Chapter, Document, Table, Value, number_text
from portal.reports.xlsx_charts import chart_of

# Where on a sheet a table begins: its title stands in the first row.
HEADER_ROW: Final = 2
# No text is taken for a formula or an address, whatever it begins with.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# The earliest day a zip knows: the file is the same however often it is written.
_NO_DATE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 (the library wants it without a zone)
_A4: Final = 9
_MANY_COLUMNS: Final = 5
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32767
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST = 10, 56
_PAGE_WIDTH: Final = 90


def document_xlsx(document: Document) -> bytes:
    """The whole document: first what it is, its chapters and the list of its sheets."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        told = {"title": for_xml(document.title), "author": "", "created": _NO_DATE}
        book.set_properties(told)
        written = _Book(book)
        contents = written.sheet(words.CONTENTS.text(document.language))
        names = {table.code: written.add(table, place) for place, table in _numbered(document)}
        written.tell(contents, document, names)
    return packed.getvalue()


def _numbered(document: Document) -> Iterable[tuple[int, Table]]:
    return enumerate(document.tables, start=1)


class _Book:
    """A workbook that is being written, with the looks of its cells."""

    def __init__(self, book: Any) -> None:
        self.book = book
        plain = {"valign": "top", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#00345F"})
        self.heading = book.add_format({"bold": True, "font_size": 12, "font_color": "#00345F"})
        self.text = book.add_format(plain)
        self.link = book.add_format({"font_color": "#00345F", "underline": True})
        head = {**plain, "bold": True, "bg_color": "#EEF1F4", "top": 1, "bottom": 2}
        self.head = book.add_format(head)
        self.head_of_figures = book.add_format({**head, "align": "right"})
        self.cell = book.add_format({**plain, "bottom": 4})
        self.cell_of_words = book.add_format({**plain, "bottom": 4, "align": "right"})
        self.figures: dict[str, Any] = {}

    def figure(self, value: int | Decimal) -> Any:
        """The look of a number: as many decimals as it has, and its thousands set apart, both with
        the reader's own signs."""
        places = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
        form = f"#,##0.{'0' * places}" if places else "#,##0"
        if form not in self.figures:
            looks = {"num_format": form, "valign": "top", "bottom": 4}
            self.figures[form] = self.book.add_format(looks)
        return self.figures[form]

    def sheet(self, name: str, *, upright: bool = True) -> Any:
        """A new sheet, which is printed as wide as A4 is."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if not upright:
            sheet.set_landscape()
        return sheet

    def add(self, table: Table, number: int) -> str:
        """A sheet with a table, its notes and its chart; the sheet's name."""
        name = sheet_name(table.title, number)
        sheet = self.sheet(name, upright=len(table.columns) <= _MANY_COLUMNS)
        _write(sheet, 0, 0, table.title, self.title)
        self._fill(sheet, table)
        below = HEADER_ROW + (len(table.rows) + 2 if table.rows else 0)
        for row, note in enumerate(table.notes, start=below):
            # Not wrapped: it runs over the columns beside it and makes none of them wide.
            _write(sheet, row, 0, note, None)
        chart = chart_of(self.book, table, name, HEADER_ROW)
        if chart is not None and table.picture is not None:
            told = {"description": for_xml(table.picture.text)}
            sheet.insert_chart(below + len(table.notes) + 1, 0, chart, told)
        return name

    def _fill(self, sheet: Any, table: Table) -> None:
        prose = prose_columns(table)
        for place, column in enumerate(table.columns):
            look = self.head if place in prose else self.head_of_figures
            _write(sheet, HEADER_ROW, place, column, look)
            sheet.set_column(place, place, _width(table, place))
        for row, values in enumerate(table.rows, start=HEADER_ROW + 1):
            for place, value in enumerate(values):
                look = self.cell if place in prose else self.cell_of_words
                self._cell(sheet, row, place, value, look)
        if table.rows:
            sheet.freeze_panes(HEADER_ROW + 1, 1)
            sheet.repeat_rows(HEADER_ROW)

    def _cell(self, sheet: Any, row: int, place: int, value: Value, look: Any) -> None:
        if isinstance(value, str):
            _write(sheet, row, place, value, look)
        else:
            sheet.write_number(row, place, float(value), self.figure(value))

    def tell(self, sheet: Any, document: Document, names: dict[str, str]) -> None:
        """The first sheet: title, lines, and each part in its order, a table as a link."""
        sheet.set_column(0, 0, _PAGE_WIDTH)
        _write(sheet, 0, 0, document.title, self.title)
        lines = _first_lines(document, names)
        for row, (text, look, leads_to) in enumerate(lines, start=1):
            if leads_to:
                address = f"internal:'{leads_to}'!A1"
                sheet.write_url(row, 0, address, self.link, string=for_xml(text)[:_LONGEST_TEXT])
            elif text:
                _write(sheet, row, 0, text, getattr(self, look))


def _first_lines(document: Document, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each line, how it looks, and the sheet that it leads to."""
    yield from ((line, "text", "") for line in document.lines)
    for part in document.parts:
        if isinstance(part, Chapter):
            yield "", "text", ""
            yield part.title, "heading", ""
            yield from ((f"– {line}" if part.listed else line, "text", "") for line in part.lines)
            yield "", "text", ""
        else:
            yield part.title, "link", names[part.code]


def sheet_name(title: str, number: int) -> str:
    """A name for a sheet (at most 31 characters, none of those that Excel refuses): the number of
    the table makes it the only one."""
    plain = _NOT_IN_A_NAME.sub("", for_xml(title))
    return " ".join(f"{number} {plain}".split())[:_LONGEST_NAME].strip()


def _width(table: Table, place: int) -> int:
    texts = [number_text(row[place], "da") for row in table.rows]
    # A header may stand on several lines; a word of it may not.
    texts += table.columns[place].split()
    return min(max(_NARROWEST, *(len(text) + 2 for text in texts)), _WIDEST)


def _write(sheet: Any, row: int, place: int, text: str, look: Any) -> None:
    sheet.write_string(row, place, for_xml(text)[:_LONGEST_TEXT], look)
