"""The one model that every format is written from: tables with their pictures, and chapters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from babel.dates import format_date

# What stands in a cell: a number of ours, or words.
Value = int | Decimal | str


class PictureKind(StrEnum):
    """`BARS` lie on their side, one group a row; `LINES` go through the rows, which are then points
    in time in their order."""

    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True)
class Picture:
    """How a table is drawn. Its figures are those of the table, so that no other can be seen in it.

    `columns` are the places (from 1) of the columns that are drawn, `rows` how many of the rows,
    from the first: a row of totals is left out. `text` is the alternative: what the picture shows,
    in words and without the figures, which the table has. `unit` stands after each value: `%`,
    `dage`, or nothing. `limit` is a value to draw a line at, with what it is. A cell of words is
    not drawn: its words stand in the place of it.
    """

    kind: PictureKind
    columns: tuple[int, ...]
    rows: int
    text: str
    unit: str = ""
    limit: tuple[int, str] | None = None


@dataclass(frozen=True)
class Table:
    """`code` names it in every language. The first value of a row says what the row is. One
    without rows is not told, and its notes say why."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Chapter:
    """The unit's own words. `listed`: each line is an item of a list, else a paragraph. `language`
    is that of the words, which may be another than the document's."""

    code: str
    title: str
    lines: tuple[str, ...]
    listed: bool
    language: str


@dataclass(frozen=True)
class Document:
    """A report ready to be written: a title, lines that open it, and its parts in their order."""

    language: str
    title: str
    lines: tuple[str, ...]
    parts: tuple[Table | Chapter, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(part for part in self.parts if isinstance(part, Chapter))

    def table(self, code: str) -> Table:
        """The table with this code. LookupError when there is none."""
        for table in self.tables:
            if table.code == code:
                return table
        raise LookupError(f"no table is called {code!r}")


# The one mark as the other: 1,050.5 in English is 1.050,5 in Danish.
_DANISH: Final = str.maketrans(",.", ".,")


def number_text(value: Value, language: str, *, grouped: bool = True) -> str:
    """A number as it is written in `language`, its thousands set apart where it is read and not
    where it is calculated with; words as they are."""
    if isinstance(value, str):
        return value
    form = ",f" if isinstance(value, Decimal) else ",d"
    told = format(value, form if grouped else form[1:])
    return told.translate(_DANISH) if language == "da" else told


def long_day(day: date, language: str) -> str:
    """`31. december 2024` or `31 December 2024`."""
    pattern = "d MMMM y" if language == "en" else "d. MMMM y"
    return format_date(day, pattern, locale="en" if language == "en" else "da")


def plain_text(table: Table, language: str) -> str:
    """A table for a terminal: columns beneath each other, numbers to the right."""
    lines = [table.columns, *(_written(row, language) for row in table.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
    return "\n".join(_padded(line, widths) for line in lines)


def _written(row: Iterable[Value], language: str) -> tuple[str, ...]:
    return tuple(number_text(value, language) for value in row)


def _padded(line: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(line, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)])
