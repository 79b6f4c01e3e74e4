"""The account of complaints says the same in every format, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.account_disclosure import publishable_account
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.complaint import Nature, Solved, Upheld
from portal.domain.municipality import LocalText
from portal.domain.period import year_of
from portal.reports import account_words as spoken
from portal.reports import adviser_words as adviser
from portal.reports import words
from portal.reports.account_json import account_json
from portal.reports.account_tables import AccountTables
from portal.reports.as_csv import document_csv, document_zip
from portal.reports.as_html import document_html
from portal.reports.tables import Document, Value
from portal.reports.written import written
from tests.domain.counted_adviser import (
    CLOSED,
    STARTED,
    a_recommendation,
    a_supervision,
    an_assistance,
    recommended,
)
from tests.domain.counted_complaints import (
    COPENHAGEN,
    YEAR,
    a_complaint,
    complaints_of_2023,
    unregistered,
)
from tests.reports.readers import csv_tables, html_tables, zip_tables
from tests.reports.test_formats import written as as_written
from tests.support.axe import check_accessible
from tests.support.page_checks import page_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

TODAY = date(2026, 3, 2)
LANGUAGES = ("da", "en")
BEFORE = AccountPart.UPHELD_BEFORE


def internal() -> AnnualAccount:
    return count_account(complaints_of_2023(), YEAR, TODAY, COPENHAGEN)


def a_full_year() -> AnnualAccount:
    """With something in every table, and a year before it."""
    before = [
        a_complaint(date(2025, 2, 3), administration="SOF", entered_into=True, upheld=result)
        for result in (Upheld.YES, Upheld.YES, Upheld.NO)
    ]
    told = [
        a_complaint(TODAY, nature=Nature.REPORT),
        a_complaint(TODAY, merged=True),
        a_complaint(TODAY, closed_on=TODAY, mediated=True),
        an_assistance(TODAY, quarters=3),
        a_supervision((date(2025, 5, 5), STARTED), (TODAY, CLOSED), criticism=True),
        a_supervision((TODAY, STARTED), own_motion=False),
        recommended(a_recommendation(TODAY), a_recommendation(date(2025, 5, 5))),
    ]
    return count_account([*before, *told], year_of(2026), TODAY, COPENHAGEN)


def published() -> AnnualAccount:
    return publishable_account(internal())


def two_complaints() -> AnnualAccount:
    told = [a_complaint(TODAY, closed_on=TODAY, solved=one) for one in (Solved.NOT, Solved.WHOLLY)]
    return count_account(told, year_of(2026), TODAY, COPENHAGEN)


def a_small_year() -> AnnualAccount:
    return publishable_account(two_complaints())


def document(account: AnnualAccount, language: str = "da") -> Document:
    return AccountTables(account, COPENHAGEN, language).document()


def in_json(account: AnnualAccount, language: str = "da") -> dict:
    return json.loads(account_json(account, COPENHAGEN, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", [internal, published, a_small_year, a_full_year])
def test_csv_and_html_give_back_every_cell(edition, language: str) -> None:
    told = document(edition(), language)
    plain = as_written(told, grouped=False)
    assert csv_tables(document_csv(told)) == plain
    assert html_tables(document_html(told)) == as_written(told)
    by_title = {table.title: f"{table.code}.csv" for table in told.tables}
    assert len(by_title) == len(told.tables)
    expected = {by_title[title]: rows for title, rows in plain.items()}
    assert zip_tables(document_zip(told)) == expected
    assert written(told, "html") == document_html(told)
    assert written(told, "csv") == document_csv(told)
    assert written(told, "zip") == document_zip(told)


@pytest.mark.parametrize("edition", [internal, a_full_year])
@pytest.mark.parametrize("language", LANGUAGES)
def test_json_says_the_same_as_the_tables(edition, language: str) -> None:
    account = edition()
    told, tables = in_json(account, language), document(account, language)
    for part in account.tables:
        rows = tables.table(part).rows
        assert [tuple(row.values())[1:] for row in told[part]["rows"]] == as_json(rows[:-1])
        assert told[part]["total"] == rows[-1][1]
    shares = tables.table("shares").rows
    assert [tuple(share.values()) for share in told["shares"].values()] == as_json(
        row[1:] for row in shares
    )
    upheld = [tuple(row.values())[1:] for row in told["upheld_by_administration"]]
    assert upheld == as_json(tables.table("upheld_by_administration").rows)
    before = [row[1:] for table in tables.tables if table.code == BEFORE for row in table.rows]
    assert list(upheld_before(told)) == as_json(before)
    days = told["days"]
    for code, name in (("days", "by_effort"), ("days_by_channel", "by_channel")):
        rungs = [tuple(row.values())[1:] for row in days[name]]
        assert rungs == as_json(tables.table(code).rows)[: len(rungs)]
    assert as_json(tables.table("days").rows)[-1][1:] == (days["closed"], days["mean"])
    for code in ("stock", "assistance", "supervision"):
        assert list(told[code].values()) == [row[1] for row in as_json(tables.table(code).rows)]
    for code in ("received", "everything"):
        periods = [told[code], *(earlier[code] for earlier in told["previous"])]
        rows = as_json(row[1:] for row in tables.table(code).rows)
        assert [tuple((one or dict.fromkeys(told[code])).values()) for one in periods] == rows


def as_json(rows: Iterable[Sequence[Value]]) -> list[tuple[Any, ...]]:
    """The rows of a table as JSON has them."""
    nothing = {words.NONE_KNOWN.da, words.NONE_KNOWN.en, words.WITHHELD.da, words.WITHHELD.en}
    return [
        tuple(
            float(value) if isinstance(value, Decimal) else None if value in nothing else value
            for value in row
        )
        for row in rows
    ]


def upheld_before(told: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """By administration and in all, as the table has it: no year of nothing has administrations,
    and there is no table of such years alone."""
    total = words.TOTAL.text(told["language"])
    known = any(earlier["upheld"] for earlier in told["previous"])
    for earlier in told["previous"] if known else ():
        for row in earlier["upheld_by_administration"] or ():
            yield tuple(row.values())[1:]
        yield (total, *(earlier["upheld"] or dict.fromkeys("abc")).values())


def test_the_documented_keys_are_there() -> None:
    told = in_json(internal())
    assert list(told) == [
        *("title", "language", "municipality", "period", "as_of", "until", "internal"),
        *("received", "everything", "previous", "stock"),
        *("administrations", "channels", "wants", "abouts", "sub_themes", "gravities", "efforts"),
        *("upheld", "solved", "learning", "satisfaction", "discrimination", "forwarded"),
        *("mediated", "assistance_administrations", "competence", "practice", "supervisions"),
        *("supervisions_begun", "supervisions_in_complaints", "criticism", "recommendations"),
        *("recommendation_administrations", "standings"),
        *("shares", "upheld_by_administration", "days", "assistance", "supervision"),
        *("threshold", "withheld", "chapters", "remarks"),
    ]
    assert told["period"] == {"from": "2023-04-01", "to": "2024-03-31"}
    assert told["received"] == {
        "total": 912,
        "complaints": 912,
        "enquiries": 0,
        "teaching": 0,
        "reports": 0,
        "merged": 0,
        "unstated": 0,
    }
    assert told["everything"] == {
        "complaints": 912,
        "assistance": 131,
        "teaching": 7,
        "total": 1050,
    }
    assert told["previous"][0] == {
        "period": {"from": "2022-04-01", "to": "2023-03-31"},
        **dict.fromkeys(("received", "everything", "upheld", "upheld_by_administration")),
        "imported": None,
    }
    assert told["shares"]["upheld"] == {"count": 366, "of": 600, "percent": 61.0}
    assert told["days"]["mean"] == 17.3
    assert set(told["days"]["by_effort"][0]) == {"code", "label", "closed", "mean"}
    assert set(told["days"]["by_channel"][0]) == {"code", "label", "closed", "mean"}
    assert told["assistance"] == {
        "answered": 131,
        "unanswered": 0,
        "mean": 8.2,
        "hours": 292.0,
        "hours_known": 138,
        "hours_unstated": 0,
    }
    assert told["supervision"] == {"opening": 0, "opened": 0}
    assert set(told["channels"]["rows"][0]) == {"code", "label", "count", "percent"}
    assert told["withheld"] == []


@pytest.mark.parametrize(("language", "says"), [("da", "intet tal"), ("en", "no figure")])
def test_a_share_and_a_mean_of_nothing_say_so(language: str, says: str) -> None:
    account = count_account([], year_of(2026), TODAY, COPENHAGEN)
    told = document(account, language)
    assert {row[1:] for row in told.table("shares").rows} == {(0, 0, says)}
    assert {row[1:] for row in told.table("days").rows} == {(0, says)}
    assert says in told.table("shares").notes[0]
    assert says in told.table("days").notes[0]
    assert {row[1:] for row in told.table("days_by_channel").rows} == {(0, says)}
    assert told.table("assistance").rows[2][1] == says
    assert told.table("received").rows[1][1:] == (says,) * 7
    assert told.table("everything").rows[1][1:] == (says,) * 4
    assert BEFORE not in [table.code for table in told.tables]
    assert in_json(account)["shares"]["upheld"] == {"count": 0, "of": 0, "percent": None}


def test_the_title_names_the_office_and_the_period() -> None:
    assert document(internal()).title == (
        "Klager til Borgerrådgiveren fra 1. april 2023 til 31. marts 2024"
    )
    year = count_account([], year_of(2025), TODAY, COPENHAGEN)
    assert document(year, "en").title == "Complaints to the Citizens' Adviser: account of 2025"
    assert document(year).lines[0] == "Københavns Kommune, Borgerrådgiveren"
    assert words.INTERNAL.da in document(internal()).lines
    assert words.FOR_PUBLICATION.da in document(published()).lines


def test_codes_have_their_words_and_those_of_old_stand_for_themselves() -> None:
    told = [a_complaint(TODAY, administration="OLD"), a_complaint(TODAY), unregistered(TODAY)]
    account = count_account(told, year_of(2026), TODAY, COPENHAGEN)
    names = [row[0] for row in document(account).table("administrations").rows]
    assert names[0] == "Økonomiforvaltningen"
    assert names[-3:] == ["Ikke registreret endnu", "OLD", "I alt"]
    assert document(account).table("received").rows[0][1:] == (3, 2, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_ours_has_words(language: str) -> None:
    tables = document(internal(), language)
    codes = {cell.code for table in internal().tables.values() for cell in table.cells} - {"other"}
    names = {row[0] for table in tables.tables for row in table.rows}
    assert not codes & names


def test_every_word_is_there_in_both_languages() -> None:
    def texts(thing: object) -> list[LocalText]:
        if isinstance(thing, LocalText):
            return [thing]
        if isinstance(thing, Mapping):
            return [text for one in thing.values() for text in texts(one)]
        return []

    found = [
        text
        for module in (spoken, adviser)
        for name, thing in vars(module).items()
        if name[0] != "_"
        for text in texts(thing)
    ]
    assert len(found) > 160
    assert [text for text in found if not text.da.strip() or not text.en.strip()] == []
    assert set(spoken.SHARES) == set(ShareKind)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("edition", "tables"), [(internal, 34), (a_full_year, 35)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_accessible_and_no_wider_than_the_screen(
    page: Page, language: str, edition, tables: int, width: int
) -> None:
    told = document(edition(), language)
    content = document_html(told).decode()
    assert page_faults(content) == ["<style> stands in the page itself"]
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(content)
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("h2").count() == len(told.tables) == tables
