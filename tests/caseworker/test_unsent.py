"""What somebody wrote for longer than a session lasts is not lost, and is hers alone."""

import re
from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.services.reporting.read_dialogue import read_dialogue
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import OTP_SECRET, PASSPHRASE, FiledReport, Portal
from tests.support.staff import StaffBrowser

LONG = "Kære indberetter\n\nDet her tog <b>lang</b> tid at skrive."


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


@pytest.fixture
def birgitte(staff_portal: Portal, report: FiledReport) -> StaffBrowser:
    """The head of unit, who has just sent a message half an hour too late."""
    browser = StaffBrowser(staff_portal, staff_portal.birgitte)
    browser.get("/staff/cases")
    staff_portal.clock.advance(timedelta(minutes=31))
    address = f"/staff/cases/{report.number}/message"
    response = browser.post(address, message=LONG, asks="y", submission="en")
    assert response.headers["Location"] == "/staff/login"
    return browser


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _sign_in(browser: StaffBrowser, who: str) -> str:
    """Sign in by the pages; where that leads."""
    client = browser.client
    fields = {"email": f"{who}@kommune.example", "passphrase": PASSPHRASE}
    token = _token(client.get("/staff/login").text)
    client.post("/staff/login", data={"csrf_token": token, **fields})
    otp = code_at(OTP_SECRET, browser.portal.clock.now())
    token = _token(client.get("/staff/login/otp").text)
    response = client.post("/staff/login/otp", data={"csrf_token": token, "otp": otp})
    return response.headers["Location"]


def test_it_is_offered_after_the_sign_in_and_sent_as_it_was(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    assert "Du er blevet logget ud" in birgitte.client.get("/staff/login").text
    assert _sign_in(birgitte, "birgitte") == "/staff/unsent"
    page = birgitte.get("/staff/unsent")
    assert element(page, data_unsent="message").text.strip() == LONG
    assert f"Sag {report.number}: besked til indberetteren" in words(page)
    form = read_page(page).all("form")[1]
    fields = {
        e.attributes["name"]: e.attributes["value"]
        for e in read_page(page.split("<main")[1]).all("input")
        if e.attributes["name"] != "csrf_token"
    }
    sent = birgitte.client.post(
        form.attributes["action"], data={"csrf_token": _token(page), **fields}
    )
    assert sent.status_code == 303
    (waiting,) = read_dialogue(staff_portal.workplace, report.reporter).waiting
    assert waiting.text.replace("\r", "") == LONG
    assert birgitte.client.get("/staff/unsent").status_code == 303


def test_nobody_else_who_signs_in_there_sees_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    assert _sign_in(birgitte, "anders") == "/staff/cases"
    assert birgitte.client.get("/staff/unsent").headers["Location"] == "/staff/cases"


def test_it_is_gone_when_nobody_signs_in_for_half_an_hour(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    staff_portal.clock.advance(timedelta(minutes=31))
    assert _sign_in(birgitte, "birgitte") == "/staff/cases"


def test_it_can_be_thrown_away(birgitte: StaffBrowser) -> None:
    _sign_in(birgitte, "birgitte")
    page = birgitte.get("/staff/unsent")
    assert "Kassér det" in words(page)
    response = birgitte.client.post("/staff/unsent", data={"csrf_token": _token(page)})
    assert response.status_code == 303
    assert birgitte.client.get("/staff/unsent").status_code == 303


def test_of_a_form_without_writing_in_it_nothing_is_kept(
    staff_portal: Portal, report: FiledReport
) -> None:
    browser = StaffBrowser(staff_portal, staff_portal.birgitte)
    browser.get("/staff/cases")
    staff_portal.clock.advance(timedelta(minutes=31))
    browser.post(f"/staff/cases/{report.number}/identity", reason="Hvem er hun?")
    assert _sign_in(browser, "birgitte") == "/staff/cases"
