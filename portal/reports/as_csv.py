"""A document as CSV for a spreadsheet: semicolons, UTF-8 with its mark, and nothing that runs."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from portal.reports.tables import Chapter, Document, Table, Value, number_text

# A spreadsheet takes what begins like this for a formula (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

# The earliest day a zip knows: the files are the same however often they are written.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


def document_csv(document: Document) -> bytes:
    """The whole document in one file, its parts one below the other."""
    return _written(_all(document, document.parts), document.language)


def document_zip(document: Document) -> bytes:
    """A zip with a CSV file for each table, named after its code, and `chapters.csv` where there
    are chapters: what the document is and what the unit says itself."""
    files: dict[str, Iterable[Sequence[Value]]] = {
        table.code: _lines(table) for table in document.tables
    }
    if document.chapters:
        files["chapters"] = _all(document, document.chapters)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, lines in files.items():
            entry = zipfile.ZipInfo(f"{name}.csv", _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _written(lines, document.language))
    return packed.getvalue()


def _all(document: Document, parts: Iterable[Table | Chapter]) -> Iterator[Sequence[Value]]:
    yield from ((line,) for line in (document.title, *document.lines))
    for part in parts:
        yield ()
        if isinstance(part, Table):
            yield from _lines(part)
        else:
            yield from ((line,) for line in (part.title, *part.lines))


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
    return number_text(value, language, grouped=False)
