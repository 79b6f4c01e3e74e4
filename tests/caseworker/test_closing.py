"""A case ends, comes back, is erased; and who may open it is for its members to say."""

from datetime import timedelta

import pytest

from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseState
from portal.services.accounts.disable_account import disable_account
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.reporting.post_message import post_message
from tests.caseworker.unit import (
    REJECTED,
    add_matter,
    element,
    open_forms,
    triage,
    view_of,
    words,
)
from tests.support.portal import PASSPHRASE, FiledReport, Portal, add_member
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def ended(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A case that was closed after everything in it was rejected."""
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    triage(birgitte, report, **REJECTED)
    birgitte.act(report.number, "close", reason="Afvist og vejledt.")
    return report


def _state(portal: Portal, report: FiledReport) -> CaseState:
    return view_of(portal, report).file.facts.state


def test_what_stands_in_the_way_of_closing_is_said_before_anybody_tries(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    page = birgitte.case(report.number)
    assert "Indberetningen er ikke delt op i forhold." in words(page)
    assert "form-close" not in page
    add_matter(birgitte, report)
    assert "Mindst ét forhold er ikke afgjort" in words(birgitte.case(report.number))
    refused = birgitte.act(report.number, "close", 409, reason="Færdig.")
    assert "Sagen kan ikke afsluttes endnu" in element(refused, id="error-summary").text
    assert "Færdig." in element(refused, id="close-reason").text
    assert _state(staff_portal, report) is CaseState.OPEN


def test_a_case_is_closed_with_a_reason_and_opened_again_with_one(
    staff_portal: Portal, birgitte: StaffBrowser, ended: FiledReport
) -> None:
    page = birgitte.case(ended.number)
    assert element(page, id="case-state").attributes["data-state"] == "closed"
    assert "Kan slettes fra 3. juni 2026" in words(page)
    assert "Afsluttede sagen: Afvist og vejledt." in page
    assert "form-triage-1" not in page
    assert open_forms(birgitte.act(ended.number, "reopen", 422, reason="")) == ["form-reopen"]
    birgitte.act(ended.number, "reopen", reason="Nye oplysninger.")
    assert _state(staff_portal, ended) is CaseState.OPEN
    assert "Genåbnede sagen: Nye oplysninger." in birgitte.case(ended.number)
    birgitte.act(ended.number, "reopen", 409, reason="Igen.")


def test_the_lead_erases_a_case_when_its_time_has_come(
    staff_portal: Portal, birgitte: StaffBrowser, ended: FiledReport
) -> None:
    assert "form-erase" not in birgitte.case(ended.number)
    early = birgitte.act(ended.number, "erase", 409, journal_answered="y")
    assert "Sagen kan ikke slettes nu" in element(early, id="error-summary").text
    staff_portal.clock.advance(timedelta(days=92))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    unanswered = birgitte.act(ended.number, "erase", 422, journal_answered="no")
    assert open_forms(unanswered) == ["form-erase"]
    for _ in range(2):
        birgitte.act(ended.number, "erase", journal_answered="yes", submission="en")
    listed = birgitte.get("/staff/cases")
    assert f"Sag {ended.number} er slettet for altid." in listed
    assert "data-case" not in listed
    birgitte.case(ended.number, 404)


def test_a_case_the_reporter_wrote_in_since_is_not_erased(
    staff_portal: Portal, birgitte: StaffBrowser, ended: FiledReport
) -> None:
    post_message(staff_portal.workplace, ended.reporter, "Nu er jeg blevet fyret.")
    staff_portal.clock.advance(timedelta(days=92))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = birgitte.case(ended.number)
    assert "Indberetteren har skrevet, efter at sagen blev afsluttet." in words(page)
    birgitte.act(ended.number, "erase", 409, journal_answered="y")


def test_a_caseworker_is_not_offered_to_erase(staff_portal: Portal, ended: FiledReport) -> None:
    staff_portal.clock.advance(timedelta(days=92))
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.act(ended.number, "impartiality", impartial="yes")
    assert "form-erase" not in anders.case(ended.number)
    anders.act(ended.number, "erase", 404, journal_answered="y")


def test_before_opening_only_place_and_witnesses_are_shown(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.filed(
        "Der mangler penge.", administration="SOF", place="Centret", witnesses="Nattevagten"
    )
    page = birgitte.case(f"{report.number}/impartiality")
    said = words(page)
    for part in ("Socialforvaltningen", "Centret", "Nattevagten"):
        assert part in said
    assert "Der mangler penge." not in said
    birgitte.act(report.number, "impartiality", 422)
    response = birgitte.post(f"/staff/cases/{report.number}/impartiality", impartial="yes")
    assert response.headers["Location"] == f"/staff/cases/{report.number}"
    assert "Der mangler penge." in birgitte.case(report.number)


def test_who_is_disqualified_says_why_and_loses_the_key(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    page = birgitte.act(report.number, "impartiality", 422, impartial="no")
    assert "Skriv, hvorfor du ikke kan behandle sagen." in page
    fields = {"impartial": "no", "reason": "Min søster.", "submission": "en"}
    for _ in range(2):
        response = birgitte.post(f"/staff/cases/{report.number}/impartiality", **fields)
        assert response.headers["Location"] == "/staff/cases"
    listed = birgitte.get("/staff/cases")
    assert f"Du er meldt inhabil i sag {report.number}" in listed
    assert "data-case" not in listed
    birgitte.case(report.number, 404)


def test_the_last_who_can_open_a_case_lets_a_colleague_in_before_she_leaves(
    staff_portal: Portal,
) -> None:
    others = frozenset({staff_portal.birgitte.id, staff_portal.chaima.id})
    report = staff_portal.filed(not_to=frozenset({staff_portal.birgitte.id}))
    declare_impartiality(
        staff_portal.workplace, staff_portal.chaima, report.number, impartial=False, reason="x"
    )
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    fields = {"impartial": "no", "reason": "Min søster."}
    page = anders.act(report.number, "impartiality", 422, **fields)
    assert "Du er den eneste, der kan åbne sagen." in element(page, id="error-summary").text
    assert "Min søster." in page
    for barred in others:
        given = {"account": barred, "passphrase": PASSPHRASE, "origin": "impartiality"}
        page = anders.act(report.number, "access", 422, **given)
        assert "Den kollega kan ikke få adgang" in element(page, id="error-summary").text
    disable_account(staff_portal.workplace, None, staff_portal.chaima.account.email)


@pytest.fixture
def too_new(staff_portal: Portal) -> tuple[FiledReport, StaffBrowser]:
    """A report, and a member who came after it."""
    report = staff_portal.filed()
    dorthe = add_member(staff_portal.workplace, "Dorthe", Role.CASEWORKER, Desk.BOTH)
    return report, StaffBrowser(staff_portal, dorthe)


def test_a_member_gives_a_colleague_access(
    staff_portal: Portal, too_new: tuple[FiledReport, StaffBrowser]
) -> None:
    report, dorthe = too_new
    dorthe.case(f"{report.number}/impartiality", 404)
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.act(report.number, "impartiality", impartial="yes")
    assert dorthe.member.id in anders.case(report.number)
    assert open_forms(anders.act(report.number, "access", 422)) == ["form-access"]
    anders.act(report.number, "access", 422, account="0" * 32, passphrase=PASSPHRASE)
    anders.act(report.number, "access", account=dorthe.member.id, passphrase=PASSPHRASE)
    page = anders.case(report.number)
    assert "Din kollega har fået adgang til sagen." in page
    assert "Gav Dorthe Prøve adgang til sagen" in page
    dorthe.case(f"{report.number}/impartiality")


@pytest.mark.parametrize("origin", ["", "impartiality"])
def test_nobody_gets_access_without_the_right_passphrase_and_the_colleague_stays_chosen(
    staff_portal: Portal, too_new: tuple[FiledReport, StaffBrowser], origin: str
) -> None:
    report, dorthe = too_new
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.act(report.number, "impartiality", impartial="yes")
    fields = {"account": dorthe.member.id, "origin": origin, "submission": "en"}
    for typed, said in (
        ("", "Skriv din adgangssætning."),
        ("en hel anden sætning", "Adgangssætningen er forkert."),
    ):
        page = anders.act(report.number, "access", 422, **fields, passphrase=typed)
        assert said in element(page, id="error-summary").text
        assert f'value="{dorthe.member.id}" selected' in " ".join(page.split()) or (
            f'selected value="{dorthe.member.id}"' in " ".join(page.split())
        )
        assert "en hel anden sætning" not in page
    dorthe.case(f"{report.number}/impartiality", 404)
    anders.act(report.number, "access", **fields, passphrase=PASSPHRASE)
    dorthe.case(f"{report.number}/impartiality")


def test_access_to_a_case_that_is_not_hers_is_nobody_s_to_give(staff_portal: Portal) -> None:
    report = staff_portal.filed(not_to=frozenset({staff_portal.chaima.id}))
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    for number in (report.number, "2026-AAAAA"):
        given = {"account": staff_portal.anders.id, "passphrase": PASSPHRASE}
        chaima.act(number, "access", 404, **given)
        chaima.act(number, "access", 404, **given, origin="impartiality")
        chaima.act(number, "access", 404, account="x", origin="impartiality")
        chaima.act(number, "impartiality", 404, impartial="yes")
