"""A document as PDF/UA: every mistake that a programme can see is looked for, and none is there."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from portal.reports.as_pdf import document_pdf
from portal.reports.safe_text import for_print
from portal.reports.tables import Chapter, Document, Table
from tests.reports.paper_readers import pdf_tables, pdf_text
from tests.reports.pdf_structure import elements, kids, qpdf_says, ua_faults
from tests.reports.written_documents import HOSTILE, a_document, hostile_document

MILLIMETRE = 72 / 25.4
SMALL = Document("da", "Ærø", (), ())


@cache
def content_of(language: str = "da") -> bytes:
    return document_pdf(a_document(language))


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_document_is_pdf_ua(language: str, tmp_path: Path) -> None:
    content = content_of(language)
    assert ua_faults(content) == []
    assert qpdf_says(content, tmp_path) == ""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.Lang == language
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]
        kinds = {kind for _, kind, _ in elements(pdf)}
    assert {"H1", "H2", "P", "Table", "TH", "TD", "Figure", "Caption", "L", "LI", "Link"} <= kinds


def test_a_document_of_nothing_is_pdf_ua_too(tmp_path: Path) -> None:
    content = document_pdf(SMALL)
    assert ua_faults(content) == []
    assert pdf_text(content).strip() == "Ærø"
    assert qpdf_says(content, tmp_path) == ""


def test_the_same_document_gives_the_same_bytes_and_names_neither_day_nor_author() -> None:
    content = content_of()
    assert document_pdf(a_document()) == content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert set(pdf.docinfo) <= {"/Title", "/Creator"}
        told = bytes(pdf.Root.Metadata.read_bytes())
    assert not re.search(rb"CreateDate|ModifyDate|dc:creator", told)


def test_all_that_is_told_stands_in_it_in_its_order() -> None:
    text = pdf_text(content_of())
    told = ("Årsrapport", "En linje.", "Indhold", "Forord", "Andet afsnit.", "Søjler", "En note.")
    places = [text.index(f"{words}") for words in told]
    assert places == sorted(places)
    assert "Udeladt, fordi tallene er små." in text
    assert "Et til" in text


def test_a_table_has_a_row_and_a_column_of_headers() -> None:
    content = content_of()
    tables = pdf_tables(content)
    assert tables["Søjler"] == [
        ["Tema", "Antal", "Procent"],
        ["Æble", "1", "33,3"],
        ["Øl", "2", "66,7"],
        ["Ål", "3", "udeladt"],
        ["I alt", "6", ""],
    ]
    assert "Ikke fortalt" not in tables
    with pikepdf.open(io.BytesIO(content)) as pdf:
        rows = [kids(row) for row, kind, _ in elements(pdf) if kind == "TR"]
    assert {str(row[0].S) for row in rows} == {"/TH"}
    # A table that goes on says on the next page again what its columns are, to the eye alone.
    assert len(tables["Bred"]) == 41


def test_pictures_say_what_they_show_and_are_of_letters_and_not_of_dots() -> None:
    with pikepdf.open(io.BytesIO(content_of())) as pdf:
        shown = [str(one.Alt) for one, kind, _ in elements(pdf) if kind == "Figure"]
        images = [one for one in pdf.objects if _is(one, "/Subtype", "/Image")]
    assert shown == ["Liggende søjler: løn og tid.", "En linje gennem årene."]
    assert images == []


def _is(one: Any, key: str, value: str) -> bool:
    return isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and one.get(key) == value


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_means_harm_is_a_text(text: str, tmp_path: Path) -> None:
    content = document_pdf(hostile_document(text))
    assert ua_faults(content) == []
    assert qpdf_says(content, tmp_path) == ""
    read = pdf_text(content)
    assert "root:" not in read
    # What it says, but for what is broken over two lines.
    bare = re.sub(r"\s", "", for_print(text))
    assert bare in re.sub(r"\s", "", read)


@pytest.mark.parametrize("word", ["x" * 300, HOSTILE[6], "https://example.org/" + "a1/" * 60])
def test_no_word_runs_over_the_edge_of_the_page(word: str) -> None:
    table = Table("t", word, (word, "b", "c"), ((word, 1, word), ("x", 2, word)), (word,))
    chapters = tuple(Chapter(code, word, (word,), code == "b", "da") for code in "ab")
    with pypdfium2.PdfDocument(
        document_pdf(Document("da", word, (word,), (table, *chapters)))
    ) as pdf:
        for page in pdf:
            width, _ = page.get_size()
            edges = [one.get_bounds()[2] for one in page.get_objects()]
            assert max(edges) <= width - 20 * MILLIMETRE
            page.close()


def test_every_letter_that_is_let_through_has_a_form() -> None:
    ranges = [
        *((0x20, 0x7F), (0xA0, 0x370), (0x370, 0x500), (0x1E00, 0x2000), (0x2010, 0x2041)),
        *((0x2044, 0x2053), (0x2070, 0x20C0), (0x2190, 0x2300), (0xFB00, 0xFB07)),
    ]
    signs = [for_print(chr(code)) for first, after in ranges for code in range(first, after)]
    shown = " ".join(sign for sign in signs if sign)
    assert len(shown) > 2000
    assert ua_faults(document_pdf(Document("da", "Alle", (shown,), ()))) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\u0007b\r\nc\td", "ab c d"),
        ("\u202eab\u200f", "ab"),
        ("A\u030arhus", "Århus"),
        ("Łódź, Ελλάδα, Київ", "Łódź, Ελλάδα, Київ"),
        ("中", "\ufffd"),
    ],
)
def test_what_has_no_form_is_left_out_or_said_to_be_missing(text: str, printed: str) -> None:
    assert for_print(text) == printed
