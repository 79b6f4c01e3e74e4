"""A document as one HTML file that needs nothing else and runs nothing."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portal.reports import document_words as words
from portal.reports.columns import has_contents, prose_columns
from portal.reports.pictures import inline_pictures
from portal.reports.safe_text import for_xml
from portal.reports.tables import Chapter, Document, number_text

_TEMPLATES: Final = Path(__file__).with_name("templates")


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


_STYLE: Final = Markup(_read("report.css"))

# The one style that may apply in the page, for its own policy and that of whoever serves it
# (Content Security Policy Level 3, 2.3.1: hash-source).
STYLE_SOURCE: Final = f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"


def document_html(document: Document) -> bytes:
    """The document as a page in UTF-8, with its pictures drawn in it."""
    surroundings = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    page = surroundings.get_template("report.html").render(
        document=document,
        style=_STYLE,
        style_source=STYLE_SOURCE,
        contents=words.CONTENTS.text(document.language),
        has_contents=has_contents(document),
        is_chapter=lambda part: isinstance(part, Chapter),
        number_text=number_text,
        prose_columns=prose_columns,
        drawn=lambda table: inline_pictures(table, document.language),
    )
    return (page + "\n").encode()


def _cleaned(value: object) -> object:
    """Text from outside without the signs that no page may have in it."""
    return for_xml(value) if type(value) is str else value
