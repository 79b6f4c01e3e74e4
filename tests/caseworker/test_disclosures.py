"""The register of disclosures, on a case's page, over all cases, and as a file."""

from __future__ import annotations

import pytest

from portal.domain.audit_events import SystemEvent
from portal.services.accounts.list_accounts import read_system_log
from portal.services.casework.forward_matter import forward_matter
from tests.caseworker.unit import IN_SCOPE, add_matter, triage, words
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

HOSTILE = '=HYPERLINK("http://ond.example";"Undersøg kassen")'


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A case with a letter that was sent to SOF on 3 March."""
    taken = staff_portal.taken_up()
    add_matter(birgitte, taken)
    triage(birgitte, taken, **IN_SCOPE)
    forward_matter(
        staff_portal.workplace,
        staff_portal.birgitte,
        taken.number,
        1,
        administration="SOF",
        text=HOSTILE,
        due=staff_portal.workplace.today(),
    )
    return taken


def lines_on(page: str) -> list[str]:
    found = [e for e in read_page(page).elements if "data-disclosure" in e.attributes]
    return [" ".join(one.text.split()) for one in found]


def test_a_case_shows_what_of_it_was_told(birgitte: StaffBrowser, report: FiledReport) -> None:
    [line] = lines_on(birgitte.case(report.number))
    for said in (
        "3. marts 2026: Socialforvaltningen",
        "forhold 1",
        "Ad anden vej",
        "Undersøgelse",
        "Kunne ikke røbe indberetteren",
        "Kræver ikke samtykke",
        "Ikke sammenlignet med indberetterens identitet",
        "Birgitte Prøve",
        HOSTILE,
    ):
        assert said in line


def test_the_register_of_all_cases_leads_to_each(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.get("/staff/disclosures")
    [line] = lines_on(page)
    assert f"sag {report.number}" in line
    assert f'href="/staff/cases/{report.number}#disclosures"' in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("from=2026-03-03&to=2026-03-03&recipient=SOF", 1),
        ("from=2026-03-04", 0),
        ("to=2026-03-02", 0),
        ("recipient=BUF", 0),
        ("from=i-morgen&recipient=%00", 1),
    ],
)
def test_the_register_is_asked_by_day_and_recipient(
    birgitte: StaffBrowser, report: FiledReport, asked: str, count: int
) -> None:
    assert len(lines_on(birgitte.get(f"/staff/disclosures?{asked}"))) == count


def test_what_is_left_out_is_said(staff_portal: Portal, report: FiledReport) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    page = anders.get("/staff/disclosures")
    assert lines_on(page) == []
    assert "ikke er inhabil, er ikke med: 1." in words(page)


def test_the_file_runs_nothing_in_a_spreadsheet(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    answer = birgitte.client.get("/staff/disclosures.csv?recipient=SOF")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert ";\"'=HYPERLINK(" in text
    assert report.number in text


def test_that_it_was_taken_out_stands_in_the_log(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.client.get("/staff/disclosures.csv")
    newest = read_system_log(staff_portal.workplace, 1)[0]
    assert (newest.event, newest.actor) == (SystemEvent.DISCLOSURES_EXPORTED, "Birgitte Prøve")
    assert "Hentede registret over videregivelser" in words(birgitte.get("/staff/log"))
