"""On the page of a report or a complaint the unit asks whether it goes on at the other door."""

import pytest

from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseState
from portal.domain.complaint import Nature
from portal.services.casework.offer_other_door import offer_other_door
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import Dialogue, read_dialogue
from portal.services.workplace import Reporter
from tests.caseworker.complaints import Filed, file_of
from tests.caseworker.complaints import taken_up as complaint_taken_up
from tests.caseworker.unit import element, open_forms, words
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal, add_member
from tests.support.staff import StaffBrowser

WRITTEN = "Min søn bor på Solgården. Han er ikke blevet badet i to uger."
CARRIED = "Min søn er ikke blevet badet i to uger."
WHY = "Det er din søns sag, og derfor en klage."
ASKED = {"text": WHY, "carried": CARRIED}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up(WRITTEN)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return complaint_taken_up(staff_portal, WRITTEN)


def heard(portal: Portal, case: FiledReport | Filed) -> Dialogue:
    return read_dialogue(portal.workplace, Reporter.of(case.code))


def says(portal: Portal, case: FiledReport | Filed, *, yes: bool) -> None:
    [asked] = heard(portal, case).waiting
    answer_question(portal.workplace, Reporter.of(case.code), asked.id, accepted=yes)


def place(page: str) -> str:
    return " ".join(element(page, id="other-door").text.split())


def offered_natures(page: str) -> set[str]:
    boxes = read_page(page).all("input")
    return {e.attributes["value"] for e in boxes if e.attributes.get("name") == "nature"}


def test_her_whole_text_is_proposed_and_the_form_says_that_nothing_is_moved(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    assert element(page, id="other-door-carried").text.strip() == WRITTEN
    assert "Kun den, der har skrevet, kan flytte noget" in place(page)
    assert "form-other-door" not in open_forms(page)


@pytest.mark.parametrize("case", ["report", "complaint"])
def test_the_question_is_asked_seen_and_taken_back(
    staff_portal: Portal, birgitte: StaffBrowser, request: pytest.FixtureRequest, case: str
) -> None:
    filed = request.getfixturevalue(case)
    birgitte.act(filed.number, "other-door", **ASKED)
    page = birgitte.case(filed.number)
    assert "Intet er flyttet." in element(page, id="notice").text
    assert "Spurgt den 3. marts 2026. Intet svar endnu." in place(page)
    assert "Hører sagen til ved den anden dør?" not in place(page)
    assert words(page).count(WHY) == words(page).count(CARRIED) == 1
    assert "Spurgte, om sagen hører til ved den anden dør" in words(page)
    [asked] = heard(staff_portal, filed).waiting
    assert asked.facts["carried"] == CARRIED
    birgitte.act(filed.number, "stop-waiting", question=asked.id)
    page = birgitte.case(filed.number)
    assert "Spørgsmålet er taget tilbage." in place(page)
    assert "Hører sagen til ved den anden dør?" in place(page)


@pytest.mark.parametrize("case", ["report", "complaint"])
def test_a_yes_is_shown_with_what_is_left_to_do(
    staff_portal: Portal, birgitte: StaffBrowser, request: pytest.FixtureRequest, case: str
) -> None:
    filed = request.getfixturevalue(case)
    birgitte.act(filed.number, "other-door", **ASKED)
    says(staff_portal, filed, yes=True)
    page = birgitte.case(filed.number)
    assert "Spurgt den 3. marts 2026. Ja den 3. marts 2026." in place(page)
    assert "Om teksten er sendt ved den anden dør, kan ikke ses her." in place(page)
    assert "Svar om den anden dør" in words(page)
    assert "Ja, teksten må følge med til den anden dør." in words(page)
    assert "oplysningerne må gives videre" not in words(page)
    assert "Sagde ja til selv at gå videre ved den anden dør" in words(page)
    birgitte.act(filed.number, "other-door", 409, **ASKED)


@pytest.mark.parametrize("case", ["report", "complaint"])
def test_after_a_no_the_case_goes_on_and_it_may_be_asked_again(
    staff_portal: Portal, birgitte: StaffBrowser, request: pytest.FixtureRequest, case: str
) -> None:
    filed = request.getfixturevalue(case)
    birgitte.act(filed.number, "other-door", **ASKED)
    says(staff_portal, filed, yes=False)
    page = birgitte.case(filed.number)
    assert "Nej den 3. marts 2026." in place(page)
    assert "Nej, sagen bliver, hvor den er." in words(page)
    assert "Sagde nej til at gå videre ved den anden dør" in words(page)
    birgitte.act(filed.number, "other-door", **ASKED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": " "}, "Skriv, hvorfor sagen hører til ved den anden dør."),
        ({"carried": ""}, "Lad i det mindste noget af teksten stå."),
        ({"carried": "..."}, "Lad i det mindste noget af teksten stå."),
        ({"carried": f"{CARRIED} Vera gjorde det."}, "Her står ord, som ikke blev skrevet til jer"),
        ({"text": "Hans nummer er 070790-1234."}, "noget, der ligner et CPR-nummer"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    fields = {**ASKED, **change}
    page = birgitte.act(report.number, "other-door", 422, **fields)
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == ["form-other-door"]
    for name, typed in fields.items():
        assert element(page, id=f"other-door-{name}").text.strip() == typed.strip()
    assert heard(staff_portal, report).waiting == ()


def test_the_same_form_sent_twice_asks_once(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    for _ in range(2):
        birgitte.act(report.number, "other-door", **ASKED, submission="one-sending")
    assert len(heard(staff_portal, report).waiting) == 1


def test_the_question_may_wait_as_a_draft(birgitte: StaffBrowser, report: FiledReport) -> None:
    address = f"/staff/cases/{report.number}/other-door"
    response = birgitte.post(address, **ASKED, draft="1")
    page = birgitte.get(response.headers["Location"].partition("#")[0])
    assert "form-other-door" in open_forms(page)
    assert WHY in element(page, id="other-door-text").text
    assert "spørgsmål om den anden dør" in words(birgitte.get("/staff/drafts"))


def test_the_register_says_that_it_was_a_report_only_once_the_citizen_has_agreed(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    register = {"nature": "report", "channel": "form", "effort": "dialogue"}
    assert "report" not in offered_natures(birgitte.case(complaint.number))
    page = birgitte.act(complaint.number, "register", 422, **register)
    assert "report" not in offered_natures(page)
    birgitte.act(complaint.number, "other-door", **ASKED)
    assert "report" not in offered_natures(birgitte.case(complaint.number))
    says(staff_portal, complaint, yes=True)
    assert "report" in offered_natures(birgitte.case(complaint.number))
    birgitte.act(complaint.number, "register", **register)
    birgitte.act(complaint.number, "close", reason="Hører til ved den anden dør")
    file = file_of(staff_portal, complaint.number)
    assert file.register is not None
    assert file.register.nature is Nature.REPORT
    assert file.facts.state is CaseState.CLOSED
    page = words(birgitte.case(complaint.number))
    assert "Viste sig at være en indberetning" in page


def test_in_a_closed_case_nothing_is_asked(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    register = {"nature": "enquiry", "channel": "form", "effort": "dialogue"}
    birgitte.act(complaint.number, "register", **register)
    birgitte.act(complaint.number, "close", reason="Vejledt")
    assert "form-other-door" not in birgitte.case(complaint.number)
    birgitte.act(complaint.number, "other-door", 409, **ASKED)
    assert heard(staff_portal, complaint).waiting == ()


def test_each_desk_asks_of_its_own_cases_alone(
    staff_portal: Portal, report: FiledReport, complaint: Filed
) -> None:
    erik = add_member(staff_portal.workplace, "Erik", Role.CASEWORKER, Desk.COMPLAINTS)
    StaffBrowser(staff_portal, staff_portal.anders).act(
        complaint.number, "other-door", 404, **ASKED
    )
    StaffBrowser(staff_portal, erik).act(report.number, "other-door", 404, **ASKED)
    for case in (report, complaint):
        assert heard(staff_portal, case).waiting == ()


def test_its_pages_are_in_english_too(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, complaint: Filed
) -> None:
    for case in (report, complaint):
        offer_other_door(
            staff_portal.workplace, staff_portal.birgitte, case.number, text=WHY, carried=CARRIED
        )
        birgitte.get(f"/staff/cases/{case.number}?lang=en")
