"""The report of 2023 as it was published: what comes out again, what is withheld today."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import portal
from portal.domain.imported_report import ImportedReport, imported_report, publishable_import
from portal.domain.publication import THRESHOLDS
from portal.municipality import load_municipality
from portal.reports.imported_json import imported_json
from portal.reports.imported_tables import ImportedTables
from portal.reports.tables import Document, number_text
from portal.reports.written import written
from tests.reports.readers import html_tables
from tests.support.counted import PUBLISHED
from tests.support.earlier_years import earlier_years

COPENHAGEN = load_municipality()
SCHEMA = json.loads(
    (Path(portal.__file__).parent / "reports" / "schemas" / "imported.schema.json").read_text(
        "utf-8"
    )
)
SMALL = "Miljøfare"


def of_year(year: int) -> ImportedReport:
    [known] = [one for one in earlier_years().reports if one.period.calendar_year == year]
    return imported_report(known, COPENHAGEN)


def document(report: ImportedReport, language: str = "da") -> Document:
    return ImportedTables(report, COPENHAGEN, language).document()


def themes_of(report: ImportedReport) -> dict[str, tuple[str, str]]:
    rows = document(report).table("themes").rows
    return {str(row[0]): (number_text(row[1], "da"), number_text(row[2], "da")) for row in rows}


def test_the_shares_of_2023_are_those_that_were_published() -> None:
    themes = themes_of(of_year(2023))
    assert themes.pop("I alt") == ("202", "")
    assert [float(percent.replace(",", ".")) for _, percent in themes.values()] == [
        *(32.2, 26.7, 8.4, 7.9, 5.4, 4.0, 3.5, 3.5, 3.0, 0.5, 5.0)
    ]
    assert [int(count) for count, _ in themes.values()] == [
        one["count"] for one in PUBLISHED["themes"]
    ]


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_one_matter_of_2023_would_be_withheld_today_with_one_that_gives_it_back(
    threshold: int,
) -> None:
    told = themes_of(publishable_import(of_year(2023), threshold=threshold))
    known = themes_of(of_year(2023))
    withheld = [name for name, figures in told.items() if figures == ("udeladt", "udeladt")]
    assert SMALL in withheld
    assert len(withheld) == 2
    # Nine shares of eleven come out as they were published, and the total.
    assert {name: figures for name, figures in told.items() if name not in withheld} == {
        name: figures for name, figures in known.items() if name not in withheld
    }
    assert "0,5" not in [percent for _, percent in told.values()]


def test_what_is_withheld_is_no_less_than_two_figures_and_their_sum_tells_neither() -> None:
    told = publishable_import(of_year(2023))
    assert told.themes is not None
    known = sum(cell.count or 0 for cell in told.themes.cells)
    hidden = (told.themes.total or 0) - known
    # Six or more between two: that one of them is one, two or three tells not which.
    assert len(told.withheld) == 2
    assert hidden >= 6


def test_the_pending_cases_of_2024_are_told_where_that_points_at_no_one() -> None:
    told = publishable_import(of_year(2024))
    assert told.pending is not None
    assert told.pending.counts == {"unit": None, "administration": 30, "reporter": None}
    assert (told.closing, told.pending.total) == (34, 34)
    assert of_year(2024).pending is not None
    strict = publishable_import(of_year(2024), threshold=5)
    assert strict.pending is not None
    assert set(strict.pending.counts.values()) == {None}


def test_a_document_of_an_imported_year_has_what_is_known_and_says_where_it_is_from() -> None:
    codes = {
        year: [table.code for table in document(of_year(year)).tables]
        for year in (2022, 2023, 2024)
    }
    assert codes == {
        2022: ["totals"],
        2023: ["totals", "themes"],
        2024: ["totals", "pending"],
    }
    told = document(publishable_import(of_year(2023)))
    assert told.title == "Whistleblowerordningen: årsrapport 2023"
    assert (
        "Tallene i 2023 er overført fra den beretning, der blev offentliggjort dengang."
        in told.lines
    )
    assert told.lines[-1].startswith("Udgave til offentliggørelse")
    english = document(of_year(2023), "en")
    assert english.lines[-1].startswith("Internal edition")
    [row] = document(of_year(2022)).table("totals").rows
    assert row == ("Indberetninger modtaget i 2022", 116)


def test_an_imported_year_is_written_as_every_report_is() -> None:
    told = publishable_import(of_year(2023))
    page = html_tables(written(document(told), "html"))
    assert [SMALL, "udeladt", "udeladt"] in page["Forhold efter tema"]
    assert page["Indberetninger og forhold"][1][1] == "105"


@pytest.mark.parametrize("year", [2022, 2023, 2024])
@pytest.mark.parametrize("internal", [True, False])
def test_the_json_of_an_imported_year_is_as_its_schema_says(year: int, internal: bool) -> None:
    report = of_year(year) if internal else publishable_import(of_year(year))
    content = json.loads(imported_json(report, COPENHAGEN, "da"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(content, SCHEMA)
    assert (content["imported"], content["internal"]) == (True, internal)
    if year == 2023:
        hidden = [one["code"] for one in content["themes"] if one["count"] is None]
        assert (len(hidden), "environment" in hidden) == ((0, False) if internal else (2, True))
        assert content["pending"] is None
