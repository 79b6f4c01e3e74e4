"""An edition as it goes out: the unit's own words in their places, and what was corrected."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.municipality import LocalText
from portal.domain.period import year_of
from portal.domain.publication import (
    ChangedFigure,
    Correction,
    OwnWords,
    PublishedReport,
    ReportKind,
    changed_figures,
)
from portal.reports.edition import Edition, edition_document, edition_file, printed_figures
from portal.reports.own_words import with_words
from portal.reports.tables import Chapter, Document, Table
from tests.support.counted import cases_of_2023
from tests.support.office import copenhagen

TODAY = date(2024, 5, 2)
TABLE = Table("themes", "Forhold efter tema", ("Tema", "Antal"), (("Økonomi", 4),), ("En note.",))
DOCUMENT = Document("da", "Årsrapport", ("Opgjort.",), (TABLE,))
ENGLISH = Document("en", "Report", ("Counted.",), (replace(TABLE, title="Matters by theme"),))
FIRST = PublishedReport(
    id="00" * 16,
    kind=ReportKind.ANNUAL,
    period=year_of(2023),
    number=1,
    published_on=date(2024, 3, 1),
    published_by="00" * 16,
    digest="00" * 32,
    threshold=3,
    told={},
    withheld=frozenset(),
    words="00" * 32,
)
BECAUSE = LocalText("En sag blev registreret to gange.", "")


@pytest.fixture(scope="module")
def report() -> AnnualReport:
    return publishable(count_reports(cases_of_2023(), year_of(2023), TODAY, copenhagen()))


def codes(document: Document) -> list[str]:
    return [part.code for part in document.parts]


def test_the_foreword_comes_first_and_the_subjects_last() -> None:
    words = OwnWords(
        foreword=LocalText("Første afsnit.\n\nAndet afsnit.", ""),
        examined=LocalText("- Mobning\n• Omsorgssvigt\n-\n", ""),
        rejected=LocalText("Dårlig ledelse", ""),
    )
    document = with_words(DOCUMENT, words)
    assert codes(document) == ["foreword", "themes", "examined", "rejected"]
    foreword, _, examined, _ = document.parts
    assert foreword == Chapter(
        "foreword", "Forord", ("Første afsnit.", "Andet afsnit."), listed=False, language="da"
    )
    assert examined == Chapter(
        "examined", "Emner, der er undersøgt", ("Mobning", "Omsorgssvigt"), True, "da"
    )


def test_a_report_without_words_is_as_it_was_counted() -> None:
    assert with_words(DOCUMENT, OwnWords()) == DOCUMENT


def test_a_remark_stands_under_its_table() -> None:
    words = OwnWords(remarks={"themes": LocalText("Temaerne er enhedens.", "They are ours.")})
    [table] = with_words(DOCUMENT, words).tables
    assert table.notes == ("En note.", "Temaerne er enhedens.")
    [english] = with_words(ENGLISH, words).tables
    assert english.notes == ("En note.", "They are ours.")


def test_what_there_is_no_english_of_stands_in_danish_and_says_so() -> None:
    words = OwnWords(
        foreword=LocalText("Et forord.", ""),
        rejected=LocalText("", "Poor management"),
        remarks={"themes": LocalText("Temaerne er enhedens.", "")},
    )
    document = with_words(ENGLISH, words)
    assert codes(document) == ["foreword", "themes", "remark_themes", "rejected"]
    assert [(one.title, one.language) for one in document.chapters] == [
        ("Foreword", "da"),
        ("Remark on “Matters by theme”", "da"),
        ("Subjects rejected", "en"),
    ]
    assert codes(with_words(DOCUMENT, words)) == ["foreword", "themes"]


def test_a_remark_whose_table_is_not_in_the_report_is_not_lost() -> None:
    words = OwnWords(remarks={"gone": LocalText("Se side 4.", "")})
    assert codes(with_words(DOCUMENT, words)) == ["themes", "remark_gone"]


def test_what_is_printed_is_found_by_table_row_and_column(report: AnnualReport) -> None:
    printed = printed_figures(report, copenhagen())
    assert set(printed) == {"da", "en"}
    for figures in printed.values():
        assert len({one.place for one in figures}) == len(figures)
    values = {(one.table, one.row, one.column): one.value for one in printed["da"]}
    assert values["totals", "Indberetninger modtaget i 2023", "Antal"] == "105"
    assert values["themes", "I alt", "Antal"] == "202"


def test_a_correction_opens_with_why_and_with_each_figure_before_and_now(
    report: AnnualReport,
) -> None:
    change = ChangedFigure("Forhold efter tema", "Økonomi", "Antal", "udeladt", "4")
    gone = ChangedFigure("Forhold efter tema", "Andet", "Antal", "9", "")
    correction = Correction(FIRST, BECAUSE, {"da": (change, gone), "en": ()})
    document = edition_document(Edition(report, OwnWords(), correction), copenhagen(), "da")
    assert codes(document)[:3] == ["correction", "corrections", "totals"]
    assert document.table("corrections").rows == (
        ("Økonomi", "Forhold efter tema", "Antal", "udeladt", "4"),
        ("Andet", "Forhold efter tema", "Antal", "9", "fandtes ikke"),
    )
    assert document.lines[-1] == (
        "Rettet udgave 2. Den retter udgave 1, der blev offentliggjort den 1. marts 2024."
    )
    english = edition_document(Edition(report, OwnWords(), correction), copenhagen(), "en")
    assert english.chapters[0].language == "da"
    assert english.table("corrections").rows == ()
    assert english.table("corrections").notes == ("No figure has changed. The text was corrected.",)


def test_programmes_are_told_the_words_and_the_corrections_too(report: AnnualReport) -> None:
    words = OwnWords(
        foreword=LocalText("Et forord.", ""),
        remarks={"themes": LocalText("Temaerne er enhedens.", "They are ours.")},
    )
    change = ChangedFigure("Forhold efter tema", "Økonomi", "Antal", "udeladt", "4")
    correction = Correction(FIRST, BECAUSE, {"da": (change,), "en": ()})
    edition = Edition(report, words, correction)
    danish, english = (
        json.loads(edition_file(edition, copenhagen(), language, "json"))
        for language in ("da", "en")
    )
    assert danish["remarks"] == {"themes": "Temaerne er enhedens."}
    assert english["remarks"] == {"themes": "They are ours."}
    told = {one["code"]: one for one in danish["chapters"]}
    assert set(told) == {"correction", "foreword", "corrections"}
    assert told["corrections"]["lines"] == ["Økonomi, Forhold efter tema, Antal: Før udeladt, Nu 4"]
    assert {one["code"]: one["language"] for one in english["chapters"]}["foreword"] == "da"


def test_an_edition_has_no_other_form_than_those_it_has(report: AnnualReport) -> None:
    with pytest.raises(LookupError):
        edition_file(Edition(report, OwnWords()), copenhagen(), "da", "exe")


def test_a_case_more_is_seen_in_every_place_that_counts_it(report: AnnualReport) -> None:
    cases = [*cases_of_2023(), cases_of_2023()[0]]
    more = publishable(count_reports(cases, year_of(2023), TODAY, copenhagen()))
    before, now = (printed_figures(one, copenhagen())["en"] for one in (report, more))
    changes = changed_figures(before, now)
    assert ("Reports received in 2023", "105", "106") in {
        (one.row, one.before, one.now) for one in changes
    }
    assert all(one.before != one.now for one in changes)
