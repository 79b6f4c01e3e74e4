"""Each format read back by a reader of its own: tables of texts by their titles."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser

Rows = list[list[str]]


def read_csv(content: bytes) -> list[list[str]]:
    """Every line of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def csv_tables(content: bytes) -> dict[str, Rows]:
    """The tables of one CSV file, which stand below each other with an empty line between."""
    blocks: list[Rows] = [[]]
    for line in read_csv(content):
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return _told({block[0][0]: _without_notes(block[1:]) for block in blocks[1:]})


def zip_tables(content: bytes) -> dict[str, Rows]:
    """The tables of a zip of CSV files, by the names of the files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        read = {name: read_csv(archive.read(name)) for name in archive.namelist()}
    return _told({name: _without_notes(lines[1:]) for name, lines in read.items()})


def html_tables(content: bytes) -> dict[str, Rows]:
    """The tables of a page by their captions."""
    reader = _Tables()
    reader.feed(content.decode("utf-8"))
    reader.close()
    return reader.tables


def _told(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Those tables that have rows; of others a sentence alone is written."""
    return {title: rows for title, rows in tables.items() if rows}


def _without_notes(rows: Rows) -> Rows:
    return [row for row in rows if len(row) > 1]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, Rows] = {}
        self._rows: Rows = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "caption":
            self._caption = ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        if tag == "caption":
            self._rows = self.tables.setdefault(self._caption, [])

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self._caption += data
        elif self._inside in ("th", "td"):
            self._rows[-1][-1] += data
