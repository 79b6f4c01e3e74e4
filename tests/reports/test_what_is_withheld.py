"""What an annual report does not tell: the cell says so, the note beneath says why, and no format
holds the figure."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree, html

from portal.domain.annual_report import AnnualReport, Part, Reason, count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.period import year_of
from portal.reports import words
from portal.reports.annual_tables import AnnualTables
from portal.reports.as_csv import document_csv
from portal.reports.as_html import document_html
from portal.reports.as_json import annual_json
from portal.reports.tables import Document
from portal.reports.written import written
from tests.reports.paper_readers import pdf_text
from tests.reports.readers import read_csv, zip_tables
from tests.reports.test_formats import (
    COPENHAGEN,
    LANGUAGES,
    TODAY,
    a_small_year,
    document,
    internal,
    published,
)
from tests.support.counted import a_case, a_matter

WITHHELD = "udeladt"
NOTE = (
    "Hvor der står »udeladt«, er tallet udeladt, fordi et tal under 3 ellers kunne læses eller"
    " regnes ud."
)
# Where the notes on small figures stand; the times that were waited have notes of their own.
NOTED = {
    *("totals", "stock", "pending", "themes", "by_administration", "decisions", "grounds"),
    *("outcomes", "days"),
}


def counted(*cases: object, year: int = 2023) -> AnnualReport:
    return count_reports(cases, year_of(year), TODAY, COPENHAGEN)


def a_year_of_two_themes() -> AnnualReport:
    """Its small theme is one of two, so that both are withheld."""
    matters = [*[a_matter("law")] * 97, *[a_matter("health")] * 2]
    return counted(a_case(TODAY, *matters), year=2026)


def test_a_small_figure_and_the_least_of_the_others_are_withheld_and_all_else_stands() -> None:
    told = document(published()).table("themes")
    withheld = [row for row in told.rows if WITHHELD in row]
    assert withheld == [
        ("Databeskyttelse", WITHHELD, WITHHELD),
        ("Miljøfare", WITHHELD, WITHHELD),
    ]
    others = [row for row in told.rows if row not in withheld]
    assert others == [row for row in document(internal()).table("themes").rows if row in others]
    assert others[-1] == ("I alt", 202, "")
    assert told.notes[-1] == NOTE


def test_what_is_withheld_is_null_in_json_and_said_in_words() -> None:
    told = json.loads(annual_json(published(), COPENHAGEN, "en"))
    nulls = {row["code"]: row["percent"] for row in told["themes"] if row["count"] is None}
    assert nulls == {"data_protection": None, "environment": None}
    assert len(told["themes"]) == 11
    assert told["withheld"] == [
        {
            "part": "themes",
            "reason": "small_figures",
            "text": (
                "Where it says “withheld”, the figure is withheld, because a figure below 3 could"
                " otherwise be read or worked out."
            ),
        }
    ]


def test_a_table_stands_with_what_is_withheld_in_it_and_the_reason_beneath() -> None:
    told = document(a_small_year())
    page = html.document_fromstring(document_html(told))
    lines = [line for line in read_csv(document_csv(told)) if line]
    for code in sorted(NOTED - {"stock"}):
        table = told.table(code)
        assert table.notes.count(NOTE) == 1
        section = page.get_element_by_id(code)
        cells = [one.text_content() for one in section.iter("td")]
        assert WITHHELD in cells
        assert [one.text for one in section.iter("p")][-1] == NOTE
        place = lines.index([table.title])
        after = place + 1 + 1 + len(table.rows)
        assert [NOTE] in lines[after : after + len(table.notes)]
    assert NOTE not in told.table("stock").notes
    # How many came, and how many matters, is told however few they are.
    totals = [row[1] for row in told.table("totals").rows]
    assert (totals[0], totals[3]) == (1, 2)
    assert told.table("themes").rows[-1] == ("I alt", 2, "")


@pytest.mark.parametrize("edition", [published, a_small_year])
def test_a_percentage_stands_only_beside_the_count_it_is_of(edition) -> None:
    told = document(edition())
    for table in told.tables:
        if table.columns[-1] == words.COLUMNS["percent"].da:
            for _name, count, percent in table.rows:
                assert count != WITHHELD or percent in (WITHHELD, ""), table.code
    for row in told.table("days").rows:
        assert row[-1] == WITHHELD or WITHHELD not in row


def test_percentages_of_fewer_than_a_hundred_are_whole() -> None:
    """With a decimal, they would tell what they are percentages of."""
    report = counted(a_case(date(2023, 3, 1), *[a_matter("law")] * 60, *[a_matter("health")] * 30))
    percents = [row[2] for row in document(publishable(report)).table("themes").rows if row[1]]
    assert percents == [Decimal(67), Decimal(33), ""]
    assert document(report).table("themes").rows[1][2] == Decimal("66.7")


def test_the_median_is_told_where_the_percentile_alone_is_withheld() -> None:
    cases = [a_case(date(2023, 3, 1), a_matter(), feedback_after=20)] * 5
    report = publishable(counted(*cases))
    told = document(report)
    assert told.table("days").rows[1][1:] == (5, 5, 5, Decimal(100))
    waiting = told.table("waiting")
    assert [row[1] for row in waiting.rows] == [20, WITHHELD, 0, WITHHELD]
    assert waiting.notes[1:] == (
        "Udeladt: 90-percentil for bekræftelse, fordi der er for få sager.",
        "Udeladt: 90-percentil for feedback, fordi der er for få sager.",
    )
    days = json.loads(annual_json(report, COPENHAGEN, "da"))["days"]["feedback"]
    assert (days["median"], days["percentile_90"]) == (20, None)


def test_nothing_that_is_withheld_stands_in_any_format() -> None:
    report = a_year_of_two_themes()
    careful = publishable(report)
    told = texts_of(careful, document(careful))
    for form, texts in texts_of(report, document(report)).items():
        # The test can tell: where nothing is withheld, it is there.
        assert "97" in texts, form
        assert not [one for one in told[form] if one.startswith(("97", "98"))], form


def texts_of(report: AnnualReport, told: Document) -> dict[str, set[str]]:
    """Every text and figure that can be seen in each format: of cells, of notes, of pictures."""
    page = html.document_fromstring(written(told, "html"))
    packed = zip_tables(written(told, "zip"))
    docx, xlsx = written(told, "docx"), written(told, "xlsx")
    return {
        "json": set(values(json.loads(annual_json(report, COPENHAGEN, "da")))),
        "csv": {cell for line in read_csv(written(told, "csv")) for cell in line},
        "zip": {cell for rows in packed.values() for row in rows for cell in row},
        "html": {text.strip() for text in page.xpath("//body//text()")},
        "docx": set(texts_within(docx, "word/")),
        "xlsx": {*cells_of(xlsx), *texts_within(xlsx, "xl/charts/")},
        "pdf": set(pdf_text(written(told, "pdf")).split()),
    }


def values(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from values(one)
    else:
        yield str(told)


def cells_of(workbook: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from map(str, row)


def texts_within(content: bytes, folder: str) -> Iterator[str]:
    """Every text in the XML of a packed document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith(folder) and name.endswith(".xml"):
                yield from etree.fromstring(archive.read(name)).itertext()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_every_withheld_part_stands_in_the_document(language: str) -> None:
    reasons = {
        part: Reason.FEW_CASES if part in words.PARTS else Reason.SMALL_FIGURES for part in Part
    }
    everything = replace(published(), withheld=tuple(reasons.items()))
    told = document(everything, language)
    notes = dict(AnnualTables(everything, COPENHAGEN, language).withheld_notes())
    assert set(notes) == set(Part)
    [small] = {note for part, note in notes.items() if part not in words.PARTS}
    assert [table.notes.count(small) for table in told.tables if table.code in NOTED] == [1] * 9
    text = document_html(told).decode()
    assert text.count(small) == len(NOTED)
    for part in words.PARTS:
        assert told.table("waiting").notes.count(notes[part]) == 1
        assert text.count(notes[part]) == 1
