"""A document in one of the formats."""

from collections.abc import Callable, Mapping
from typing import Final

from portal.reports.as_csv import document_csv, document_zip
from portal.reports.as_docx import document_docx
from portal.reports.as_html import document_html
from portal.reports.as_pdf import document_pdf
from portal.reports.as_xlsx import document_xlsx
from portal.reports.tables import Document

FORMATS: Final = ("html", "pdf", "docx", "xlsx", "csv", "zip")
_WRITERS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    "html": document_html,
    "pdf": document_pdf,
    "docx": document_docx,
    "xlsx": document_xlsx,
    "csv": document_csv,
    "zip": document_zip,
}


def written(document: Document, form: str) -> bytes:
    """The document in one of `FORMATS`, which is also how the name of the file ends. `csv` is one
    file with the tables one below the other, `zip` a CSV file for each table. Raises LookupError
    for another form."""
    return _WRITERS[form](document)
