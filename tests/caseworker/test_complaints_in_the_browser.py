"""Complaints in a real browser: taken down with the keyboard alone, read on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from portal.services.reporting.post_message import post_message
from tests.caseworker.complaints import FULL, Filed, filed, taken_up
from tests.caseworker.on_screen import STROKES_IN_A_MINUTE, Keyboard, check, enter
from tests.caseworker.unit import FEEDBACK
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP
from tests.support.portal import Portal
from tests.support.site import answering
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def origin(staff_portal: Portal, own_origins: set[str]) -> Iterator[str]:
    """Where the portal under test answers."""
    with answering(staff_portal.app, own_origins) as address:
        yield address


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def busy(staff_portal: Portal, birgitte: StaffBrowser) -> Filed:
    """A complaint with something in every part of its page."""
    complaint = taken_up(staff_portal, "Jeg har ventet siden maj.\n" * 8)
    number = complaint.number
    birgitte.act(number, "message", message="Hvornår søgte du?", asks="y")
    post_message(staff_portal.workplace, complaint.citizen, "I maj.")
    birgitte.act(number, "call", with_whom="administration", minutes="12", note="De ser på det.")
    birgitte.act(number, "note", note="Ring til Hanne", reader="self")
    birgitte.act(number, "feedback", **FEEDBACK, interim="y")
    birgitte.act(number, "message", message="Fik du svar?", asks="y")
    birgitte.act(number, "register", **{**FULL, "learning": ""})
    return complaint


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_a_complaint_is_accessible_and_fits_the_screen(
    open_page: OpenPage,
    origin: str,
    staff_portal: Portal,
    birgitte: StaffBrowser,
    busy: Filed,
    screen: dict[str, int],
) -> None:
    page = open_page(viewport=screen, reduced_motion="reduce")
    enter(page, origin, birgitte)
    unopened = filed(staff_portal)
    for place in (
        "cases",
        "today",
        f"cases/{busy.number}",
        f"cases/{busy.number}/related?alike=yes",
        f"cases/{unopened.number}/impartiality",
        "complaints/new",
    ):
        check(page, f"{origin}/staff/{place}")
    page.goto(f"{origin}/staff/cases/{busy.number}")
    page.locator("#register-missing a").first.click()
    assert page.locator("#register-learning").is_visible()
    page.get_by_role("button", name="Gem registret").click()
    page.wait_for_selector("#notice")
    page.goto(f"{origin}/staff/complaints/new")
    page.get_by_role("button", name="Gem, og vis koden").click()
    page.wait_for_selector("#error-summary")
    check_accessible(page)
    page.get_by_label("Hvad er der sket?").fill("Jeg venter.")
    page.get_by_label("Intet gør mig inhabil").check()
    page.get_by_role("button", name="Gem, og vis koden").click()
    page.wait_for_selector("#receipt-code")
    check(page, page.url)


def test_with_the_keyboard_alone_a_complaint_is_taken_down_in_a_minute(
    page_without_javascript: Page, origin: str, birgitte: StaffBrowser
) -> None:
    page = page_without_javascript
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/cases")
    page.get_by_role("link", name="Ny klage").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/complaints/new")
    # She types at once: the first field has the focus.
    keyboard = Keyboard(page)
    keyboard.types("Jeg har ventet siden maj.")
    keyboard.presses("Tab")
    keyboard.types("Et svar")
    keyboard.presses("Tab", "s", "Tab", "Space", "Tab")
    keyboard.types("Sofie Holm")
    keyboard.presses("Tab")
    keyboard.types("22 33 44 55")
    # Past what is seldom asked for, which stays shut.
    keyboard.presses("Tab", "Tab", "Tab", "Space", "Tab", "Enter")
    assert keyboard.strokes < STROKES_IN_A_MINUTE
    page.wait_for_selector("#receipt-code")
    page.get_by_role("button", name="Borgeren har koden").press("Enter")
    page.wait_for_selector("#case-state")
    said = page.locator("main").inner_text()
    assert "Jeg har ventet siden maj." in said
    assert "Et svar" in said
