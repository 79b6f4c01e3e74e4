"""Totals of earlier years are imported by the head of unit, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.access import Role
from portal.domain.audit_events import SystemEvent
from portal.domain.earlier_totals import EarlierReport, EarlierTotals, Slip, TotalsRefused
from portal.domain.errors import NotPermitted
from portal.domain.period import Period, year_of
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.statistics.earlier_totals_of import earlier_totals_of
from portal.services.statistics.import_totals import Imported, import_totals
from portal.services.statistics.read_imported import read_imported
from portal.storage.earlier_store import EarlierStore
from portal.storage.tables import earlier_totals, system_log
from tests.support.earlier_years import earlier_years
from tests.support.office import Office

YEARS = earlier_years()


def imports(office: Office, totals: EarlierTotals = YEARS) -> Imported:
    return import_totals(office.workplace, office.birgitte, totals)


def test_what_was_imported_is_known_and_stands_in_the_log(office: Office) -> None:
    assert imports(office) == Imported(periods=4, replaced=0)
    assert earlier_totals_of(office.workplace) == YEARS
    logged = [row.event for row in office.rows(system_log)]
    assert logged.count(SystemEvent.TOTALS_IMPORTED) == 1


def test_a_period_that_is_imported_again_is_replaced(office: Office) -> None:
    imports(office)
    other = replace(YEARS.reports[0], received=117)
    again = imports(office, EarlierTotals((other, EarlierReport(year_of(2021), 90))))
    assert (again.periods, again.new, again.replaced) == (2, 1, 1)
    received = [one.received for one in earlier_totals_of(office.workplace).reports]
    assert received == [90, 117, 105, 104]


def test_of_totals_that_do_not_hold_none_is_imported(office: Office) -> None:
    wrong = replace(YEARS.reports[2], closing=33)
    with pytest.raises(TotalsRefused) as refused:
        imports(office, EarlierTotals((*YEARS.reports[:2], wrong)))
    assert (refused.value.place, refused.value.slip) == (
        "reports[3].pending",
        Slip.PENDING_DOES_NOT_SUM,
    )
    assert office.rows(earlier_totals) == []


def test_a_failure_in_the_middle_imports_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object) -> None:
        raise OSError

    monkeypatch.setattr(EarlierStore, "put_account", full)
    with pytest.raises(OSError, match=r"^$"):
        imports(office)
    assert office.rows(earlier_totals) == []
    assert SystemEvent.TOTALS_IMPORTED not in [row.event for row in office.rows(system_log)]


def test_a_period_after_the_first_case_is_counted_and_not_imported(office: Office) -> None:
    office.filed()
    later = EarlierTotals((EarlierReport(Period(date(2026, 3, 3), date(2026, 12, 31)), 5),))
    with pytest.raises(TotalsRefused) as refused:
        imports(office, later)
    assert refused.value.slip is Slip.OWN_CASES
    # The year in which the portal was taken into use may be imported as a whole.
    assert imports(office, EarlierTotals((EarlierReport(year_of(2026), 5),))).new == 1


def test_nobody_but_a_head_of_unit_imports(office: Office) -> None:
    others = (office.anders, office.newcomer("Hanne", Role.AUDITOR, None))
    for member in others:
        with pytest.raises(NotPermitted):
            import_totals(office.workplace, member, YEARS)
    assert office.rows(earlier_totals) == []


def test_a_count_has_the_imported_years_beside_it(office: Office) -> None:
    imports(office)
    office.filed()
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    report = count_period(office.workplace, office.birgitte, first, last)
    assert [one.received for one in report.earlier] == [None, 104]
    first, last = date(2025, 4, 1), date(2026, 3, 31)
    account = count_complaints(office.workplace, office.birgitte, first, last)
    assert [one.imported for one in account.earlier] == [None, YEARS.accounts[0]]


def test_an_imported_year_is_read_where_the_portal_has_none_of_its_own(office: Office) -> None:
    imports(office, EarlierTotals((*YEARS.reports, EarlierReport(year_of(2026), 5))))
    read = read_imported(office.workplace, office.anders, date(2023, 1, 1), date(2023, 12, 31))
    assert read is not None
    assert (read.received, read.matters) == (105, 202)
    half = (date(2023, 1, 1), date(2023, 6, 30))
    assert read_imported(office.workplace, office.anders, *half) is None
    administrator = office.newcomer("Otto", Role.ADMINISTRATOR, None)
    with pytest.raises(NotPermitted):
        read_imported(office.workplace, administrator, *half)
