"""The page of a complaint: what it has, what it has not, how it is registered, answered, closed."""

from datetime import timedelta

import pytest

from portal.domain.case_file import Identity, NoteReader
from portal.domain.case_status import CaseState
from portal.domain.complaint import Nature
from portal.services.casework.read_case import read_case
from portal.services.reporting.post_message import post_message
from tests.caseworker.complaints import FULL, Filed, file_of, filed, taken_up
from tests.caseworker.unit import FEEDBACK, element, open_forms, words
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal)


def _ids(page: str) -> set[str]:
    return {e.attributes["id"] for e in read_page(page).elements if "id" in e.attributes}


def _state(portal: Portal, complaint: Filed) -> CaseState:
    return file_of(portal, complaint.number).facts.state


def test_before_it_is_opened_administration_and_place_are_told_and_nothing_else(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    complaint = filed(staff_portal, "Sagsbehandleren svarer ikke.")
    page = words(birgitte.get(f"/staff/cases/{complaint.number}/impartiality"))
    assert "Socialforvaltningen" in page
    assert "Borgercenteret" in page
    assert "Sagsbehandleren" not in page
    assert "Hvem der ved noget" not in page
    birgitte.act(complaint.number, "impartiality", impartial="yes")
    assert "Sagsbehandleren svarer ikke." in birgitte.case(complaint.number)


def test_it_shows_what_a_complaint_has_and_nothing_of_reports_alone(
    birgitte: StaffBrowser, complaint: Filed
) -> None:
    page = birgitte.case(complaint.number)
    said = words(page)
    assert {"report", "dialogue", "notes", "register", "closing", "log", "access"} <= _ids(page)
    assert not {"matters", "forwardings", "parties", "disclosures", "form-extend"} & _ids(page)
    for text in ("Jeg venter på svar.", "Et svar", "Dialog med borgeren", "Kommunens egen frist"):
        assert text in said
    for text in ("ndberet", "whistleblower", "§ 12", "Sådan er datoen regnet ud"):
        assert text not in said, text
    assert f"Klage {complaint.number}" in said


def test_the_forms_speak_of_the_citizen_when_they_come_back_with_errors_too(
    birgitte: StaffBrowser, complaint: Filed
) -> None:
    for action in ("message", "feedback", "note", "close", "identity", "move", "set-aside"):
        page = words(birgitte.act(complaint.number, action, 422))
        assert "ndberet" not in page, action
    assert "ndberet" not in words(birgitte.act(complaint.number, "close", 409, reason="Nu"))


def test_in_english_nothing_breaks(birgitte: StaffBrowser, complaint: Filed) -> None:
    birgitte.get(f"/staff/cases/{complaint.number}?lang=en")


@pytest.mark.parametrize(
    "action",
    ["matters", "matters/1/triage", "matters/1/outcome", "extend", "parties"],
)
def test_what_is_done_with_reports_alone_does_not_exist_for_it(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed, action: str
) -> None:
    fields = {"summary": "Kassen", "theme": "finance", "administration": "SOF", "reason": "x"}
    matters = file_of(staff_portal, complaint.number).matters
    birgitte.act(complaint.number, action, 404, **fields)
    birgitte.act(complaint.number, action, 404, **fields, draft="1")
    assert file_of(staff_portal, complaint.number).matters == matters


@pytest.mark.parametrize("action", ["register", "call"])
def test_what_is_done_with_complaints_alone_does_not_exist_for_a_report(
    birgitte: StaffBrowser, staff_portal: Portal, action: str
) -> None:
    report = staff_portal.taken_up()
    page = birgitte.case(report.number)
    assert not {"register", "form-call", "form-register"} & _ids(page)
    birgitte.act(report.number, action, 404, **FULL, with_whom="citizen", note="Ringede")


def test_it_is_closed_once_answered_and_registered(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    page = words(birgitte.case(complaint.number))
    assert "Registret er ikke udfyldt." in page
    assert "Borgeren har ikke fået svar." in page
    birgitte.act(complaint.number, "close", 409, reason="Færdig")
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "message", message="Hvornår?", asks="y")
    page = birgitte.act(complaint.number, "close", 409, reason="Færdig")
    assert "Klagen kan ikke afsluttes endnu" in element(page, id="error-summary").text
    birgitte.act(complaint.number, "message", message="Du får svar fredag.")
    assert "Afslut klagen: alt er på plads." in words(birgitte.case(complaint.number))
    birgitte.act(complaint.number, "close", reason="Løst i dialog")
    assert _state(staff_portal, complaint) is CaseState.CLOSED
    page = words(birgitte.case(complaint.number))
    assert "Klagen er afsluttet, og borgeren kan se det." in page
    # The municipality keeps a complaint for 12 months.
    assert "Den kan slettes fra 3. marts 2027" in page
    assert "ndberet" not in page


def test_an_enquiry_is_closed_by_what_it_is(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    fields = {"nature": "enquiry", "channel": "telephone", "effort": "dialogue"}
    birgitte.act(complaint.number, "register", **fields)
    register = file_of(staff_portal, complaint.number).register
    assert register is not None
    assert register.nature is Nature.ENQUIRY
    birgitte.act(complaint.number, "close", reason="Vejledt")
    assert _state(staff_portal, complaint) is CaseState.CLOSED


def test_a_reopened_complaint_is_answered_anew(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "feedback", **FEEDBACK)
    birgitte.act(complaint.number, "close", reason="Løst")
    post_message(staff_portal.workplace, complaint.citizen, "Det er ikke løst.")
    assert "Borgeren har skrevet, efter at klagen blev afsluttet." in words(
        birgitte.case(complaint.number)
    )
    birgitte.act(complaint.number, "reopen", reason="Ikke løst")
    assert "Borgeren har ikke fået svar." in words(birgitte.case(complaint.number))


def test_the_answer_stops_the_day_and_is_called_an_answer(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    assert file_of(staff_portal, complaint.number).facts.due is not None
    birgitte.act(complaint.number, "feedback", **FEEDBACK)
    assert file_of(staff_portal, complaint.number).facts.due is None
    page = words(birgitte.case(complaint.number))
    assert "Svaret er sendt til borgeren." in page
    assert "Løber ikke: borgeren har fået svar" in page
    assert "Gav svar" in page


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"with_whom": "citizen", "minutes": "12"}, "Samtale med borgeren"),
        ({"with_whom": "administration", "minutes": "1"}, "Samtale med forvaltningen"),
        ({"with_whom": "administration"}, "Samtale med forvaltningen"),
    ],
)
def test_a_call_is_written_down(
    birgitte: StaffBrowser,
    staff_portal: Portal,
    complaint: Filed,
    fields: dict[str, str],
    heading: str,
) -> None:
    birgitte.act(complaint.number, "call", note="De svarer på fredag.", **fields)
    [note] = read_case(staff_portal.workplace, staff_portal.birgitte, complaint.number).calls
    assert note.reader is NoteReader.UNIT
    assert note.text == "De svarer på fredag."
    said = words(birgitte.case(complaint.number))
    assert heading in said
    assert ("12 minutter" in said) == (fields.get("minutes") == "12")


@pytest.mark.parametrize(
    "fields",
    [
        {"with_whom": "", "note": "x"},
        {"with_whom": "citizen", "note": " "},
        {"with_whom": "citizen", "note": "x", "minutes": "en halv time"},
        {"with_whom": "citizen", "note": "x", "minutes": "0"},
    ],
)
def test_a_call_that_is_not_told_in_full_comes_back(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed, fields: dict[str, str]
) -> None:
    page = birgitte.act(complaint.number, "call", 422, **fields)
    assert "Samtalen er ikke skrevet ned" in element(page, id="error-summary").text
    assert file_of(staff_portal, complaint.number).notes == ()


def test_a_call_may_wait_as_a_draft(birgitte: StaffBrowser, complaint: Filed) -> None:
    response = birgitte.post(
        f"/staff/cases/{complaint.number}/call", note="De ringer igen", draft="1"
    )
    page = birgitte.get(response.headers["Location"].partition("#")[0])
    assert "form-call" in open_forms(page)
    assert "De ringer igen" in element(page, id="call-note").text
    assert "telefonsamtale" in words(birgitte.get("/staff/drafts"))


def test_who_the_citizen_is_takes_the_passphrase(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    complaint = taken_up(staff_portal, identity=Identity("Sofie Holm", "22 33 44 55"))
    page = birgitte.act(
        complaint.number, "identity", 200, reason="Ringe tilbage", passphrase=PASSPHRASE
    )
    assert "Sofie Holm" in words(page)
    assert "22 33 44 55" in words(page)
    assert "whistleblower" not in words(page)
    assert "Så, hvem borgeren er: Ringe tilbage" in words(birgitte.case(complaint.number))


def test_what_is_next_follows_the_case(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    def steps() -> str:
        return words(birgitte.case(complaint.number)).split("Næste skridt")[1].split("Klagen")[0]

    assert "Hjælp borgeren videre" in steps()
    birgitte.act(complaint.number, "feedback", **FEEDBACK)
    assert "Udfyld registret" in steps()
    post_message(staff_portal.workplace, complaint.citizen, "Tak, men?")
    assert "Læs det, borgeren har skrevet, og svar." in steps()


def test_past_its_day_it_is_said_that_the_citizen_waits(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    staff_portal.clock.advance(timedelta(days=30))
    later = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = words(later.case(complaint.number))
    assert "Borgeren skulle have haft svar senest den 31. marts 2026." in page
    assert "eedback" not in page
