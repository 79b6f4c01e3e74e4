"""Assistance, enquiries, calls and mediation in a real browser: by keyboard, and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.caseworker.complaints import taken_up
from tests.caseworker.on_screen import check, enter
from tests.support.axe import check_accessible
from tests.support.portal import Portal
from tests.support.site import answering
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def origin(staff_portal: Portal, own_origins: set[str]) -> Iterator[str]:
    """Where the portal under test answers."""
    with answering(staff_portal.app, own_origins) as address:
        yield address


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def test_with_the_keyboard_alone_assistance_is_logged(
    page_without_javascript: Page, origin: str, birgitte: StaffBrowser
) -> None:
    page = page_without_javascript
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/assistance")
    page.get_by_role("link", name="Ny bistand").press("Enter")
    page.wait_for_url("**/staff/assistance/new")
    # She chooses and types at once: the first field has the focus. SO is enough for the letters.
    page.keyboard.type("So")
    page.keyboard.press("Tab")
    page.keyboard.type("Afsnitsleder")
    page.keyboard.press("Tab")
    page.keyboard.type("Skal telefonsamtaler noteres?")
    # Kind, the parts of both days and the time stand as proposed.
    page.get_by_label("Blev forvaltningens kompetence løftet?").focus()
    page.keyboard.type("J")
    for key in ("Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Ja, samme dag.")
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#notice")
    said = page.locator("main").inner_text()
    assert "Skal telefonsamtaler noteres?" in said
    assert "15 minutter" in said


def test_with_the_keyboard_alone_an_enquiry_is_logged(
    page_without_javascript: Page, origin: str, birgitte: StaffBrowser
) -> None:
    page = page_without_javascript
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/complaints/new/enquiry")
    page.keyboard.type("Hvornår er der åbent?")
    page.keyboard.press("Tab")
    page.keyboard.type("Til klokken 18.")
    for key in ("Tab", "Tab", "Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#notice")
    assert "Henvendelsen er gemt og afsluttet." in page.locator("#notice").inner_text()


def test_every_page_is_accessible_and_fits_a_narrow_screen(
    open_page: OpenPage, origin: str, staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = open_page(viewport=NARROW, reduced_motion="reduce")
    enter(page, origin, birgitte)
    birgitte.post(
        "/staff/assistance/new",
        administration="SOF",
        asked_by="Afsnitsleder i Borgercenter Voksne",
        subject="Skal telefonsamtaler noteres?",
        kind="advice",
        asked_on="2026-03-03",
        answered_on="",
        quarters="6",
        impartial="y",
    )
    open_cases = birgitte.get("/staff/cases?kind=assistance")
    number = open_cases.split('data-case="')[1].split('"')[0]
    complaint = taken_up(staff_portal).number
    birgitte.act(complaint, "call", with_whom="citizen", note="Hun venter.", next_step="Fredag.")
    fields = {"about": "Tonen", "administration": "SOF", "about_decision": "no"}
    birgitte.act(complaint, "mediation-offer", **fields, offered_on="2026-03-03")
    for place in (
        "assistance",
        "assistance/new",
        f"cases/{number}",
        f"cases/{complaint}",
        "cases?kind=assistance",
        "complaints/new/enquiry",
    ):
        check(page, f"{origin}/staff/{place}")
    page.goto(f"{origin}/staff/assistance/new")
    page.get_by_role("button", name="Gem bistanden").click()
    page.wait_for_selector("#error-summary")
    check_accessible(page)
