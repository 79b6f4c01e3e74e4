"""A document as DOCX is read by people and by screen readers, and tells nothing of who made it."""

import io
from decimal import Decimal
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT

from portal.reports.as_docx import document_docx
from portal.reports.tables import Document, Table

ROWS = (("Ventetid", Decimal("2.5")), ("<b>\x0bStøj\x00</b>", 3))


def document(language: str = "da", columns: int = 2) -> Document:
    names = tuple(f"Kolonne {number}" for number in range(1, columns + 1))
    rows = tuple((*row, *[""] * (columns - 2)) for row in ROWS)
    table = Table("things", "Ting", names, rows, ("En note.",))
    empty = Table("none", "Ingenting", names, (), ("Ingen.",))
    return Document(language, "Liste\x01n", ("Linje.",), (table, empty))


def read(written: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(written))


def test_headings_are_headings_and_tables_have_a_row_of_headers() -> None:
    written = document_docx(document())
    told = [(one.style.name, one.text) for one in read(written).paragraphs]
    assert told == [
        ("Heading 1", "Listen"),
        ("Normal", "Linje."),
        ("Heading 2", "Ting"),
        ("Normal", "En note."),
        ("Heading 2", "Ingenting"),
        ("Normal", "Ingen."),
    ]
    [table] = read(written).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Kolonne 1", "Kolonne 2"],
        ["Ventetid", "2,5"],
        ["<b>Støj</b>", "3"],
    ]
    with ZipFile(io.BytesIO(written)) as parts:
        assert parts.read("word/document.xml").count(b"<w:tblHeader/>") == 1


@pytest.mark.parametrize(("language", "named"), [("da", "da-DK"), ("en", "en-GB")])
def test_its_language_is_named_where_a_screen_reader_looks(language: str, named: str) -> None:
    written = document_docx(document(language))
    told = read(written).core_properties
    assert (told.language, told.title) == (named, "Listen")
    with ZipFile(io.BytesIO(written)) as parts:
        assert f'w:val="{named}"' in parts.read("word/styles.xml").decode()


def test_nobody_is_its_author() -> None:
    told = read(document_docx(document())).core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")


@pytest.mark.parametrize(
    ("columns", "orientation"), [(5, WD_ORIENT.PORTRAIT), (6, WD_ORIENT.LANDSCAPE)]
)
def test_many_columns_lie_on_a_page_on_its_side(columns: int, orientation: WD_ORIENT) -> None:
    [section] = read(document_docx(document(columns=columns))).sections
    assert section.orientation is orientation
    sides = (section.page_width.mm, section.page_height.mm)
    assert sorted(round(side) for side in sides) == [210, 297]
