"""Every figure of a report is read back from each of its six formats, and is the same in all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from lxml import html

from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.publication import FORMS
from portal.reports.account_json import account_json
from portal.reports.account_tables import AccountTables
from portal.reports.annual_tables import AnnualTables
from portal.reports.as_json import annual_json
from portal.reports.media_types import MEDIA_TYPES
from portal.reports.tables import Document
from portal.reports.written import FORMATS, written
from tests.reports import test_account_formats as accounts
from tests.reports import test_formats as reports
from tests.reports.paper_readers import Rows, docx_tables, pdf_tables, xlsx_tables
from tests.reports.pdf_structure import ua_faults
from tests.reports.readers import read_csv, zip_tables
from tests.reports.test_formats import written as as_written
from tests.reports.written_documents import HOSTILE, hostile_document

LANGUAGES = ("da", "en")
EDITIONS: dict[str, Callable[[], AnnualReport | AnnualAccount]] = {
    "annual, internal": reports.internal,
    "annual, published": reports.published,
    "account, internal": accounts.internal,
    "account, published": accounts.published,
    "account, a full year": accounts.a_full_year,
}


def document_of(report: AnnualReport | AnnualAccount, language: str) -> Document:
    if isinstance(report, AnnualReport):
        return AnnualTables(report, reports.COPENHAGEN, language).document()
    return AccountTables(report, reports.COPENHAGEN, language).document()


def json_of(report: AnnualReport | AnnualAccount, language: str) -> dict[str, Any]:
    if isinstance(report, AnnualReport):
        return json.loads(annual_json(report, reports.COPENHAGEN, language))
    return json.loads(account_json(report, reports.COPENHAGEN, language))


def html_tables(content: bytes) -> dict[str, Rows]:
    """By lxml, which had no part in writing them: the tables of a page by their captions."""
    page = html.fromstring(content.decode())
    return {
        table.findtext("caption"): [
            [cell.text_content().strip() for cell in row.iter("th", "td")]
            for row in table.iter("tr")
        ]
        for table in page.iter("table")
    }


def bare(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Without spaces and hyphens: where a line was broken, a page of paper has others."""
    return {
        _bare(title): [[_bare(text) for text in row] for row in rows]
        for title, rows in tables.items()
    }


def _bare(text: str) -> str:
    # A sign of minus before a figure is none.
    return re.sub(r"\s|\u00ad|(?<=\w)-", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_comes_back_from_each_format(edition: str, language: str) -> None:
    document = document_of(EDITIONS[edition](), language)
    told, plain = as_written(document), as_written(document, grouped=False)
    assert sum(len(row) for rows in told.values() for row in rows) > 60
    assert html_tables(written(document, "html")) == told
    assert docx_tables(written(document, "docx")) == told
    assert xlsx_tables(written(document, "xlsx"), language) == told
    packed = zip_tables(written(document, "zip"))
    by_code = {f"{table.code}.csv": plain[table.title] for table in document.tables if table.rows}
    assert packed == by_code
    assert bare(pdf_tables(written(document, "pdf"))) == bare(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_number_of_the_tables_stands_in_the_json(edition: str, language: str) -> None:
    report = EDITIONS[edition]()
    tables, told = document_of(report, language).tables, json_of(report, language)
    for table in tables:
        known = set(numbers(places_of(told, table.code)))
        figures = {float(v) for row in table.rows for v in row[1:] if not isinstance(v, str)}
        assert figures <= known, table.code


# Where the figures of a table stand in the JSON, when not under its own name.
PLACES: dict[str, tuple[str, ...]] = {
    "totals": (
        *("received", "previous", "matters", "police_reports", "followed_up", "passed_on", "days"),
    ),
    "development": ("received", "everything", "stock", "previous", "shares"),
    "received": ("received", "previous"),
    "everything": ("everything", "previous"),
    "upheld_before": ("previous",),
    "waiting": ("days",),
    "days_by_channel": ("days",),
    "decisions": ("decisions", "percent", "matters"),
    "grounds": ("grounds", "percent", "decisions"),
    "outcomes": ("outcomes", "percent", "decisions"),
    "themes": ("themes", "matters"),
    "pending": ("pending", "stock"),
    "by_administration": ("by_administration", "percent", "matters"),
}


def places_of(told: dict[str, Any], code: str) -> list[Any]:
    return [told[name] for name in PLACES.get(code, (code,)) if name in told]


def numbers(told: Any) -> Iterable[float]:
    """Each number within a piece of JSON."""
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from numbers(one)
    elif isinstance(told, (int, float)) and not isinstance(told, bool):
        yield float(told)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_means_harm_harms_no_format(text: str) -> None:
    document = hostile_document(text)
    page = html.fromstring(written(document, "html").decode())
    assert not list(page.iter("script", "iframe", "img", "link", "object"))
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    packed = zip_tables(written(document, "zip")).values()
    for files in ([read_csv(written(document, "csv"))], packed):
        cells = [cell for lines in files for line in lines for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "\t", "\r"))]
    assert len(docx_tables(written(document, "docx"))) > 0
    assert len(xlsx_tables(written(document, "xlsx"), "da")) == 2
    assert ua_faults(written(document, "pdf")) == []


def test_each_format_has_its_media_type_and_its_suffix() -> None:
    assert {*FORMATS, "json"} == set(MEDIA_TYPES)
    assert {*FORMS, "csv"} == set(MEDIA_TYPES)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_is_the_same_file_in_every_format(form: str) -> None:
    document = document_of(reports.published(), "da")
    assert written(document, form) == written(document, form)
