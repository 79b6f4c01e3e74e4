"""A document as CSV for a spreadsheet: semicolons, UTF-8 with its mark, and nothing that runs."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from portal.reports.tables import Document, Table, Value, number_text

# A spreadsheet takes what begins like this for a formula (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

# The earliest day a zip knows: the files are the same however often they are written.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


def document_csv(document: Document) -> bytes:
    """The whole document in one file, its tables one below the other."""
    lines: list[Sequence[Value]] = [(document.title,), *((line,) for line in document.lines)]
    for table in document.tables:
        lines += [(), *_lines(table)]
    return _written(lines, document.language)


def document_zip(document: Document) -> bytes:
    """A zip with a CSV file for each table, named after its code."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for table in document.tables:
            entry = zipfile.ZipInfo(f"{table.code}.csv", _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _written(_lines(table), document.language))
    return packed.getvalue()


def _lines(table: Table) -> Iterable[Sequence[Value]]:
    yield (table.title,)
    if table.rows:
        yield table.columns
        yield from table.rows
    for note in table.notes:
        yield (note,)


def _written(lines: Iterable[Sequence[Value]], language: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(value, language) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Value, language: str) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return number_text(value, language)
