"""The same numbers in every format, in both languages, and nothing in a file that runs."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from portal.domain.annual_report import AnnualReport, Part, Reason, count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.matter import Outcome
from portal.domain.municipality import LocalText
from portal.domain.period import Period, year_of
from portal.domain.triage import Ground
from portal.municipality import load_municipality
from portal.reports import words
from portal.reports.annual_tables import AnnualTables
from portal.reports.as_csv import document_csv, document_zip
from portal.reports.as_html import document_html
from portal.reports.as_json import annual_json
from portal.reports.tables import Document, Table, number_text
from tests.reports.readers import csv_tables, html_tables, read_csv, zip_tables
from tests.support.axe import check_accessible
from tests.support.counted import (
    PUBLISHED,
    a_case,
    a_matter,
    cases_of_2023,
    pending_at_the_end_of_2024,
)
from tests.support.page_checks import page_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

COPENHAGEN = load_municipality()
TODAY = date(2026, 3, 2)
LANGUAGES = ("da", "en")
EVIL = "=cmd|'/c calc'!A1"


def internal() -> AnnualReport:
    told = [*cases_of_2023(), *pending_at_the_end_of_2024()]
    return count_reports(told, year_of(2023), TODAY, COPENHAGEN)


def published() -> AnnualReport:
    return publishable(internal())


def a_small_year() -> AnnualReport:
    """One in scope, one rejected, both answered late: nothing is left but the totals."""
    matters = (a_matter(ground=Ground.NOT_SERIOUS), a_matter("health", outcome=Outcome.CONFIRMED))
    case = a_case(date(2023, 3, 1), *matters, acknowledged_after=9, feedback_after=200)
    return publishable(count_reports([case], year_of(2023), TODAY, COPENHAGEN))


def document(report: AnnualReport, language: str = "da") -> Document:
    return AnnualTables(report, COPENHAGEN, language).document()


def written(document: Document, *, grouped: bool = True) -> dict[str, list[list[str]]]:
    """The tables as every format has to give them back; CSV has its thousands not `grouped`."""
    told = partial(number_text, language=document.language, grouped=grouped)
    return {
        table.title: [list(table.columns), *([told(value) for value in row] for row in table.rows)]
        for table in document.tables
        if table.rows
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", [internal, published, a_small_year])
def test_csv_and_html_give_back_every_cell(edition, language: str) -> None:
    told = document(edition(), language)
    assert csv_tables(document_csv(told)) == written(told, grouped=False)
    assert html_tables(document_html(told)) == written(told)
    by_title = {table.title: f"{table.code}.csv" for table in told.tables}
    assert "" not in [line[0] for line in read_csv(document_csv(told)) if line]
    plain = written(told, grouped=False)
    expected = {by_title[title]: rows for title, rows in plain.items()}
    assert zip_tables(document_zip(told)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_says_the_same_as_the_tables(language: str) -> None:
    report = internal()
    told = json.loads(annual_json(report, COPENHAGEN, language))
    tables = document(report, language)
    themes = tables.table("themes").rows
    assert [(row["label"], row["count"], row["percent"]) for row in told["themes"]] == [
        (name, count, float(percent)) for name, count, percent in themes[:-1]
    ]
    assert themes[-1][1] == told["matters"] == 202
    for name in ("decisions", "grounds", "outcomes", "pending", "by_administration"):
        counts = {told["labels"][name][code]: count for code, count in told[name].items()}
        rows = tables.table(name).rows
        assert counts == {row[0]: row[1] for row in rows[:-1]}
        assert sum(counts.values()) == rows[-1][1]
    stock = told["stock"]
    assert [row[1] for row in tables.table("stock").rows] == list(stock.values())
    given = [list(row[1:]) for row in tables.table("days").rows]
    waited = [row[1] for row in tables.table("waiting").rows]
    for place, name in enumerate(("acknowledgement", "feedback")):
        days = told["days"][name]
        assert [float(value) for value in given[place]] == [
            days[one] for one in ("count", "within", "judged", "percent")
        ]
        median, ninetieth = waited[2 - 2 * place : 4 - 2 * place]
        assert (days["median"], days["percentile_90"]) == (float(median), ninetieth)


def test_the_contracts_keys_are_there() -> None:
    told = json.loads(annual_json(internal(), COPENHAGEN, "da"))
    assert told["period"] == {"from": "2023-01-01", "to": "2023-12-31"}
    assert (told["received"], told["matters"], told["internal"]) == (105, 202, True)
    assert [
        {key: row[key] for key in ("code", "count", "percent")} for row in told["themes"]
    ] == PUBLISHED["themes"]
    assert set(told["decisions"]) == {"in_scope", "rejected", "undecided"}
    assert set(told["stock"]) == {"opening", "received", "closed", "closing", "reopened"}
    assert set(told["pending"]) == {"unit", "administration", "reporter"}
    assert set(told["days"]) == {"acknowledgement", "feedback"}
    assert [one["received"] for one in told["previous"]] == [None, None]
    assert told["withheld"] == []


def test_terms_are_explained_once_and_small_totals_too() -> None:
    told = document(published())
    text = document_html(told).decode()
    for sentence in (
        "Hvert kritikpunkt tælles som ét forhold; en indberetning kan have flere.",
        "90 procent højst så længe, som 90-percentilen siger.",
        "Antallet af indberetninger skal offentliggøres efter § 27 i whistleblowerloven",
    ):
        assert text.count(sentence) == 1
    assert words.WHY_TOTALS.da not in document(internal()).table("totals").notes


def test_danish_has_a_comma_and_english_a_point() -> None:
    assert number_text(Decimal("32.2"), "da") == "32,2"
    assert number_text(Decimal("5.0"), "en") == "5.0"
    assert number_text(7, "da") == "7"


def test_thousands_are_set_apart_where_they_are_read_and_not_where_they_are_calculated_with() -> (
    None
):
    assert (number_text(1050, "da"), number_text(1050, "en")) == ("1.050", "1,050")
    assert number_text(Decimal("1234567.8"), "da") == "1.234.567,8"
    assert number_text(Decimal("1234.5"), "en") == "1,234.5"
    assert number_text(Decimal("1234.5"), "da", grouped=False) == "1234,5"
    assert number_text(1050, "en", grouped=False) == "1050"
    assert number_text("1050 og 3,5", "da") == "1050 og 3,5"


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2025, 1, 1), date(2025, 6, 30), "i 1. halvår 2025"),
        (date(2025, 10, 1), date(2025, 12, 31), "i 4. kvartal 2025"),
        (date(2025, 1, 1), date(2025, 6, 29), "fra 1. januar 2025 til 29. juni 2025"),
    ],
)
def test_a_period_that_is_no_year_is_named_as_a_part_of_one_or_by_its_days(
    first: date, last: date, named: str
) -> None:
    told = document(count_reports(cases_of_2023(), Period(first, last), TODAY, COPENHAGEN))
    assert told.title == f"Whistleblowerordningen {named}"
    assert told.table("totals").rows[0][0] == f"Indberetninger modtaget {named}"


def test_a_part_of_a_year_has_its_name_in_english_too() -> None:
    half = Period(date(2025, 7, 1), date(2025, 12, 31))
    told = document(count_reports(cases_of_2023(), half, TODAY, COPENHAGEN), "en")
    assert told.title == "The whistleblower scheme in the second half of 2025"


def test_why_small_figures_are_told_is_said_to_everybody_and_not_to_the_unit() -> None:
    assert words.WHY_STOCK.da in document(published()).table("stock").notes
    assert words.WHY_STOCK.da not in document(internal()).table("stock").notes
    assert words.SOME_EXACT.da not in document(published()).lines
    exact = publishable(internal(), exact=["themes.environment"])
    assert exact.exact == {"themes.environment"}
    assert words.SOME_EXACT.da in document(exact).lines


def test_a_period_that_still_runs_says_until_when_it_is_counted() -> None:
    report = count_reports([a_case(date(2026, 1, 5))], year_of(2026), TODAY, COPENHAGEN)
    told = document(report)
    assert "Perioden er ikke slut. Tallene går til og med den 2. marts 2026." in told.lines
    assert told.table("pending").title == "Sager under behandling den 2. marts 2026"


def test_an_edition_says_which_it_is() -> None:
    assert words.INTERNAL.da in document(internal()).lines
    assert words.FOR_PUBLICATION.da in document(published()).lines


def test_a_code_that_the_municipality_no_longer_has_stands_for_itself() -> None:
    report = count_reports([a_case(TODAY, a_matter("of_old"))], year_of(2026), TODAY, COPENHAGEN)
    assert document(report).table("themes").rows[-2][:2] == ("of_old", 1)


def with_words(text: str) -> Document:
    table = Table("t", text, ("Ord", "Tal"), ((text, Decimal("-1.5")), ("x", -3)), (text,))
    return Document("da", text, (text,), (table,))


@pytest.mark.parametrize("text", [EVIL, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_words_that_a_spreadsheet_would_run_are_made_harmless(text: str) -> None:
    for content in (document_csv(with_words(text)), document_zip(with_words(text))):
        cells = (
            [cell for line in read_csv(content) for cell in line]
            if content.startswith(b"\xef\xbb\xbf")
            else [cell for rows in zip_tables(content).values() for row in rows for cell in row]
        )
        assert text not in cells
        assert f"'{text}" in cells
        # A number of ours is one, with its sign.
        assert {"-1,5", "-3"} <= set(cells)


def test_a_zip_is_the_same_however_often_it_is_written() -> None:
    told = document(internal())
    assert document_zip(told) == document_zip(told)


def test_a_separator_in_a_text_breaks_no_line() -> None:
    assert [EVIL.replace("=", ""), "-1,5"] == csv_tables(
        document_csv(with_words(EVIL.replace("=", "")))
    )[EVIL.replace("=", "")][1]
    parted = csv_tables(document_csv(with_words('a;b"c')))
    assert parted['a;b"c'][1] == ['a;b"c', "-1,5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_else_and_runs_nothing(language: str) -> None:
    page = document_html(document(published(), language)).decode()
    # Its style stands in the page, since it is a file that is sent on by itself.
    assert page_faults(page) == ["<style> stands in the page itself"]
    assert f'<html lang="{language}">' in page
    for sign in ("<script", "src=", "url(", "@import", "http://", "https://"):
        assert sign not in page, sign


def test_words_in_the_page_stay_words() -> None:
    page = document_html(with_words("<script>alert(1)</script>")).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_accessible(page: Page, language: str) -> None:
    told = document(internal(), language)
    page.set_content(document_html(told).decode())
    check_accessible(page)
    for part in ("caption", "table", "h2"):
        assert page.locator(part).count() == len(told.tables) == 11
    assert page.locator("tbody th:not([scope=row]), thead th:not([scope=col])").count() == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("edition", [internal, published])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_page_but_a_table_that_scrolls_by_itself(
    page: Page, language: str, edition, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(document_html(document(edition(), language)).decode())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    heading = words.TITLES["days"].text(language)
    region = page.get_by_role("region", name=heading, exact=True)
    region.focus()
    assert region.evaluate("element => element === document.activeElement")
    scrolls = region.evaluate("element => element.scrollWidth > element.clientWidth")
    assert scrolls is (width < 1280)
    check_accessible(page)
    tables = page.locator("section > table").evaluate_all(
        "tables => tables.map(table => table.getBoundingClientRect().right)"
    )
    assert max(tables) <= width - 16


def test_every_word_is_there_in_both_languages() -> None:
    texts = [text for text in vars(words).values() if isinstance(text, LocalText)]
    for table in (
        *(words.COLUMNS, words.TITLES, words.ROWS, words.CODES, words.NOTES),
        *(words.PARTS, words.REASONS, words.PENDING_SENTENCE, words.PENDING_NOW),
        words.PICTURES,
    ):
        texts += table.values()
    assert len(texts) > 60
    assert [text for text in texts if not text.da.strip() or not text.en.strip()] == []
    # Of these there may be too few cases; of all others a figure may be too small.
    assert set(words.PARTS) == {part for part in Part if part.endswith(("_days", "_ninetieth"))}
    assert set(words.REASONS) == set(Reason)
