"""A complaint is written down while the citizen tells it, and its code is handed over."""

import re
from io import BytesIO

import pytest

from crypto.receipt_code import parse_code
from portal.domain.access import Desk, Role
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.domain.complaint import Channel, ComplainedBefore
from portal.domain.errors import UnitNotReady
from portal.services.casework.show_identity import show_identity
from portal.services.files.discard_file import discard_file
from portal.services.handler import handler_of
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Reporter
from portal.web.uploads import MAX_UPLOAD_BYTES
from tests.caseworker.complaints import file_of
from tests.caseworker.unit import element, newcomer, open_forms, words
from tests.caseworker.writing import drafts_of
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal
from tests.support.staff import StaffBrowser

NEW = "/staff/complaints/new"
RECEIPT = "/staff/complaints/receipt"
SAID = {
    "channel": "telephone",
    "description": "Jeg har ventet i tre måneder.",
    "wish": "Et svar",
    "administration": "SOF",
    "complained_before": "cannot",
    "name": "Sofie Holm",
    "contact": "22 33 44 55",
    "impartial": "y",
    "submission": "en",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _cases(portal: Portal) -> list[CaseFacts]:
    from portal.storage.case_store import WorklistQuery

    with portal.workplace.open_unit() as unit:
        return list(unit.cases.worklist(portal.birgitte.account.id, WorklistQuery())[0])


def _code_on(page: str) -> str:
    return re.sub(r"\s", "", element(page, id="receipt-code").text)


def test_the_page_is_ready_to_write_in(birgitte: StaffBrowser) -> None:
    page = read_page(birgitte.get(NEW))
    [focused] = [e for e in page.elements if "autofocus" in e.attributes]
    assert focused.attributes["name"] == "description"
    chosen = [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes]
    assert chosen == ["telephone"]
    # It came by the form: that is what the form says.
    assert "form" not in [e.attributes.get("value") for e in page.all("option")]


def test_it_is_filed_taken_up_and_its_code_is_shown(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    response = birgitte.post(NEW, **SAID)
    assert response.headers["Location"] == RECEIPT
    [facts] = _cases(staff_portal)
    assert facts.state is CaseState.OPEN
    assert handler_of(staff_portal.workplace, facts) == staff_portal.birgitte.account.id
    page = birgitte.get(RECEIPT)
    code = parse_code(_code_on(page))
    assert f"/staff/cases/{facts.number}" in page
    [first] = read_dialogue(staff_portal.workplace, Reporter.of(code)).entries
    assert first.text == SAID["description"]
    file = file_of(staff_portal, facts.number)
    register = file.register
    assert register is not None
    assert (register.channel, register.complained_before, register.administration) == (
        Channel.TELEPHONE,
        ComplainedBefore.CANNOT,
        "SOF",
    )
    shown = show_identity(
        staff_portal.workplace,
        staff_portal.birgitte,
        facts.number,
        reason="Ringe",
        passphrase=PASSPHRASE,
    )
    assert (shown.name, shown.contact) == ("Sofie Holm", "22 33 44 55")
    assert "Skrevet ned" in words(birgitte.case(facts.number))


def test_the_code_goes_once_the_citizen_has_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, **SAID)
    code = _code_on(birgitte.get(RECEIPT))
    assert _code_on(birgitte.get(RECEIPT)) == code
    [facts] = _cases(staff_portal)
    response = birgitte.post(RECEIPT)
    assert response.headers["Location"] == f"/staff/cases/{facts.number}"
    assert birgitte.client.get(RECEIPT).headers["Location"] == "/staff/cases"
    assert birgitte.post(RECEIPT).headers["Location"] == "/staff/cases"
    assert code not in birgitte.case(facts.number)
    # Neither does the browser's way back make it again, or a second complaint.
    assert birgitte.post(NEW, **SAID).headers["Location"] == "/staff/cases"
    assert len(_cases(staff_portal)) == 1


def test_a_double_click_makes_one_complaint_and_one_code(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, **SAID)
    code = _code_on(birgitte.get(RECEIPT))
    birgitte.post(NEW, **SAID)
    assert _code_on(birgitte.get(RECEIPT)) == code
    [facts] = _cases(staff_portal)
    assert len(file_of(staff_portal, facts.number).declarations) == 1


def test_a_code_that_nobody_was_given_is_pointed_out_before_the_next(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, **SAID)
    first = _code_on(birgitte.get(RECEIPT))
    assert "Den forrige kode er ikke givet videre" in words(birgitte.get(NEW))
    birgitte.post(NEW, **{**SAID, "submission": "to"})
    assert _code_on(birgitte.get(RECEIPT)) != first
    assert len(_cases(staff_portal)) == 2


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("description", "Skriv, hvad der er sket."),
        ("impartial", "Sæt kryds, hvis intet gør dig inhabil."),
        ("channel", "Vælg, hvordan det kom."),
    ],
)
def test_what_is_missing_comes_back_with_everything_that_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, left_out: str, said: str
) -> None:
    page = birgitte.post(NEW, 422, **{**SAID, left_out: ""}).text
    if left_out == "impartial":
        fields = {name: value for name, value in SAID.items() if name != "impartial"}
        page = birgitte.post(NEW, 422, **fields).text
    assert said in element(page, id="error-summary").text
    assert "22 33 44 55" in page
    assert _cases(staff_portal) == []


def test_what_nobody_asked_for_is_refused(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    birgitte.post(NEW, 422, **{**SAID, "channel": "form"})
    birgitte.post(NEW, 422, **{**SAID, "administration": "XXX"})
    birgitte.post(NEW, 422, **SAID, token="wrong")
    assert _cases(staff_portal) == []


def test_who_is_not_on_the_list_yet_is_told_and_nothing_is_lost(staff_portal: Portal) -> None:
    waiting = StaffBrowser(
        staff_portal, newcomer(staff_portal, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    )
    page = waiting.post(NEW, 409, **SAID).text
    assert "En kollega skal først tage dig op på enhedens liste." in words(page)
    assert SAID["description"] in page
    assert _cases(staff_portal) == []


def test_where_nobody_takes_complaints_it_is_said(
    staff_portal: Portal, birgitte: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.services.complaining import take_down_complaint

    def nobody(*_args: object) -> None:
        raise UnitNotReady

    monkeypatch.setattr(take_down_complaint, "submit_complaint", nobody)
    page = birgitte.post(NEW, 409, **SAID).text
    assert "Ingen leder tager imod klager endnu." in words(page)


def test_what_was_being_written_waits_when_the_session_runs_out(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    fields = {name: value for name, value in SAID.items() if name != "impartial"}
    response = birgitte.post(NEW, **fields, draft="1")
    assert _cases(staff_portal) == []
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert response.headers["Location"] == f"{NEW}?draft={draft.id}"
    page = birgitte.get(response.headers["Location"])
    assert SAID["description"] in element(page, name="description").text
    assert "Ny klage" in words(birgitte.get("/staff/drafts"))
    birgitte.post(NEW, **SAID)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
    empty = birgitte.post(NEW, 422, channel="telephone", draft="1").text
    assert "Der er intet at gemme endnu" in element(empty, id="error-summary").text


MORE = {"place": "Borgercenter Voksne", "on_behalf_of": "Gerda Lund", "power_of_attorney": "yes"}


def test_what_is_not_always_needed_is_asked_last_and_may_be_left_out(
    birgitte: StaffBrowser,
) -> None:
    page = birgitte.get(NEW)
    assert open_forms(page) == []
    [more] = read_page(page).all("details")
    assert "open" not in more.attributes
    page = birgitte.post(NEW, 422, **{**SAID, "description": "", "place": "Centret"}).text
    [more] = read_page(page).all("details")
    assert "open" in more.attributes


def test_place_person_power_of_attorney_and_files_are_taken_down(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    letter = (BytesIO(b"%PDF-1.7 fuldmagt"), "fuldmagt.pdf")
    birgitte.post(NEW, **SAID, **MORE, files=letter)
    [facts] = _cases(staff_portal)
    file = file_of(staff_portal, facts.number)
    told = file.report.facts
    assert (told["place"], told["on_behalf_of"]) == ("Borgercenter Voksne", "Gerda Lund")
    assert [one.name for one in file.report.files] == ["fuldmagt.pdf"]
    assert file.register is not None
    assert file.register.power_of_attorney is True
    page = words(birgitte.case(facts.number))
    assert "Gerda Lund" in page
    assert "fuldmagt.pdf" in page
    [_preview, file_url] = [
        e.attributes["href"]
        for e in read_page(birgitte.case(facts.number)).all("a")
        if "/files/" in e.attributes["href"]
    ]
    assert birgitte.client.get(file_url).data == b"%PDF-1.7 fuldmagt"


def test_files_wait_while_something_else_is_put_right(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    wrong = {**SAID, "description": ""}
    page = birgitte.post(NEW, 422, **wrong, files=(BytesIO(b"et"), "et.txt")).text
    assert "et.txt" in words(page)
    drop = element(page, name="drop_file").attributes["value"]
    page = birgitte.post(NEW, 422, **wrong, drop_file=drop, files=(BytesIO(b"to"), "to.txt")).text
    assert "et.txt" not in words(page)
    birgitte.post(NEW, **SAID)
    [facts] = _cases(staff_portal)
    assert [one.name for one in file_of(staff_portal, facts.number).report.files] == ["to.txt"]
    # The next complaint begins without them.
    assert "to.txt" not in birgitte.get(NEW)


def test_files_that_were_swept_meanwhile_are_asked_for_again(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = birgitte.post(
        NEW, 422, **{**SAID, "description": ""}, files=(BytesIO(b"et"), "et.txt")
    ).text
    kept = element(page, name="drop_file").attributes["value"]
    discard_file(staff_portal.workplace, kept)
    page = birgitte.post(NEW, 422, **SAID).text
    assert "De filer, du havde valgt før, er her ikke længere." in words(page)
    assert SAID["description"] in page
    assert _cases(staff_portal) == []
    birgitte.post(NEW, **SAID)


def test_a_power_of_attorney_is_somebodys(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    page = birgitte.post(NEW, 422, **SAID, power_of_attorney="yes").text
    assert "Skriv, hvem borgeren klager for" in element(page, id="error-summary").text
    assert _cases(staff_portal) == []


def test_files_beyond_the_limit_are_not_taken(
    staff_portal: Portal, birgitte: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(staff_portal.app.config, MAX_UPLOAD_BYTES, 100)
    page = birgitte.post(NEW, 422, **SAID, files=(BytesIO(b"x" * 101), "stor.bin")).text
    assert "Filerne fylder for meget tilsammen" in words(page)
    assert _cases(staff_portal) == []
