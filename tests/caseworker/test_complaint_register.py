"""The register of a complaint is filled in on its page, and what is missing is pointed out."""

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.complaint import Channel, ComplaintRegister, Effort, Solved, Upheld
from portal.services.casework.read_case import read_case
from portal.services.member_work import working_on
from tests.caseworker.complaints import FULL, Filed, file_of, taken_up
from tests.caseworker.supervised import BEGIN
from tests.caseworker.unit import FEEDBACK, element, open_forms, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal)


def _ids(page: str) -> set[str]:
    return {e.attributes["id"] for e in read_page(page).elements if "id" in e.attributes}


def test_what_is_missing_is_pointed_out_with_links_to_its_fields(
    birgitte: StaffBrowser, complaint: Filed
) -> None:
    page = birgitte.case(complaint.number)
    links = element(page, id="register-missing")
    assert "Læring i forvaltningen" in links.text
    places = {
        e.attributes["href"][1:]
        for e in read_page(page).all("a")
        if e.attributes["href"].startswith("#register-")
    }
    assert {"register-wants-0", "register-sub_themes-0", "register-learning"} <= places
    assert places <= _ids(page)
    # So that a link leads to a field that is in sight.
    assert open_forms(page) == ["form-register"]
    birgitte.act(complaint.number, "register", **FULL)
    page = birgitte.case(complaint.number)
    assert open_forms(page) == []
    assert "Alt, hvad årets opgørelse skal bruge, er registreret." in words(page)


def test_the_register_is_filled_in_and_told(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "register", **FULL)
    register = file_of(staff_portal, complaint.number).register
    assert register is not None
    assert (register.channel, register.solved, register.upheld) == (
        Channel.TELEPHONE,
        Solved.PARTLY,
        Upheld.YES,
    )
    assert register.wants == ("money", "communication")
    assert register.sub_themes == ("processing_time", "missing_answer")
    assert register.entered_into is True
    page = birgitte.case(complaint.number)
    said = words(page)
    for text in (
        "Økonomisk ydelse, Kommunikation og information",
        "Borgercenter Voksne",
        "Delvist",
    ):
        assert text in said
    chosen = {
        e.attributes["value"]
        for e in read_page(page).elements
        if "selected" in e.attributes or "checked" in e.attributes
    }
    assert {"processing_time", "missing_answer", "partly", "telephone", "SOF"} <= chosen


def test_the_sub_themes_stand_under_their_main_groups(
    birgitte: StaffBrowser, complaint: Filed
) -> None:
    page = birgitte.case(complaint.number)
    group = page.split("God forvaltningsskik og borgerservice</legend>")[1].split("</fieldset>")[0]
    assert 'value="processing_time"' in group
    assert 'value="access"' not in group


def test_the_log_says_which_fields_were_changed_and_once(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "register", **{**FULL, "solved": "wholly"})
    log = read_case(staff_portal.workplace, staff_portal.birgitte, complaint.number).log
    changed = [line for line in log if line.event is CaseEvent.REGISTER_CHANGED]
    assert len(changed) == 2
    assert "solved" in [line.details["fields"] for line in changed]
    page = words(birgitte.case(complaint.number))
    assert "Rettede registret: Blev det løst?" in page
    assert "Klagen blev modtaget" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("solved", "magic"), ("nature", ""), ("wants", "gold"), ("administration", "XXX")],
)
def test_a_register_with_a_code_that_is_nobodys_comes_back(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed, field: str, value: str
) -> None:
    before = file_of(staff_portal, complaint.number).register
    page = birgitte.act(complaint.number, "register", 422, **{**FULL, field: value})
    assert "Registret er ikke ændret" in element(page, id="error-summary").text
    assert "Borgercenter Voksne" in page
    assert file_of(staff_portal, complaint.number).register == before


def test_teaching_is_no_answer_for_what_came_as_a_complaint(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    before = file_of(staff_portal, complaint.number).register
    page = birgitte.act(complaint.number, "register", 422, **{**FULL, "nature": "teaching"})
    assert "Vælg en af mulighederne på listen." in element(page, id="register-nature-error").text
    assert file_of(staff_portal, complaint.number).register == before


@pytest.mark.parametrize("sent", [False, True])
def test_that_it_went_straight_on_is_told_and_no_form_changes_it(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed, *, sent: bool
) -> None:
    with working_on(staff_portal.workplace, staff_portal.birgitte, complaint.number) as work:
        work.write_register(ComplaintRegister(forwarded_on_word=sent))
        work.finish()
    for value in ({}, {"forwarded_on_word": "y"}, {"forwarded_on_word": "no"}):
        birgitte.act(complaint.number, "register", **FULL, **value)
        register = file_of(staff_portal, complaint.number).register
        assert register is not None
        assert register.forwarded_on_word is sent
    page = birgitte.case(complaint.number)
    told = "Klagen er sendt direkte til forvaltningen efter aftale med borgeren"
    assert (told in words(page)) is sent
    assert 'name="forwarded_on_word"' not in page


def test_the_effort_that_was_used_is_not_taken_back(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "supervision-begin", **BEGIN)
    page = birgitte.act(complaint.number, "register", 422, **FULL)
    assert "ført tilsyn i klagen" in element(page, id="register-effort-error").text
    birgitte.act(complaint.number, "register", **{**FULL, "effort": "supervision"})
    register = file_of(staff_portal, complaint.number).register
    assert register is not None
    assert (register.effort, register.solved) == (Effort.SUPERVISION, Solved.PARTLY)


def test_what_was_not_looked_into_is_not_upheld(birgitte: StaffBrowser, complaint: Filed) -> None:
    page = birgitte.act(complaint.number, "register", 422, **{**FULL, "entered_into": "no"})
    assert "Medhold registreres kun" in element(page, id="error-summary").text
    birgitte.act(complaint.number, "register", **{**FULL, "entered_into": "no", "upheld": ""})


def test_a_closed_complaint_keeps_what_the_account_counts(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "register", **FULL)
    birgitte.act(complaint.number, "feedback", **FEEDBACK)
    birgitte.act(complaint.number, "close", reason="Løst")
    page = birgitte.act(complaint.number, "register", 422, **{**FULL, "learning": ""})
    assert "her må ikke mangle noget" in element(page, id="error-summary").text
    birgitte.act(complaint.number, "register", **{**FULL, "satisfaction": "satisfied"})
    assert "learning" not in str(birgitte.case(complaint.number).split("register-missing")[1:])


def test_a_power_of_attorney_is_asked_for_where_somebody_speaks_for_another(
    birgitte: StaffBrowser, staff_portal: Portal, complaint: Filed
) -> None:
    assert "register-power_of_attorney" not in _ids(birgitte.case(complaint.number))
    hers = taken_up(staff_portal, on_behalf_of="Gerda Lund")
    birgitte.act(hers.number, "register", **FULL)
    page = birgitte.case(hers.number)
    assert element(page, id="register-missing").text.strip().startswith("Har vi set en fuldmagt")
    assert element(page, href="#register-power_of_attorney-0")
    assert "register-power_of_attorney-0" in _ids(page)
    step = "Bed om en fuldmagt, og skriv i registret, at den er set: klagen er for en anden."
    assert step in words(page)
    birgitte.act(hers.number, "message", message="Du får svar fredag.")
    birgitte.act(hers.number, "close", 409, reason="Løst")
    birgitte.act(hers.number, "register", **FULL, power_of_attorney="no")
    register = file_of(staff_portal, hers.number).register
    assert register is not None
    assert register.power_of_attorney is False
    page = words(birgitte.case(hers.number))
    assert step not in page
    assert "Har vi set en fuldmagt eller et bevis på værgemål? Nej" in page
    birgitte.act(hers.number, "close", reason="Løst")
    # It is not lost again.
    page = birgitte.act(hers.number, "register", 422, **FULL)
    assert "Klagen er afsluttet, så her må ikke mangle noget." in page
