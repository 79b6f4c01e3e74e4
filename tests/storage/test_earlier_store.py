"""Totals of earlier years, as their store keeps them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portal.domain.earlier_totals import EarlierAccount, EarlierReport, EarlierTotals
from portal.domain.period import year_of
from portal.storage.database import Database
from portal.storage.tables import earlier_totals
from tests.storage.rows import TODAY, count_of

OLDER = EarlierReport(year_of(2022), 116)
NEWER = EarlierReport(
    year_of(2023), 105, 202, 7, 4, themes={"law": 202}, pending={"unit": 3, "reporter": 1}
)
ACCOUNT = EarlierAccount(year_of(2023), 912, 131, 7, 1050, upheld_percent=Decimal("60.5"))


def keep(database: Database, totals: EarlierTotals, on: date = TODAY) -> None:
    with database.open_unit(write=True) as unit:
        for report in totals.reports:
            unit.earlier_totals.put_report(report, on)
        for account in totals.accounts:
            unit.earlier_totals.put_account(account, on)
        unit.commit()


def kept(database: Database) -> EarlierTotals:
    with database.open_unit() as unit:
        return unit.earlier_totals.every()


def test_before_anything_was_imported_nothing_is_known(database: Database) -> None:
    assert kept(database) == EarlierTotals()


def test_totals_come_back_as_they_were_kept_the_oldest_first(database: Database) -> None:
    keep(database, EarlierTotals((NEWER, OLDER), (ACCOUNT,)))
    assert kept(database) == EarlierTotals((OLDER, NEWER), (ACCOUNT,))


def test_the_same_period_is_replaced_and_that_of_the_other_kind_stays(database: Database) -> None:
    keep(database, EarlierTotals((NEWER,), (ACCOUNT,)))
    keep(database, EarlierTotals((replace(NEWER, received=106),)), date(2026, 4, 1))
    assert kept(database) == EarlierTotals((replace(NEWER, received=106),), (ACCOUNT,))
    assert count_of(database, earlier_totals) == 2
