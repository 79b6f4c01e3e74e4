"""The papers for the committee: on one page, one by one and all in one, each desk with its own."""

from __future__ import annotations

import io

import docx
import pytest

from portal.domain.access import Desk, Role
from portal.services.statistics.statistics_key import share_statistics_key
from tests.caseworker.supervised import RECOMMENDED, opened
from tests.caseworker.unit import element, newcomer, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

ALL = "/staff/committee/file?paper=all&format=docx"


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def kaja(staff_portal: Portal) -> StaffBrowser:
    """Who works on complaints alone."""
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    share_statistics_key(staff_portal.workplace, staff_portal.birgitte)
    return StaffBrowser(staff_portal, kaja)


def parts(page: str) -> list[str]:
    """The codes of the papers' parts, in their order."""
    return [
        e.attributes["data-part"]
        for e in read_page(page).all("section")
        if "data-part" in e.attributes
    ]


def test_everything_for_the_meeting_stands_on_one_page_and_in_one_document(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    staff_portal.filed()
    number = opened(birgitte)
    birgitte.act(number, "recommendation", **RECOMMENDED)
    page = birgitte.get("/staff/committee")
    assert parts(page) == ["pending", "decided", "under_way", "closed", "recommendations"]
    said = words(page)
    assert "Den 3. marts 2026 er 1 sag under behandling" in said
    assert "Ventetid på svar" in said
    assert "Svar inden 14 dage" in said
    assert number not in said
    written = docx.Document(io.BytesIO(birgitte.client.get(ALL).data))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert {"Ventetid på svar", "Svar inden 14 dage"} <= set(cells)
    assert any("1 sag under behandling" in line.text for line in written.paragraphs)


def test_the_days_are_chosen(birgitte: StaffBrowser, staff_portal: Portal) -> None:
    staff_portal.filed()
    page = birgitte.get("/staff/committee?on=2026-03-02&since=2025-12-24")
    assert "Den 2. marts 2026 var ingen sager under behandling" in words(page)
    assert "Afsluttet siden den 24. december 2025" in words(page)
    for link in read_page(page).all("a"):
        if "/committee/file" in link.attributes["href"]:
            assert "on=2026-03-02" in link.attributes["href"]
            assert "since=2025-12-24" in link.attributes["href"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("on=2026-03-04&since=2026-01-01", "Dagen er ikke kommet endnu."),
        ("on=2026-02-30&since=2026-01-01", "Skriv en dag."),
        ("on=2026-03-03", "Skriv en dag."),
    ],
)
def test_a_day_that_is_none_is_said_kindly(birgitte: StaffBrowser, asked: str, said: str) -> None:
    page = birgitte.get(f"/staff/committee?{asked}", 422)
    assert said in element(page, id="error-summary").text
    birgitte.get(f"{ALL}&{asked}", 400)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_each_paper_is_fetched_in_each_format(birgitte: StaffBrowser, form: str) -> None:
    links = [
        link.attributes["href"]
        for link in read_page(birgitte.get("/staff/committee")).all("a")
        if f"format={form}" in link.attributes["href"]
    ]
    assert len(links) == 4
    names = [birgitte.client.get(link).headers["Content-Disposition"] for link in links]
    assert names == [
        f'attachment; filename="{name}-2026-03-03.{form}"'
        for name in ("sager-under-behandling", "tilsyn", "anbefalinger", "bilag-til-udvalget")
    ]


def test_each_desk_has_its_own_papers(staff_portal: Portal, kaja: StaffBrowser) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    assert parts(anders.get("/staff/committee")) == ["pending"]
    assert "pending" not in parts(kaja.get("/staff/committee"))
    assert "recommendations" in parts(kaja.get("/staff/committee"))
    file = "/staff/committee/file?format=docx&paper="
    for browser, paper in ((kaja, "pending"), (anders, "supervisions"), (anders, "nothing")):
        browser.get(f"{file}{paper}", 404)


def test_a_format_that_there_is_none_of_is_refused(birgitte: StaffBrowser) -> None:
    birgitte.get("/staff/committee/file?paper=all&format=json", 400)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_has_no_cases_hands_nothing_to_the_committee(staff_portal: Portal, role: Role) -> None:
    browser = StaffBrowser(staff_portal, add_member(staff_portal.workplace, "Rikke", role, None))
    for address in ("/staff/committee", ALL):
        browser.get(address, 404)


def test_who_has_no_key_yet_is_told_so(staff_portal: Portal) -> None:
    dorthe = StaffBrowser(staff_portal, newcomer(staff_portal))
    for address in ("/staff/committee", ALL):
        assert "Du har ikke nøglen til statistikken endnu" in dorthe.get(address, 409)
