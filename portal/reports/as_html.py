"""A document as one HTML file that needs nothing else and runs nothing."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.reports.tables import Document, number_text

_TEMPLATES: Final = Path(__file__).with_name("templates")


def document_html(document: Document) -> bytes:
    """The document as a page in UTF-8."""
    surroundings = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = surroundings.get_template("report.html")
    page = template.render(document=document, number_text=number_text)
    return (page + "\n").encode()
