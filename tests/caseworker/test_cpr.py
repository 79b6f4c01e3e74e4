"""A member who types a civil registration number is told once, and decides."""

from io import BytesIO

import pytest

from portal.services.reporting.read_dialogue import read_dialogue
from tests.caseworker.unit import FEEDBACK, element, view_of, words
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

CPR = "070790-1234"
TOLD = f"Det er {CPR}."
ASSISTANCE = {
    "administration": "SOF",
    "asked_by": "En leder",
    "subject": "Notatpligt",
    "kind": "advice",
    "asked_on": "2026-03-02",
    "answered_on": "",
    "quarters": "2",
    "competence_raised": "",
    "changed_practice": "",
    "answer": "",
    "impartial": "y",
}
SUPERVISION = {
    "subject": "Ventetid",
    "administrations": ["SOF"],
    "state": "clarifying",
    "on": "2026-03-02",
    "impartial": "y",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


@pytest.mark.parametrize(
    ("action", "fields", "field"),
    [
        ("message", {"message": TOLD}, "message-message"),
        ("note", {"note": TOLD, "reader": "unit"}, "note-note"),
        ("note", {"note": TOLD, "reader": "reporter"}, "note-note"),
        ("feedback", {**FEEDBACK, "why": TOLD}, "feedback-why"),
    ],
)
def test_it_is_pointed_out_and_goes_through_on_her_word(
    birgitte: StaffBrowser, report: FiledReport, action: str, fields: dict[str, str], field: str
) -> None:
    assert CPR not in birgitte.case(report.number)
    page = birgitte.act(report.number, action, 422, **fields)
    assert "noget, der ligner et CPR-nummer" in element(page, id="error-summary").text
    assert CPR in element(page, id="cpr-found").text
    assert CPR in element(page, id=field).text
    assert CPR not in birgitte.case(report.number)
    birgitte.act(report.number, action, **fields, cpr_anyway="y")
    page = birgitte.case(report.number)
    assert CPR in words(page)
    assert not [e for e in read_page(page).elements if e.attributes.get("id") == "cpr-found"]


def test_a_file_of_hers_has_no_number_in_its_name_and_she_is_told(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = (BytesIO(b"%PDF-1.4"), f"Brev {CPR}.pdf")
    birgitte.act(report.number, "message", message="Se brevet.", files=file)
    page = birgitte.case(report.number)
    assert "cpr-fjernet" in element(page, id="files-renamed").text
    assert CPR not in page
    [sent] = view_of(staff_portal, report).file.entries[-1].files
    assert sent.name == "Brev cpr-fjernet.pdf"
    [own] = read_dialogue(staff_portal.workplace, report.reporter).entries[-1].files
    assert own.name == "Brev cpr-fjernet.pdf"


@pytest.mark.parametrize(
    ("address", "fields"),
    [("/staff/assistance/new", ASSISTANCE), ("/staff/supervisions/new", SUPERVISION)],
)
def test_a_subject_that_names_somebody_by_number_is_pointed_out(
    birgitte: StaffBrowser, address: str, fields: dict[str, object]
) -> None:
    named = {**fields, "subject": TOLD}
    page = birgitte.post(address, 422, **named).get_data(as_text=True)
    assert CPR in element(page, id="cpr-found").text
    assert element(page, id="subject").attributes["value"] == TOLD
    birgitte.post(address, **named, cpr_anyway="y")
    birgitte.post(address, **fields)
