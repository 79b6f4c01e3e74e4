"""A document as a file to be kept."""

from flask import Response

from portal.reports.media_types import MEDIA_TYPES
from portal.reports.tables import Document
from portal.reports.written import written
from portal.web.workplace import workplace


def document_file(document: Document, form: str, name: str) -> Response:
    """The answer with a document in a format of written.py, called after `name` (ASCII) and
    today."""
    called = f"{name}-{workplace().today().isoformat()}.{form}"
    return attached_file(written(document, form), MEDIA_TYPES[form], called)


def attached_file(content: bytes, media_type: str, name: str) -> Response:
    """The answer with a file that is kept and not shown, called `name` (ASCII)."""
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
