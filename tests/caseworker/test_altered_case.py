"""A case that was changed from outside: its page says what, everybody who holds it is told, and a
head of unit opens it again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from portal.storage.tables import cases
from tests.support.portal import PASSPHRASE, FiledReport, Portal
from tests.support.staff import StaffBrowser

ALTERED = "er ændret udefra"
SECRET = "Der mangler penge i kassen"


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    """A case whose limit somebody put off in the database."""
    report = staff_portal.taken_up(SECRET)
    case = cases.c.number == report.number
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(cases).where(case).values(feedback_due=date(2027, 1, 1)))
    return report


def test_the_page_says_what_was_changed_and_shows_nothing_of_the_case(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number, 409)
    assert ALTERED in page
    assert "Frist for feedback" in page
    assert "3. juni 2026" in page
    assert "1. januar 2027" in page
    assert SECRET not in page


def test_every_page_of_who_holds_the_case_tells_of_it_until_it_is_dealt_with(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    assert "case-altered" not in chaima.get("/staff/today")
    birgitte.case(report.number, 409)
    assert report.number in chaima.get("/staff/today").split("case-altered")[1][:1000]
    birgitte.act(report.number, "altered", reason="Driften rettede", passphrase=PASSPHRASE)
    assert "case-altered" not in chaima.get("/staff/today")
    page = birgitte.case(report.number)
    assert SECRET in page
    assert "Driften rettede" in page


def test_only_a_head_of_unit_may_open_it_again(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    page = chaima.get(f"/staff/cases/{report.number}/altered")
    assert ALTERED in page
    assert "passphrase" not in page
    chaima.act(report.number, "altered", 404, reason="Set", passphrase=PASSPHRASE)
    page = birgitte.act(report.number, "altered", 422, reason="", passphrase=PASSPHRASE)
    assert "Skriv, hvad I har undersøgt." in page
    page = birgitte.act(report.number, "altered", 422, reason="Set efter", passphrase="forkert")
    assert "Adgangssætningen er forkert." in page
    assert "Set efter" in page


def test_of_a_case_that_is_as_it_was_there_is_nothing_to_see(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    answer = birgitte.client.get(f"/staff/cases/{report.number}/altered")
    assert (answer.status_code, answer.location) == (303, f"/staff/cases/{report.number}")


def test_a_search_names_the_cases_that_it_could_not_look_into(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.get("/staff/cases?q=penge")
    assert report.number in page.split("unopened")[1][:1000]
