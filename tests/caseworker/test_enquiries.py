"""An enquiry that is no complaint is written down with its answer, and closed with that."""

import pytest

from portal.domain.access import Desk, Role
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.complaint import Channel, ComplaintRegister, Nature
from portal.services.member_work import working_on
from portal.storage.case_store import WorklistQuery
from tests.caseworker.complaints import file_of, taken_up
from tests.caseworker.unit import element, newcomer, words
from tests.caseworker.writing import drafts_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

NEW = "/staff/complaints/new/enquiry"
SAID = {
    "subject": "Hvornår har Borgerservice åbent?",
    "answer": "Vi henviste til <b>hjemmesiden</b>.",
    "administration": "KFF",
    "channel": "telephone",
    "impartial": "y",
    "submission": "en",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _cases(portal: Portal) -> list[CaseFacts]:
    with portal.workplace.open_unit() as unit:
        return list(unit.cases.worklist(portal.birgitte.account.id, WorklistQuery())[0])


def test_the_two_pages_lead_to_one_another(birgitte: StaffBrowser) -> None:
    assert f'href="{NEW}"' in birgitte.get("/staff/complaints/new")
    page = birgitte.get(NEW)
    assert 'href="/staff/complaints/new"' in page
    [focused] = [e for e in read_page(page).elements if "autofocus" in e.attributes]
    assert focused.attributes["name"] == "subject"


def test_it_is_filed_with_its_answer_and_closed(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    response = birgitte.post(NEW, **SAID)
    assert response.headers["Location"] == "/staff/cases"
    [facts] = _cases(staff_portal)
    assert (facts.kind, facts.state) == (CaseKind.COMPLAINT, CaseState.CLOSED)
    assert (facts.rests_with, facts.due) == (None, None)
    register = file_of(staff_portal, facts.number).register
    assert register is not None
    assert (register.nature, register.channel) == (Nature.ENQUIRY, Channel.TELEPHONE)
    assert register.administration == "KFF"
    page = birgitte.case(facts.number)
    said = words(page)
    for text in (SAID["subject"], "Det blev svaret", "En henvendelse, som ikke er en klage"):
        assert text in said, text
    assert "<b>hjemmesiden" not in page
    assert "Borgeren har ingen kode til henvendelsen." in said


def test_without_an_administration_it_is_as_good(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, **{**SAID, "administration": "", "channel": "letter"})
    [facts] = _cases(staff_portal)
    assert facts.state is CaseState.CLOSED


def test_a_double_click_files_one(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    birgitte.post(NEW, **SAID)
    birgitte.post(NEW, **SAID)
    assert len(_cases(staff_portal)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"subject": " "}, "Skriv, hvad henvendelsen handler om."),
        ({"answer": ""}, "Skriv, hvad der blev svaret."),
        ({"channel": "form"}, "Vælg, hvordan det kom."),
        ({"administration": "XXX"}, "Vælg en af mulighederne på listen."),
        ({"impartial": "no"}, "Sæt kryds, hvis intet gør dig inhabil."),
    ],
)
def test_what_is_missing_comes_back_with_everything_that_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, changed: dict[str, str], said: str
) -> None:
    fields = {**SAID, **changed}
    page = birgitte.post(NEW, 422, **fields).text
    assert said in element(page, id="error-summary").text
    assert fields["subject"].strip() in page
    assert _cases(staff_portal) == []


def test_a_complaint_that_turns_out_to_be_an_enquiry_wants_neither_register_nor_answer(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    number = taken_up(staff_portal).number
    birgitte.act(number, "register", nature="enquiry", channel="telephone", effort="dialogue")
    birgitte.act(number, "close", reason="Kun et spørgsmål")
    assert file_of(staff_portal, number).facts.state is CaseState.CLOSED


def test_teaching_is_offered_in_the_register_only_where_it_stands_already(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    number = taken_up(staff_portal).number

    def natures() -> set[str]:
        page = read_page(birgitte.case(number))
        return {
            e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "nature"
        }

    assert natures() == {"complaint", "enquiry"}
    with working_on(staff_portal.workplace, staff_portal.birgitte, number) as work:
        work.write_register(ComplaintRegister(nature=Nature.TEACHING))
        work.finish()
    assert natures() == {"complaint", "enquiry", "teaching"}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"subject": "a\0b", "answer": "\0"}, 303),
        ({"subject": "x" * 60_000}, 422),
        ({"answer": "x" * 60_000}, 422),
        ({"administration": "XXX"}, 422),
        ({"channel": "carrier pigeon"}, 422),
        ({"channel": "form"}, 422),
        ({"channel": "\0", "administration": "\0"}, 422),
        ({"submission": "\0"}, 303),
        ({"submission": "x" * 60_000}, 422),
    ],
)
def test_what_no_browser_sends_comes_back_or_is_kept_and_breaks_nothing(
    staff_portal: Portal, birgitte: StaffBrowser, changed: dict[str, object], status: int
) -> None:
    birgitte.post(NEW, status, **{**SAID, **changed})
    found = _cases(staff_portal)
    assert len(found) == (status == 303)
    for facts in found:
        birgitte.case(facts.number)


def test_who_is_not_on_the_list_yet_is_told_and_nothing_is_lost(staff_portal: Portal) -> None:
    kaja = newcomer(staff_portal, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    page = StaffBrowser(staff_portal, kaja).post(NEW, 409, **SAID).text
    assert "En kollega skal først tage dig op på enhedens liste." in words(page)
    assert SAID["subject"] in page
    assert _cases(staff_portal) == []


def test_who_works_on_reports_alone_has_no_such_page(staff_portal: Portal) -> None:
    rune = StaffBrowser(
        staff_portal,
        add_member(staff_portal.workplace, "Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING),
    )
    rune.get(NEW, 404)
    rune.post(NEW, 404, **SAID)
    assert _cases(staff_portal) == []


def test_what_was_being_written_waits_as_a_draft(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    fields = {name: value for name, value in SAID.items() if name != "impartial"}
    response = birgitte.post(NEW, **fields, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert response.headers["Location"] == f"{NEW}?draft={draft.id}"
    page = birgitte.get(response.headers["Location"])
    assert SAID["subject"] in element(page, name="subject").text
    assert "Ny henvendelse" in words(birgitte.get("/staff/drafts"))
    birgitte.post(NEW, **SAID)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
