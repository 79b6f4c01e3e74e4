"""A document as a file to be kept: DOCX or CSV."""

from flask import Response

from portal.reports.as_csv import document_csv
from portal.reports.as_docx import document_docx
from portal.reports.tables import Document
from portal.web.workplace import workplace

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_file(document: Document, name: str) -> Response:
    """The answer with a document as DOCX, called after `name` (ASCII) and today."""
    return _file(document_docx(document), _DOCX, f"{name}-{_today()}.docx")


def csv_file(document: Document, name: str) -> Response:
    """The answer with a document as CSV, called after `name` (ASCII) and today."""
    return _file(document_csv(document), "text/csv", f"{name}-{_today()}.csv")


def _today() -> str:
    return workplace().today().isoformat()


def _file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
