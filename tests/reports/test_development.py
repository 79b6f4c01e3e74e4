"""How figures went through the years, imported ones among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portal.domain.account_disclosure import publishable_account
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.complaint import Upheld
from portal.domain.earlier_totals import EarlierTotals
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from portal.municipality import load_municipality
from portal.reports.development import account_development_table, development_table
from portal.reports.tables import PictureKind
from tests.domain.counted_complaints import a_complaint
from tests.support.counted import a_case
from tests.support.earlier_years import earlier_years

COPENHAGEN = load_municipality()
TODAY = date(2026, 5, 4)
YEARS = earlier_years()


def report(
    *told: StatisticalFacts, year: int = 2025, earlier: EarlierTotals = YEARS
) -> AnnualReport:
    return count_reports(told, year_of(year), TODAY, COPENHAGEN, earlier)


def account(*told: StatisticalFacts) -> AnnualAccount:
    period = Period(date(2025, 4, 1), date(2026, 3, 31))
    return count_account(told, period, TODAY, COPENHAGEN, YEARS)


def test_years_stand_in_their_order_with_what_is_known_of_them() -> None:
    told = [a_case(date(2025, 1, 5), closed_on=date(2025, 3, 3)), a_case(date(2025, 9, 9))]
    table = development_table(report(*told), COPENHAGEN, "da")
    assert table.code == "development"
    assert table.rows == (
        ("2023", 105, "intet tal", "intet tal"),
        ("2024", 104, "intet tal", 34),
        ("2025", 2, 1, 1),
    )
    assert table.notes[0] == (
        "Tallene i 2023 og i 2024 er overført fra de beretninger, der blev offentliggjort dengang."
    )


def test_what_was_published_of_the_end_of_the_year_before_may_be_another_count() -> None:
    told = [a_case(date(2025, 1, 5))]
    [_taken_over, note] = development_table(report(*told), COPENHAGEN, "da").notes
    assert note == (
        "Sager under behandling ved slutningen af 2024 er det tal, der blev offentliggjort dengang."
        " Det afviger fra tallet ved periodens begyndelse, som er talt i portalen."
    )
    counted_alike = replace(report(*told), stock=replace(report(*told).stock, opening=34))
    assert len(development_table(counted_alike, COPENHAGEN, "da").notes) == 1


def test_the_picture_draws_every_figure_of_the_years() -> None:
    told = [a_case(date(year, 1, 5)) for year in (2023, 2024, 2025)]
    picture = development_table(report(a_case(date(2022, 5, 1)), *told), COPENHAGEN, "da").picture
    assert picture is not None
    assert (picture.kind, picture.columns, picture.rows) == (PictureKind.LINES, (1, 2, 3), 3)


def test_a_single_point_is_no_line() -> None:
    # How many cases were closed is not known of the published years.
    picture = development_table(report(), COPENHAGEN, "da").picture
    assert picture is not None
    assert picture.columns == (1, 3)


def test_one_year_alone_is_no_line() -> None:
    alone = report(a_case(date(2025, 1, 5)), earlier=EarlierTotals())
    table = development_table(alone, COPENHAGEN, "da")
    assert table.picture is None
    assert table.notes == ()


def test_a_single_imported_year_is_named_alone_and_in_english_too() -> None:
    [note] = development_table(
        report(a_case(date(2022, 5, 1)), a_case(date(2023, 5, 1)), year=2024), COPENHAGEN, "en"
    ).notes
    assert note == "The figures in 2022 were taken over from the report that was published then."


def test_complaints_and_their_share_upheld_stand_beside_what_was_published() -> None:
    results = (Upheld.YES, Upheld.YES, Upheld.NO)
    told = [
        a_complaint(date(2025, 5, 1), entered_into=True, administration="SOF", upheld=one)
        for one in results
    ]
    table = account_development_table(account(*told), COPENHAGEN, "da")
    assert table.rows == (
        ("fra 1. april 2023 til 31. marts 2024", 912, Decimal(61)),
        ("fra 1. april 2024 til 31. marts 2025", "intet tal", "intet tal"),
        ("fra 1. april 2025 til 31. marts 2026", 3, Decimal("66.7")),
    )
    [note] = table.notes
    assert note.startswith("Tallene fra 1. april 2023 til 31. marts 2024 er overført")


def test_a_share_that_is_withheld_is_not_told_in_the_development() -> None:
    told = [
        a_complaint(date(2025, 5, 1), entered_into=True, administration="SOF", upheld=one)
        for one in (Upheld.YES, Upheld.NO, Upheld.NO)
    ]
    table = account_development_table(publishable_account(account(*told)), COPENHAGEN, "da")
    assert table.rows[-1][2] == "udeladt"
    assert table.notes[-1].startswith("Hvor der står »udeladt«, er tallet udeladt, fordi")


def test_a_share_of_nothing_is_no_figure() -> None:
    table = account_development_table(account(a_complaint(date(2025, 5, 1))), COPENHAGEN, "da")
    assert table.rows[-1][1:] == (1, "intet tal")


def test_an_own_year_before_has_its_own_share() -> None:
    told = [
        a_complaint(date(2023, 3, 31)),
        a_complaint(date(2024, 5, 1), entered_into=True, administration="SOF", upheld=Upheld.YES),
    ]
    table = account_development_table(account(*told), COPENHAGEN, "da")
    # The portal's own count of 2023 wins: there was a complaint before it began.
    assert [row[1:] for row in table.rows] == [
        (0, "intet tal"),
        (1, Decimal("100.0")),
        (0, "intet tal"),
    ]
    assert replace(table, notes=()) == table
