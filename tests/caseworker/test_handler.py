"""Who is responsible for a case is shown on its page, and changed there."""

from datetime import date

import pytest

from portal.domain.access import Desk, Role
from portal.domain.reminding import Absence
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.preferences import set_absence
from tests.caseworker.unit import element, open_forms, view_of, words
from tests.support.portal import FiledReport, Portal, add_member
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


def shown(browser: StaffBrowser, report: FiledReport) -> str:
    return element(browser.case(report.number), id="handler").text


def test_who_took_the_case_up_is_responsible_for_it(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    assert element(page, id="handler").text == "Birgitte Prøve"
    assert "Den ansvarlige får påmindelser om sagens frister." in words(page)


def test_a_case_is_handed_over_taken_back_and_left(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "handler", account=staff_portal.anders.id)
    page = birgitte.case(report.number)
    assert "Anders Prøve er nu ansvarlig for sagen." in words(page)
    assert element(page, id="handler").text == "Anders Prøve"
    birgitte.act(report.number, "handler", account=staff_portal.birgitte.id)
    assert shown(birgitte, report) == "Birgitte Prøve"
    birgitte.act(report.number, "handler", account="")
    page = birgitte.case(report.number)
    assert "Sagen har nu ingen ansvarlig. Lederen af enheden får påmindelserne." in words(page)
    assert element(page, id="handler").text == "ingen"
    log = words(page)
    for line in (
        "Gjorde Anders Prøve ansvarlig for sagen",
        "Gjorde Birgitte Prøve ansvarlig for sagen",
        "Fjernede den ansvarlige fra sagen",
    ):
        assert line in log


def test_handing_it_over_says_that_the_colleague_is_away(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    away = Absence(date(2026, 3, 3), date(2026, 3, 20))
    anders = staff_portal.anders.account
    set_absence(staff_portal.workplace, anders, anders.id, away)
    birgitte.act(report.number, "handler", account=staff_portal.anders.id)
    assert (
        "Anders Prøve (fraværende til og med 20. marts 2026) er nu ansvarlig for sagen."
        in words(birgitte.case(report.number))
    )


def test_who_is_chosen_again_changes_nothing_and_the_page_says_so(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    before = len(view_of(staff_portal, report).log)
    birgitte.act(report.number, "handler", account=staff_portal.birgitte.id)
    assert "Intet er ændret." in words(birgitte.case(report.number))
    assert len(view_of(staff_portal, report).log) == before


def test_the_form_offers_who_holds_a_key_and_begins_with_who_is_responsible(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    report = staff_portal.taken_up(not_to=frozenset({staff_portal.chaima.id}))
    add_member(staff_portal.workplace, "Dorthe", Role.CASEWORKER, Desk.BOTH)
    page = birgitte.case(report.number)
    assert element(page, id="handler-account").text == "IngenAnders PrøveBirgitte Prøve"
    assert "selected" in element(page, value=staff_portal.birgitte.id).attributes


def test_a_colleague_who_cannot_be_responsible_is_refused_in_words(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    disable_account(staff_portal.workplace, None, staff_portal.anders.account.email)
    dorthe = add_member(staff_portal.workplace, "Dorthe", Role.CASEWORKER, Desk.BOTH)
    for account in (staff_portal.anders.id, dorthe.id, "0" * 32):
        page = birgitte.act(report.number, "handler", 422, account=account)
        assert "Den kollega kan ikke få ansvaret" in element(page, id="error-summary").text
        assert open_forms(page) == ["form-handler"]
    page = birgitte.act(report.number, "handler", 422, account="nonsense")
    assert "Vælg en kollega på listen." in element(page, id="error-summary").text
    assert shown(birgitte, report) == "Birgitte Prøve"


def test_a_closed_account_is_not_shown_as_responsible(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "handler", account=staff_portal.anders.id)
    disable_account(staff_portal.workplace, None, staff_portal.anders.account.email)
    assert shown(birgitte, report) == "ingen"


def test_a_form_sent_twice_is_taken_once(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    for account in (staff_portal.anders.id, ""):
        birgitte.act(report.number, "handler", account=account, submission="a" * 22)
    assert shown(birgitte, report) == "Anders Prøve"
    log = [one for one in view_of(staff_portal, report).log if "handler" in one.event]
    assert len(log) == 1


def test_a_case_that_is_not_hers_has_no_such_form(staff_portal: Portal) -> None:
    report = staff_portal.taken_up(not_to=frozenset({staff_portal.chaima.id}))
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    for number in (report.number, "2026-AAAAA"):
        chaima.act(number, "handler", 404, account=staff_portal.birgitte.id)


def test_before_a_declaration_a_member_is_led_to_it(
    staff_portal: Portal, report: FiledReport
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    answer = anders.post(f"/staff/cases/{report.number}/handler", account=staff_portal.anders.id)
    assert answer.headers["Location"] == f"/staff/cases/{report.number}/impartiality"
