"""Complaints on the worklist and on today's page; and desks are apart."""

import pytest

from portal.caseworker import kinds
from portal.domain.access import Desk, Role
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Member
from tests.caseworker.complaints import FULL, filed, taken_up
from tests.caseworker.unit import IN_SCOPE, SENT, add_matter, element, triage, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def kaja(staff_portal: Portal) -> StaffBrowser:
    """Who works on complaints alone."""
    return StaffBrowser(staff_portal, _member(staff_portal, "Kaja", Desk.COMPLAINTS))


@pytest.fixture
def rune(staff_portal: Portal) -> StaffBrowser:
    """Who works on reports alone."""
    return StaffBrowser(staff_portal, _member(staff_portal, "Rune", Desk.WHISTLEBLOWING))


def _member(portal: Portal, name: str, desk: Desk) -> Member:
    return add_member(portal.workplace, name, Role.CASEWORKER, desk)


def _rows(page: str) -> dict[str, dict[str, str]]:
    return {
        row.attributes["data-case"]: {**row.attributes, "text": " ".join(row.text.split())}
        for row in read_page(page).all("tr")
        if "data-case" in row.attributes
    }


def _labels(page: str) -> set[str]:
    return {" ".join(label.text.split()) for label in read_page(page).all("label")}


def test_a_row_says_that_it_is_a_complaint_and_whose_move_it_is(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    complaint, report = taken_up(staff_portal), staff_portal.taken_up()

    def row() -> dict[str, str]:
        return _rows(birgitte.get("/staff/cases"))[complaint.number]

    assert (row()["data-rests-with"], row()["data-due"]) == ("unit", "2026-03-31")
    assert "Klage" in row()["text"]
    assert "Klage" not in _rows(birgitte.get("/staff/cases"))[report.number]["text"]
    birgitte.act(complaint.number, "message", message="Hvornår?", asks="y")
    assert row()["data-rests-with"] == "reporter"
    assert "Hos borgeren" in row()["text"]
    birgitte.act(complaint.number, "message", message="Du får svar fredag.")
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "close", reason="Løst")
    assert (row()["data-state"], row()["data-rests-with"]) == ("closed", "")


def test_the_list_is_filtered_by_kind(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    complaint, report = filed(staff_portal), staff_portal.filed()
    page = birgitte.get("/staff/cases")
    assert set(_rows(page)) == {complaint.number, report.number}
    assert "Type" in _labels(page)
    assert set(_rows(birgitte.get("/staff/cases?kind=complaint"))) == {complaint.number}
    page = birgitte.get("/staff/cases?kind=report")
    assert set(_rows(page)) == {report.number}
    chosen = [
        e.attributes["value"] for e in read_page(page).all("option") if "selected" in e.attributes
    ]
    assert "report" in chosen


def test_who_works_on_complaints_alone_sees_no_report(
    staff_portal: Portal, kaja: StaffBrowser
) -> None:
    complaint, report = filed(staff_portal), staff_portal.taken_up()
    for page in (kaja.get("/staff/cases"), kaja.get("/staff/today")):
        assert set(_rows(page)) == {complaint.number}
        assert "Ny klage" in words(page)
    page = read_page(kaja.get("/staff/cases"))
    kinds_offered = {e.attributes["value"] for e in page.all("option")}
    assert {"complaint", "assistance", "own_motion"} <= kinds_offered
    assert "report" not in kinds_offered
    assert "Svar senest" in words(kaja.get("/staff/cases"))
    for place in ("", "/impartiality"):
        kaja.get(f"/staff/cases/{report.number}{place}", 404)
    kaja.act(report.number, "note", 404, note="x", reader="unit")
    kaja.act(complaint.number, "impartiality", impartial="yes")
    assert "Jeg venter på svar." in kaja.case(complaint.number)


def test_who_works_on_reports_alone_sees_no_page_of_complaints(
    staff_portal: Portal, rune: StaffBrowser
) -> None:
    complaint, report = taken_up(staff_portal), staff_portal.filed()
    page = rune.get("/staff/cases")
    assert set(_rows(page)) == {report.number}
    assert "lage" not in words(page)
    assert "Type" not in _labels(page)
    assert "lage" not in words(rune.get("/staff/today"))
    for place in ("", "/impartiality"):
        rune.get(f"/staff/cases/{complaint.number}{place}", 404)
    rune.act(complaint.number, "register", 404, **FULL)
    rune.get("/staff/complaints/new", 404)
    rune.post("/staff/complaints/new", 404, description="x", channel="letter", impartial="y")
    rune.get("/staff/complaints/receipt", 404)


def test_an_empty_list_speaks_of_what_comes_there(kaja: StaffBrowser) -> None:
    page = words(kaja.get("/staff/cases"))
    assert "Nye klager kommer frem her" in page
    assert "ndberet" not in page


def test_each_page_that_a_complaint_is_said_to_have_is_there(staff_portal: Portal) -> None:
    """One that is renamed would be shut to complaints, or to reports, without anybody noticing."""
    pages = {
        rule.endpoint.removeprefix("caseworker.")
        for rule in staff_portal.app.url_map.iter_rules()
        if rule.rule.startswith("/staff/cases/<number>")
    }
    own = frozenset[str]().union(*kinds.OWN_PAGES.values())
    assert pages >= kinds.OF_EVERY | kinds.HEARING | own
    assert not (kinds.OF_EVERY | kinds.HEARING) & own


def test_each_desk_reads_its_own_name_and_its_own_pages(
    staff_portal: Portal, birgitte: StaffBrowser, kaja: StaffBrowser, rune: StaffBrowser
) -> None:
    """The header, the foot and the menu: nothing leads who works on one kind to the other's."""

    def around(browser: StaffBrowser) -> str:
        page = browser.get("/staff/cases")
        return " ".join(read_page(page).all("header")[0].text.split()) + page.split("</main>")[1]

    assert "Borgerrådgiveren" in around(kaja)
    assert "Whistleblowerenheden" not in around(kaja)
    assert "Vejledningstekster" not in around(kaja)
    for browser in (birgitte, rune):
        assert "Whistleblowerenheden" in around(browser)
        assert "Vejledningstekster" in around(browser)


def test_a_citizen_is_called_so_in_the_dialogue_and_among_the_drafts(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    complaint, report = taken_up(staff_portal), staff_portal.taken_up()
    post_message(staff_portal.workplace, complaint.citizen, "Hører I mig?")
    page = birgitte.case(complaint.number)
    said = element(page, data_kind="message")
    assert "Borgeren, 3. marts 2026" in " ".join(said.text.split())
    for number in (complaint.number, report.number):
        birgitte.act(number, "message", message="Vi ser på det.", draft="1")
    listed = words(birgitte.get("/staff/drafts"))
    assert f"Klage {complaint.number}: besked til borgeren" in listed
    assert f"Sag {report.number}: besked til indberetteren" in listed


def test_figures_of_the_administrations_count_the_cases_of_the_own_desk(
    staff_portal: Portal, birgitte: StaffBrowser, kaja: StaffBrowser, rune: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)

    def awaited(browser: StaffBrowser) -> str:
        page = browser.get("/staff/administrations")
        return element(page, data_administration="SOF").attributes["data-awaited"]

    assert [awaited(browser) for browser in (birgitte, rune, kaja)] == ["1", "1", "0"]
    assert "Tallene tæller alle klager og tilsyn." in words(kaja.get("/staff/administrations"))
    law = "(lov om beskyttelse af whistleblowere § 26)"
    assert law in words(rune.get("/staff/disclosures"))
    assert law not in words(kaja.get("/staff/disclosures"))
