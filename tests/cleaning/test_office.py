"""Of an Office file what a reader sees stays, and it still opens."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from portal.cleaning.clean_file import CannotClean, Refusal, Remark, clean_file
from tests.cleaning.dirty_office import dirty_docx, dirty_pptx, dirty_xlsx, repacked, replace
from tests.cleaning.dirty_pictures import as_bytes, flag
from tests.cleaning.looking_into import MARK, SEEN, assert_nowhere, exif_tags

BAR = "█████"


@pytest.mark.parametrize("make", [dirty_docx, dirty_xlsx, dirty_pptx])
def test_what_an_office_file_hides_is_gone(make: Callable[[Path], bytes], tmp_path: Path) -> None:
    dirty = make(tmp_path)
    ending = make.__name__.removeprefix("dirty_")
    cleaned = clean_file(dirty, f"Notat.{ending}", "application/octet-stream")
    assert cleaned.name == f"Notat.{ending}"
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        assert not any(entry.extra or entry.comment for entry in package.infolist())
        assert not any("docProps" in name or "omment" in name for name in package.namelist())
        pictures = [name for name in package.namelist() if name.endswith((".jpg", ".png"))]
        assert pictures
        for number, name in enumerate(pictures):
            path = tmp_path / f"{number}.{name.rpartition('.')[2]}"
            path.write_bytes(package.read(name))
            assert "GPS" not in {group for group, _ in exif_tags(path)}
    assert Remark.METADATA_REMOVED in cleaned.remarks
    assert Remark.COVERED_CONTENT in cleaned.remarks


def test_of_a_word_file_what_is_read_stays(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_docx(tmp_path), "x.docx", "")
    document = docx.Document(io.BytesIO(cleaned.content))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[0] == f"{SEEN} begynder"
    assert f"{SEEN} tilføjetkommenteret" in text
    assert f"{SEEN} i et felthentet" in text
    assert f"{SEEN} i et kontrolfelt" in text
    assert "vej" in text
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["celle"]
    assert document.sections[0].header.paragraphs[0].text == f"{SEEN} foroven"
    assert len(document.inline_shapes) == 1
    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        body = package.read("word/officeDocument1.xml")
    assert b"PAGE" in body
    assert b"rsid" not in body
    for remark in (
        Remark.TRACKED_CHANGES_ACCEPTED,
        Remark.HIDDEN_TEXT_REMOVED,
        Remark.COMMENTS_REMOVED,
        Remark.MACROS_REMOVED,
        Remark.EMBEDDED_REMOVED,
        Remark.LINKS_REMOVED,
    ):
        assert remark in cleaned.remarks


def test_of_an_excel_file_values_stay(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_xlsx(tmp_path), "x.xlsx", "")
    book = openpyxl.load_workbook(io.BytesIO(cleaned.content))
    assert book.sheetnames == ["Ark"]
    sheet = book["Ark"]
    assert [sheet[cell].value for cell in ("A1", "A2", "A3")] == [f"{SEEN} i et ark", 41, 42]
    assert sheet["A1"].comment is None
    assert {Remark.FORMULAS_REPLACED, Remark.HIDDEN_CELLS_REMOVED} <= set(cleaned.remarks)
    assert Remark.COMMENTS_REMOVED in cleaned.remarks


def test_of_a_powerpoint_file_the_slides_shown_stay(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_pptx(tmp_path), "x.pptx", "")
    show = pptx.Presentation(io.BytesIO(cleaned.content))
    (slide,) = show.slides
    assert slide.shapes.title.text == f"{SEEN} på et dias"
    assert not slide.has_notes_slide
    assert {Remark.SPEAKER_NOTES_REMOVED, Remark.HIDDEN_SLIDES_REMOVED} <= set(cleaned.remarks)


def _word_that_says(*runs: tuple[str, ...]) -> bytes:
    document = docx.Document()
    for pieces in runs:
        paragraph = document.add_paragraph()
        for piece in pieces:
            paragraph.add_run(piece).bold = bool(len(piece) % 2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_words_are_blacked_out_however_a_word_file_cuts_them(tmp_path: Path) -> None:
    before = _word_that_says(
        ("Her skrev Jens Å", "ge", " Han", "sen til os"),
        ("Jens", "\tÅge Hansens bil. Jens Åge"),
        ("Hansen gik",),
    )
    cleaned = clean_file(before, "Om Hansen.docx", "", black_out=["jens åge hansen", "hansen"])
    text = [p.text for p in docx.Document(io.BytesIO(cleaned.content)).paragraphs]
    assert text[0] == f"Her skrev {BAR} til os"
    assert text[1].replace("\t", "") == f"{BAR} bil. {BAR}"
    assert text[2] == " gik"
    assert_nowhere("hansen", cleaned.content, tmp_path, cleaned.name)
    assert cleaned.name == "Om xxx.docx"


def test_a_style_called_after_somebody_is_renamed_with_everything_in_it() -> None:
    document = docx.Document()
    document.styles.add_style("Hansen Brødtekst", 1)
    document.add_paragraph("tekst", style="Hansen Brødtekst")
    out = io.BytesIO()
    document.save(out)
    cleaned = clean_file(out.getvalue(), "x.docx", "", black_out=["Hansen"])
    (paragraph,) = docx.Document(io.BytesIO(cleaned.content)).paragraphs
    assert paragraph.style is not None
    assert paragraph.style.name == "x Brødtekst"


@pytest.mark.parametrize("make", [dirty_xlsx, dirty_pptx])
def test_words_cannot_be_blacked_out_where_it_is_not_sure(
    make: Callable[[Path], bytes], tmp_path: Path
) -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(make(tmp_path), "x", "", black_out=["Hansen"])
    assert refused.value.reason is Refusal.CANNOT_BLACK_OUT


def test_a_document_under_a_password_is_refused() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    for content, reason in (
        (old + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        (old + "WordDocument".encode("utf-16-le"), Refusal.OLD_OFFICE),
    ):
        with pytest.raises(CannotClean) as refused:
            clean_file(content, "x.docx", "")
        assert refused.value.reason is reason


def test_a_drawing_that_cannot_be_painted_anew_becomes_a_dot(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = next(name for name in parts if name.startswith("word/media/"))
        parts[name] = b"\x01\x00\x00\x00" + MARK.encode()

    document = docx.Document()
    document.add_picture(io.BytesIO(as_bytes(flag(), "PNG")))
    out = io.BytesIO()
    document.save(out)
    cleaned = clean_file(repacked(out.getvalue(), change), "x.docx", "")
    assert Remark.PICTURES_REMOVED in cleaned.remarks
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)


def test_text_of_a_hidden_style_is_gone_and_what_is_shown_in_it_stays() -> None:
    document = docx.Document()
    style = document.styles.add_style("Usynlig", 2)
    style.font.hidden = True
    derived = document.styles.add_style("Arvet", 2)
    derived.base_style = style
    paragraph = document.add_paragraph(SEEN)
    paragraph.add_run(MARK, style="Usynlig")
    paragraph.add_run(MARK, style="Arvet")
    paragraph.add_run(" vist", style="Arvet").font.hidden = False
    out = io.BytesIO()
    document.save(out)
    cleaned = clean_file(out.getvalue(), "x.docx", "")
    (paragraph,) = docx.Document(io.BytesIO(cleaned.content)).paragraphs
    assert paragraph.text == f"{SEEN} vist"
    assert Remark.HIDDEN_TEXT_REMOVED in cleaned.remarks


def test_texts_that_no_cell_shows_any_more_are_gone(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        left = f"<si><t>{MARK}</t></si></sst>"
        replace(parts, "xl/sharedStrings.xml", "</sst>", left)

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write("A1", SEEN)
    cleaned = clean_file(repacked(out.getvalue(), change), "x.xlsx", "")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    sheet = openpyxl.load_workbook(io.BytesIO(cleaned.content)).active
    assert sheet is not None
    assert sheet["A1"].value == SEEN


def test_a_chart_keeps_its_figures_and_not_the_workbook_behind_them(tmp_path: Path) -> None:
    data = CategoryChartData()
    data.categories = ["Nord", "Syd"]
    data.add_series(SEEN, (17.25, 4))
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 4_000_000, 3_000_000, data)
    out = io.BytesIO()
    show.save(out)
    with zipfile.ZipFile(out) as package:
        assert any(name.endswith(".xlsx") for name in package.namelist())
    cleaned = clean_file(out.getvalue(), "x.pptx", "")
    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        assert not any(name.endswith(".xlsx") for name in package.namelist())
        charts = [name for name in package.namelist() if name.startswith("ppt/chart")]
        body = b"".join(map(package.read, charts))
    (shape,) = pptx.Presentation(io.BytesIO(cleaned.content)).slides[0].shapes
    assert shape.has_chart
    for figure in (SEEN.encode(), b"Nord", b"Syd", b"17.25", b"numLit"):
        assert figure in body
    assert b"Sheet1" not in body
    assert Remark.EMBEDDED_REMOVED in cleaned.remarks


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
STRANGER = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("definition", [BOMB, STRANGER])
def test_xml_that_defines_something_is_refused(definition: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        replace(parts, "word/document.xml", "<w:document", f"{definition}<w:document")

    with pytest.raises(CannotClean) as refused:
        clean_file(repacked(_word_that_says(("a",)), change), "x.docx", "")
    assert refused.value.reason is Refusal.BROKEN
