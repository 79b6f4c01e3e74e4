"""A document as a workbook: numbers that can be summed, words that stay words, charts that are
read."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from portal.reports.as_xlsx import document_xlsx, sheet_name
from portal.reports.tables import Document, Table, Value
from tests.reports.paper_readers import xlsx_tables
from tests.reports.written_documents import HOSTILE, a_document, hostile_document

CHART = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def parts_of(content: bytes, folder: str) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith(folder)]
        return {name: parts.read(name) for name in sorted(names)}


def charts_of(content: bytes) -> list[etree._Element]:
    return [etree.fromstring(part) for part in parts_of(content, "xl/charts/chart").values()]


def test_the_first_sheet_says_what_it_is_and_leads_to_each_of_the_others() -> None:
    book = opened(document_xlsx(a_document()))
    sheet = book.worksheets[0]
    told = [cell.value for (cell,) in sheet.iter_rows() if cell.value is not None]
    assert told[:5] == ["Årsrapport", "En linje.", "Forord", "Første afsnit.", "Andet afsnit."]
    assert told[-3:] == ["Emner", "– Et emne", "– Et til"]
    links = [cell.hyperlink.location for (cell,) in sheet.iter_rows() if cell.hyperlink]
    assert [link.partition("'!")[0].removeprefix("'") for link in links] == book.sheetnames[1:]
    assert book.sheetnames[:3] == ["Indhold", "1 Søjler", "2 Linjer"]
    assert opened(document_xlsx(a_document("en"))).sheetnames[0] == "Contents"


def test_a_number_is_a_number_and_shows_as_many_decimals_as_it_has() -> None:
    sheet = opened(document_xlsx(a_document()))["1 Søjler"]
    head, first, *_ = list(sheet.iter_rows(min_row=3))
    assert [cell.value for cell in head] == ["Tema", "Antal", "Procent"]
    assert [cell.font.bold for cell in head] == [True] * 3
    assert [cell.value for cell in first] == ["Æble", 1, 33.3]
    assert [cell.number_format for cell in first] == ["General", "#,##0", "#,##0.0"]
    assert sheet["C6"].value == "udeladt"
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    notes = [cell.value for (cell, *_) in sheet.iter_rows(min_row=9) if cell.value]
    assert notes == ["En note."]


def test_a_table_that_is_not_told_is_a_sentence() -> None:
    content = document_xlsx(a_document())
    sheet = opened(content)["3 Ikke fortalt"]
    assert [cell.value for (cell, *_) in sheet.iter_rows()] == [
        *("Ikke fortalt", None, "Udeladt, fordi tallene er små.")
    ]
    assert "Ikke fortalt" not in xlsx_tables(content, "da")


def test_a_chart_is_drawn_over_the_cells_and_has_a_title_and_a_text_in_its_place() -> None:
    content = document_xlsx(a_document())
    bars, lines = charts_of(content)
    assert bars.xpath("//c:barDir/@val", namespaces=CHART) == ["bar"]
    assert lines.xpath("count(//c:lineChart)", namespaces=CHART) == 1
    assert bars.xpath("//c:val//c:f/text()", namespaces=CHART) == [
        *("'1 Søjler'!$B$4:$B$6", "'1 Søjler'!$C$4:$C$6")
    ]
    assert lines.xpath("//c:cat//c:f/text()", namespaces=CHART) == ["'2 Linjer'!$A$4:$A$6"]
    titles = [
        one.xpath("//c:title//c:v/text() | //c:title//a:t/text()", namespaces=CHART)
        for one in (bars, lines)
    ]
    assert titles == [["Søjler", "Tema", "Antal"], ["Linjer", "År", "dage, frist: 4"]]
    # A bar that is not there says why; the first row stands on top.
    assert bars.xpath("//c:dLbl//c:v/text()", namespaces=CHART) == ["udeladt"]
    assert "maxMin" in bars.xpath("//c:orientation/@val", namespaces=CHART)
    drawn = b"".join(parts_of(content, "xl/drawings/drawing").values()).decode()
    assert re.findall(r'descr="([^"]*)"', drawn) == [
        *("Liggende søjler: løn og tid.", "En linje gennem årene.")
    ]


def test_a_line_through_a_cell_of_words_is_drawn_as_columns() -> None:
    document = a_document()
    lines = document.table("lines")
    assert lines.picture is not None
    rows = (("2021", "udeladt", 1), *lines.rows[1:])
    table = Table("lines", "Linjer", lines.columns, rows, (), lines.picture)
    [chart] = charts_of(document_xlsx(Document("da", "x", (), (table,))))
    assert chart.xpath("count(//c:lineChart)", namespaces=CHART) == 0
    assert chart.xpath("//c:barDir/@val", namespaces=CHART) == ["col"]


@pytest.mark.parametrize("told", ["udeladt", 0])
def test_a_table_of_words_or_zeros_alone_has_no_chart(told: Value) -> None:
    bars = a_document().table("bars")
    rows = tuple((row[0], told, told) for row in bars.rows)
    table = Table("bars", "Søjler", bars.columns, rows, (), bars.picture)
    assert charts_of(document_xlsx(Document("da", "x", (), (table,)))) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_means_harm_is_a_text(text: str) -> None:
    content = document_xlsx(hostile_document(text))
    book = opened(content)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    for name, part in parts_of(content, "").items():
        root = etree.fromstring(part)
        assert not [one for one in root.iter("{*}f") if name.startswith("xl/worksheets")]
        assert b"TargetMode" not in part
    # A chart names its texts by their cells.
    for chart in charts_of(content):
        for formula in chart.iter(f"{{{CHART['c']}}}f"):
            assert re.fullmatch(r"'[^'!]+'!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?", formula.text or "")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sager ind og ud", "7 Sager ind og ud"),
        ("Hvem/hvad: [alle]?*\\'s", "7 Hvemhvad alles"),
        ("Forhold inden for ordningen efter udfald", "7 Forhold inden for ordningen ef"),
        ("", "7"),
        ("History", "7 History"),
        ("a\u0000b", "7 ab"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title, 7) == name[:31]


def test_the_same_document_gives_the_same_bytes_and_names_nobody() -> None:
    content = document_xlsx(a_document())
    assert document_xlsx(a_document()) == content
    told = opened(content).properties
    assert (told.title, told.creator, told.lastModifiedBy) == ("Årsrapport", None, None)
    assert told.created.year == 1980
    with ZipFile(io.BytesIO(content)) as parts:
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
