"""The register of parties on a case's page: the notice, its limit, and what was said."""

from datetime import timedelta

import pytest

from portal.domain.party import NoticeState, PartyRole
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    add_matter,
    element,
    open_forms,
    triage,
    view_of,
    words,
)
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

KIRSTEN = {
    "role": "person_concerned",
    "name": "Kirsten Holm",
    "about": "leder, Solgården",
    "matters": "1",
    "obtained_on": "2026-03-03",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A case with one matter in scope and one party."""
    taken = staff_portal.taken_up()
    add_matter(birgitte, taken)
    triage(birgitte, taken, **IN_SCOPE)
    birgitte.act(taken.number, "parties", **KIRSTEN)
    return taken


def on_a_later_day(portal: Portal, days: int) -> StaffBrowser:
    portal.clock.advance(timedelta(days=days))
    return StaffBrowser(portal, portal.birgitte)


def test_a_party_stands_on_the_page_with_the_limit_and_its_paragraph(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    party = element(page, data_party="1")
    assert party.attributes["data-notice"] == "due"
    said = " ".join(party.text.split())
    for wanted in (
        "Part 1: Kirsten Holm",
        "Skal underrettes senest 3. april 2026",
        "art. 14, stk. 3, litra a",
        "Berørt person",
        "leder, Solgården",
        "Forhold 1",
    ):
        assert wanted in said
    assert "skal anses for uskyldig, indtil det modsatte er vist" in words(page)
    assert "Skrev part 1 i registret over parter" in words(page)


def test_the_notice_is_among_the_next_steps_and_overdue_is_said_plainly(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    step = "Underret part 1 senest den 3. april 2026, eller notér, hvorfor ikke."
    assert step in words(birgitte.case(report.number))
    last_day = on_a_later_day(staff_portal, 31).case(report.number)
    assert step in words(last_day)
    page = on_a_later_day(staff_portal, 1).case(report.number)
    assert "fristen den 3. april 2026 er overskredet." in words(page)
    assert "Fristen for at underrette er overskredet: 3. april 2026" in words(page)
    assert 'href="#party-1">Underret part 1' in page


def test_a_notice_that_was_given_is_no_step_any_more(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "parties/1/notice", state="given", on="2026-03-03", text="Ved brev")
    page = birgitte.case(report.number)
    assert element(page, data_party="1").attributes["data-notice"] == "given"
    assert "Underrettet 3. marts 2026" in words(page)
    assert "Underret part 1" not in words(page)
    assert "Noterede, at part 1 er underrettet" in words(page)


def test_a_notice_that_was_put_off_comes_back_on_its_day(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    told = {"state": "postponed", "until": "2026-05-01", "text": "Beviser kan forsvinde"}
    birgitte.act(report.number, "parties/1/notice", **told)
    page = words(birgitte.case(report.number))
    assert "Underretningen er udsat til 1. maj 2026" in page
    assert "Databeskyttelsesloven § 22." in page
    assert "Beviser kan forsvinde" in page
    assert "Tag igen stilling" not in page
    later = words(on_a_later_day(staff_portal, 59).case(report.number))
    assert "Tag igen stilling til, om part 1 kan underrettes" in later
    assert "Udsat til 1. maj 2026: tag stilling igen" in later


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": "x"}, "Vælg, hvad der er besluttet."),
        ({"state": "due", "text": "x"}, "Vælg, hvad der er besluttet."),
        ({"state": "given", "text": "x"}, "Skriv, hvilken dag parten blev underrettet."),
        ({"state": "given", "on": "2026-03-04", "text": "x"}, "ikke ligge efter i dag"),
        ({"state": "postponed", "text": "x"}, "Skriv, hvilken dag der tages stilling igen."),
        ({"state": "postponed", "until": "2026-03-03", "text": "x"}, "Vælg en dag efter i dag."),
        ({"state": "postponed", "until": "2027-03-03", "text": "x"}, "inden for 6 måneder"),
        ({"state": "not_required"}, "hvorfor det ikke er sket."),
    ],
)
def test_a_notice_that_lacks_something_comes_back_open_with_what_was_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    told: dict[str, str],
    said: str,
) -> None:
    page = birgitte.act(report.number, "parties/1/notice", 422, **told)
    assert open_forms(page) == ["form-party-notice-1"]
    assert said in " ".join(element(page, id="error-summary").text.split())
    assert view_of(staff_portal, report).file.parties[0].notice_state is NoticeState.DUE


def test_a_party_that_lacks_something_comes_back_open_with_what_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    wrong = {"role": "", "name": "Kirsten Friis", "matters": "1", "obtained_on": "2026-03-02"}
    page = birgitte.act(report.number, "parties", 422, **wrong)
    assert open_forms(page) == ["form-party"]
    assert "Kirsten Friis" in page
    assert "Vælg, hvilken rolle parten har i sagen." in page
    page = birgitte.act(report.number, "parties", 422, **(wrong | {"role": "witness"}))
    assert "Dagen kan ikke ligge før den dag, indberetningen kom." in page
    page = birgitte.act(report.number, "parties", 422, **(KIRSTEN | {"matters": "7"}))
    assert "Et forhold, du havde sat kryds ved, findes ikke." in page
    assert len(view_of(staff_portal, report).file.parties) == 1


def test_a_party_is_corrected_and_what_stood_there_can_be_read(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "parties/1", role="witness", name="Kirsten Friis")
    [party] = view_of(staff_portal, report).file.parties
    assert (party.role, party.name, party.matters) == (PartyRole.WITNESS, "Kirsten Friis", ())
    page = words(birgitte.case(report.number))
    assert "Før stod der:" in page
    assert "Kirsten Holm, leder, Solgården" in page


def test_what_a_party_said_stands_with_its_matter_too(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    matter = element(birgitte.case(report.number), data_matter="1")
    assert "Part 1 : er ikke hørt." in " ".join(matter.text.replace(":", " : ").split())
    birgitte.act(report.number, "parties/1/remarks", text="Jeg var på ferie.")
    page = birgitte.case(report.number)
    assert "Jeg var på ferie." in element(page, data_party="1").text
    matter = element(page, data_matter="1")
    assert "har givet bemærkninger. Tag dem med i svaret." in " ".join(matter.text.split())


def test_a_party_that_was_taken_out_is_struck_out_and_has_no_forms(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "parties/1/remove", reason="En anden med samme navn")
    page = birgitte.case(report.number)
    assert "<s>Kirsten Holm</s>" in page
    assert "En anden med samme navn" in words(page)
    assert "Underret part 1" not in words(page)
    assert "/parties/1" not in page
    page = birgitte.act(report.number, "parties/1/remarks", 409, text="Jeg var på ferie.")
    assert "Parten er taget ud af registret" in page
    assert "Jeg var på ferie." in page


def test_a_legal_person_is_asked_for_no_notice(birgitte: StaffBrowser, report: FiledReport) -> None:
    company = {"role": "person_concerned", "name": "Nordlys Vask ApS", "legal_person": "y"}
    birgitte.act(report.number, "parties", obtained_on="2026-03-03", **company)
    page = birgitte.case(report.number)
    said = " ".join(element(page, data_party="2").text.split())
    assert "Pligten til at underrette gælder kun fysiske personer." in said
    assert "/parties/2/notice" not in page


def test_a_closed_case_shows_the_register_and_no_form_of_it(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "matters/1/outcome", outcome="refuted")
    birgitte.act(report.number, "feedback", interim="", **FEEDBACK)
    birgitte.act(report.number, "close", reason="Undersøgt")
    page = birgitte.case(report.number)
    assert "Kirsten Holm" in element(page, data_party="1").text
    assert "/parties" not in page
    assert "Underret part 1" not in words(page)


def test_remarks_that_are_not_ready_wait_as_a_draft_for_the_party(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "parties/1/remarks", text="Hun siger, at", draft="1")
    page = birgitte.get("/staff/drafts")
    assert "bemærkninger fra en part, part 1" in words(page)
    [link] = [
        one.attributes["href"]
        for one in read_page(page).all("a")
        if "draft=" in one.attributes.get("href", "")
    ]
    assert link.endswith("#form-party-remarks-1")
    reopened = birgitte.get(link.partition("#")[0])
    assert open_forms(reopened) == ["form-party-remarks-1"]
    assert "Hun siger, at" in reopened


def test_a_party_that_is_not_there_is_answered_with_not_found(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    for action in ("parties/2", "parties/2/notice", "parties/2/remarks", "parties/0/remove"):
        birgitte.act(report.number, action, 404)
