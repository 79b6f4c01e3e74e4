"""The way of a complaint in a browser: on a phone, on a desk, without JavaScript, seen by axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.write_to_reporter import write_to_reporter
from tests.intake.test_complaint import only_number
from tests.intake.test_in_a_browser import fits
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE
from tests.support.site import answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.support.portal import Portal

# What is looked at here does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LOOKED_AT = {"phone": PHONE, "desk": DESKTOP, "enlarged": {"width": 320, "height": 256}}


@pytest.fixture
def site(portal: Portal, own_origins: set[str]) -> Iterator[str]:
    with answering(portal.app, own_origins) as origin:
        yield origin


def choose(page: Page, name: str, place: int) -> None:
    page.locator(f"#{name}-{place}").check()


@pytest.mark.parametrize("window", list(LOOKED_AT))
def test_the_whole_way_of_a_complaint_is_accessible_and_fits(
    site: str, portal: Portal, open_page: Callable[..., Page], window: str
) -> None:
    page = open_page(viewport=LOOKED_AT[window])

    def look() -> None:
        check_accessible(page)
        fits(page)

    page.goto(f"{site}/complaint")
    look()
    choose(page, "own_workplace", 0)
    choose(page, "complained_before", 1)
    page.get_by_label("Hvad er der sket?").fill("Jeg venter. 070790-1234")
    look()
    page.get_by_role("button", name="Send klagen").click()
    page.locator("#error-summary:focus").wait_for()
    assert page.locator("#other-door").is_visible()
    look()
    page.get_by_text("Jeg vil sende det som en klage", exact=True).click()
    page.get_by_text("Send det alligevel", exact=True).click()
    page.get_by_role("button", name="Send klagen").click()
    page.wait_for_url("**/report/receipt")
    look()
    code = page.locator("#receipt-code").inner_text()
    page.get_by_role("button", name="Jeg har gemt koden").click()
    page.wait_for_url("**/complaint/kept")
    look()
    case = (portal.workplace, portal.birgitte, only_number(portal))
    declare_impartiality(*case, impartial=True, reason="")
    write_to_reporter(*case, "Hvornår skrev du?", asks=True)
    page.goto(f"{site}/case")
    page.get_by_label("Kvitteringskode").fill(code)
    page.get_by_role("button", name="Åbn sagen").click()
    page.wait_for_url("**/case/dialogue")
    look()


def test_the_answers_to_a_choice_are_shown_when_it_is_chosen(
    site: str, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    page.goto(f"{site}/complaint")
    first = page.get_by_text("Bed om et skriftligt svar")
    assert not first.is_visible()
    choose(page, "complained_before", 1)
    assert first.is_visible()
    choose(page, "complained_before", 0)
    assert not first.is_visible()


def test_the_text_is_carried_to_the_other_door_without_javascript(
    site: str, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    page.goto(f"{site}/complaint")
    choose(page, "own_workplace", 0)
    page.get_by_label("Hvad er der sket?").fill("Kassen passer ikke.\nHver uge.")
    page.get_by_role("button", name="Send klagen").click()
    page.get_by_role("button", name="Tag min tekst med til en indberetning").click()
    page.wait_for_url("**/report/new")
    assert page.get_by_label("Hvad er der sket?").input_value() == "Kassen passer ikke.\nHver uge."
    page.get_by_role("button", name="Send indberetningen").click()
    page.wait_for_url("**/report/receipt")


def test_after_an_error_the_summary_leads_to_the_choice(
    site: str, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    page.goto(f"{site}/complaint")
    page.get_by_label("Hvad er der sket?").fill("Jeg venter.")
    page.get_by_role("button", name="Send klagen").click()
    page.locator("#error-summary a").click()
    page.locator("#complained_before-0:focus").wait_for()
