"""Complaints on the worklist and on today's page; and desks are apart."""

import pytest

from portal.caseworker import kinds
from portal.domain.access import Desk, Role
from portal.services.workplace import Member
from tests.caseworker.complaints import FULL, filed, taken_up
from tests.caseworker.unit import words
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
    assert "Type" not in _labels(kaja.get("/staff/cases"))
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
