"""A document as DOCX is read by people and by screen readers, and tells nothing of who made it."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from lxml import etree

from portal.reports.as_docx import document_docx
from portal.reports.pictures import picture_png
from portal.reports.tables import Chapter, Document, Table, number_text
from tests.reports.pictured import DRAWN, WITHHELD, a_document

ROWS = (("Ventetid", Decimal("2.5")), ("<b>\x0bStøj\x00</b>", 3), ("Lys", "udeladt"))
SENTENCE = "Forvaltningen har ændret sin praksis."


def document(language: str = "da", sentences: int = 1) -> Document:
    names = ("Navn", "Kolonne", *(f"Svar {number}" for number in range(1, sentences)))
    rows = tuple((*row, *[SENTENCE] * (sentences - 1)) for row in ROWS)
    table = Table("things", "Ting", names, rows, ("En note.",))
    empty = Table("none", "Ingenting", names, (), ("Ingen.",))
    chapter = Chapter("words", "Emner", ("Mobning", "Byggeri"), True, "da")
    return Document(language, "Liste\x01n", ("Linje.",), (table, empty, chapter))


def read(written: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(written))


def part(written: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(written)) as parts:
        return parts.read(name)


def words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(docx.oxml.ns.qn("w:t")))


def test_everything_has_a_style_and_tables_a_caption_and_a_row_of_headers() -> None:
    written = document_docx(document())
    told = [(one.style.name, one.text) for one in read(written).paragraphs]
    assert told == [
        ("Heading 1", "Listen"),
        ("Document Facts", "Linje."),
        ("Heading 2", "Ting"),
        ("Caption", "Tabel 1. Ting"),
        ("Table Note", "En note."),
        ("Heading 2", "Ingenting"),
        ("Table Note", "Ingen."),
        ("Heading 2", "Emner"),
        ("List Bullet", "Mobning"),
        ("List Bullet", "Byggeri"),
    ]
    [table] = read(written).tables
    assert table.style.name == "Report Table"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Navn", "Kolonne"],
        ["Ventetid", "2,5"],
        ["<b>Støj</b>", "3"],
        ["Lys", "udeladt"],
    ]
    content = part(written, "word/document.xml")
    assert content.count(b"<w:tblHeader/>") == 1
    assert content.count(b'<w:tblCaption w:val="Ting"/>') == 1
    assert content.count(b"<w:cantSplit/>") == 4


def test_figures_stand_to_the_right_and_what_stands_for_one_in_italics() -> None:
    [table] = read(document_docx(document(sentences=2))).tables
    for row in table.rows:
        aligned = [
            cell.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
            for cell in row.cells
        ]
        assert aligned == [False, True, False]
    slanted = [
        run.text
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        if run.italic
    ]
    assert slanted == ["udeladt"]


def test_captions_count_themselves_and_stay_with_what_they_name() -> None:
    written = read(document_docx(a_document()))
    captions = [one for one in written.paragraphs if one.style.name == "Caption"]
    figures = [one.text for one in captions if one.text.startswith("Figur ")]
    tables = [one.text for one in captions if one.text.startswith("Tabel ")]
    assert figures == [f"Figur {number}. Ting i tal" for number in range(1, len(DRAWN) + 1)]
    assert tables == [f"Tabel {number}. Ting i tal" for number in range(1, len(DRAWN) + 2)]
    fields = [one.text for one in written.element.xpath("//w:instrText")]
    assert fields.count(" SEQ Figur \\* ARABIC ") == len(figures)
    assert fields.count(" SEQ Tabel \\* ARABIC ") == len(tables)
    for one in captions:
        assert (one.paragraph_format.keep_with_next is True) == one.text.startswith("Tabel ")
    for name in ("Heading 2", "Picture", "Table Header", "Table Figure Header"):
        assert written.styles[name].paragraph_format.keep_with_next


def test_english_has_english_captions_and_marks_danish_words() -> None:
    written = read(document_docx(a_document("en")))
    assert any(one.text == "Figure 1. Ting i tal" for one in written.paragraphs)
    assert written.sections[0].footer.paragraphs[0].text == "Page 1 of 1"
    spoken = written.element.xpath("//w:body//w:r[w:rPr/w:lang[@w:val='da-DK']]/w:t")
    assert [one.text for one in spoken] == ["Et år <i>med</i> ro.", "Mobning", "Byggeri"]
    assert read(document_docx(a_document("da"))).element.xpath("//w:body//w:lang") == []


def test_a_picture_is_there_with_its_alternative_text() -> None:
    content = document_docx(a_document())
    written = read(content)
    told = [(one.get("title"), one.get("descr")) for one in written.element.xpath("//wp:docPr")]
    assert told == [("Ting i tal", "Hvad der ses.")] * len(DRAWN)
    drawn = {picture_png(table, "da") for table in DRAWN}
    with ZipFile(io.BytesIO(content)) as parts:
        held = {parts.read(name) for name in parts.namelist() if name.endswith(".png")}
    assert held == drawn
    widths = [shape.width.mm for shape in written.inline_shapes]
    assert max(widths) <= 170


def test_every_figure_is_in_the_tables_as_it_is_told() -> None:
    told = a_document()
    for table, grid in zip((*DRAWN, WITHHELD), read(document_docx(told)).tables, strict=True):
        cells = [[cell.text for cell in row.cells][1:] for row in grid.rows][1:]
        assert cells == [[number_text(value, "da") for value in row[1:]] for row in table.rows]


def test_a_long_document_lists_its_contents_and_each_line_leads_to_its_heading() -> None:
    written = read(document_docx(a_document()))
    titles = [one.title for one in a_document().parts]
    links = written.element.xpath("//w:hyperlink")
    assert [words(one) for one in links] == titles
    marks = written.element.xpath("//w:bookmarkStart/@w:name")
    assert [one.get(docx.oxml.ns.qn("w:anchor")) for one in links] == marks
    headings = written.element.xpath("//w:p[w:bookmarkStart]")
    assert [words(one) for one in headings] == titles
    kinds = written.element.xpath("//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    assert read(document_docx(document())).element.xpath("//w:hyperlink") == []


@pytest.mark.parametrize(("language", "named"), [("da", "da-DK"), ("en", "en-GB")])
def test_its_language_is_named_where_a_screen_reader_looks(language: str, named: str) -> None:
    written = document_docx(document(language))
    told = read(written).core_properties
    assert (told.language, told.title) == (named, "Listen")
    assert f'w:val="{named}"' in part(written, "word/styles.xml").decode()


def test_it_tells_of_nobody_and_of_no_time_and_is_the_same_every_time() -> None:
    written = document_docx(a_document())
    assert written == document_docx(a_document())
    told = read(written).core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert (told.created, told.modified, told.last_printed) == (None, None, None)
    with ZipFile(io.BytesIO(written)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = parts.namelist()
    brought = ("docProps/thumbnail.jpeg", "docProps/app.xml", "word/stylesWithEffects.xml")
    assert [name for name in names if name in brought or name.startswith("customXml")] == []


def test_it_speaks_in_one_face() -> None:
    styles = etree.fromstring(part(document_docx(document()), "word/styles.xml"))
    faces = {
        value
        for fonts in styles.iter(docx.oxml.ns.qn("w:rFonts"))
        for value in fonts.attrib.values()
    }
    assert faces == {"Calibri"}


@pytest.mark.parametrize(
    ("sentences", "orientation"), [(3, WD_ORIENT.PORTRAIT), (4, WD_ORIENT.LANDSCAPE)]
)
def test_many_columns_to_read_lie_on_a_page_on_its_side(
    sentences: int, orientation: WD_ORIENT
) -> None:
    written = read(document_docx(document(sentences=sentences)))
    [section] = written.sections
    assert section.orientation is orientation
    sides = (section.page_width.mm, section.page_height.mm)
    assert sorted(round(side) for side in sides) == [210, 297]
    room = section.page_width - section.left_margin - section.right_margin
    for table in written.tables:
        # A width is kept in twentieths of a point.
        assert sum(column.width for column in table.columns) <= room + Pt(1)


def test_many_columns_of_figures_stand_upright() -> None:
    rows = tuple((name, *range(7)) for name in ("Klager", "Henvendelser"))
    names = ("Periode", *(f"Antal {number}" for number in range(7)))
    table = Table("many", "Mange tal", names, rows)
    told = replace(document(), parts=(table,))
    [section] = read(document_docx(told)).sections
    assert section.orientation is WD_ORIENT.PORTRAIT
