"""A document in one of the formats."""

from portal.reports.as_csv import document_csv, document_zip
from portal.reports.as_html import document_html
from portal.reports.tables import Document


def written(document: Document, form: str, *, zipped: bool) -> bytes:
    """The document as `html` or `csv`; `zipped`: a CSV file for each table, in a zip."""
    if form == "html":
        return document_html(document)
    return document_zip(document) if zipped else document_csv(document)
