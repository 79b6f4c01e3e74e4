"""The public pages in a real browser: on a phone, on a desk, without JavaScript, seen by axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE
from tests.support.portal import Portal
from tests.support.site import answering

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# What is looked at here does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = [
    "/",
    "/report",
    "/report/new",
    "/about",
    "/privacy",
    "/accessibility",
    "/contact",
    "/complaint",
    "/case",
    "/case/left",
    "/report/kept",
    "/complaint/kept",
    "/nowhere",
]
# A window of 1280 pixels enlarged to 400 per cent (WCAG 1.4.10).
ENLARGED = {"width": 320, "height": 256}
GUIDED = ["guide-who-work", "guide-about-others", "guide-responsible-municipality"]


@pytest.fixture
def site(portal: Portal, own_origins: set[str]) -> Iterator[str]:
    with answering(portal.app, own_origins) as origin:
        yield origin


def fits(page: Page) -> None:
    """Nothing is wider than the window: nobody scrolls sideways to read."""
    page.wait_for_load_state("load")
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"{page.url} is {wider} pixels wider than the window"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_every_public_page_is_accessible_and_fits(
    site: str, open_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    for address in PAGES:
        page.goto(site + address)
        check_accessible(page)
        fits(page)


def test_every_public_page_can_be_enlarged_to_400_per_cent(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=ENLARGED)
    for address in PAGES:
        page.goto(site + address)
        fits(page)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_whole_way_of_a_report_is_accessible_and_fits(
    site: str, open_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto(f"{site}/report/new")
    page.get_by_role("button", name="Send indberetningen").click()
    check_accessible(page)
    fits(page)
    page.get_by_label("Hvad er der sket?").fill("Et meget " + "langt" * 60 + " ord.")
    page.get_by_role("button", name="Send indberetningen").click()
    page.get_by_text("Vis koden som QR-kode").click()
    check_accessible(page)
    fits(page)
    code = page.locator("#receipt-code").inner_text()
    page.get_by_role("button", name="Jeg har gemt koden").click()
    page.get_by_role("main").get_by_role("link", name="Følg din sag").click()
    page.get_by_label("Kvitteringskode").fill("7KQ4")
    page.get_by_role("button", name="Åbn sagen").click()
    check_accessible(page)
    page.get_by_label("Kvitteringskode").fill(code)
    page.get_by_role("button", name="Åbn sagen").click()
    check_accessible(page)
    fits(page)


def test_the_whole_way_works_without_javascript(
    site: str, page_without_javascript: Page, portal: Portal
) -> None:
    page = page_without_javascript
    page.goto(site)
    page.get_by_role("main").get_by_role("link", name="Indberet", exact=True).click()
    for answer in GUIDED:
        page.locator(f"label[for={answer}]").click()
    page.locator("label[for=guide-gravity-serious]").click()
    page.get_by_role("link", name="Skriv en indberetning").first.click()
    page.get_by_label("Hvad er der sket?").fill("Der mangler penge.")
    upload = {"name": "vagt.pdf", "mimeType": "application/pdf", "buffer": b"vagt"}
    page.get_by_label("Vælg filer").set_input_files([upload])  # type: ignore[list-item]
    page.get_by_role("button", name="Send indberetningen").click()
    code = page.locator("#receipt-code").inner_text()
    page.get_by_role("button", name="Jeg har gemt koden").click()
    page.goto(f"{site}/case")
    page.get_by_label("Kvitteringskode").fill(code.replace("\n", ""))
    page.get_by_role("button", name="Åbn sagen").click()
    page.get_by_label("Din besked").fill("Det sker stadig.")
    page.get_by_role("button", name="Send beskeden").click()
    expect(page.locator("article[data-from=reporter]")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="vagt.pdf").click()
    assert download.value.suggested_filename == "vagt.pdf"
    page.get_by_role("button", name="Log ud og slet spor").click()
    page.goto(f"{site}/case/dialogue")
    assert page.url == f"{site}/case"


def test_the_guide_shows_an_answer_only_when_it_is_chosen(
    site: str, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    page.goto(f"{site}/report")
    complaint = page.get_by_role("link", name="Læs om at klage")
    expect(complaint.filter(visible=True), "the one at the foot of the page").to_have_count(1)
    page.locator("label[for=guide-who-citizen]").click()
    expect(complaint.filter(visible=True)).to_have_count(2)


def test_after_an_error_the_summary_has_the_focus_and_leads_to_the_field(
    site: str, page_without_javascript: Page
) -> None:
    page = page_without_javascript
    page.goto(f"{site}/report/new")
    page.get_by_role("button", name="Send indberetningen").click()
    page.locator("#error-summary:focus").wait_for()
    page.locator("#error-summary a").click()
    page.locator("#description:focus").wait_for()


def test_the_receipt_prints_on_one_page_with_the_code_and_the_dates(site: str, page: Page) -> None:
    page.goto(f"{site}/report/new")
    page.get_by_label("Hvad er der sket?").fill("Der mangler penge.")
    page.get_by_role("button", name="Send indberetningen").click()
    page.wait_for_url("**/report/receipt")
    page.emulate_media(media="print")
    assert page.locator("#receipt-code").is_visible()
    assert page.locator("#feedback-due").is_visible()
    assert not page.get_by_role("button", name="Jeg har gemt koden").is_visible()
    assert not page.get_by_text("Sådan gemmer du koden sikkert").is_visible()
