"""The unit's pages in a real browser: with a keyboard, a screen reader's eyes, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, update

from portal.domain.access import Role
from portal.services.accounts.disable_account import disable_account
from portal.storage.tables import accounts, unit_lists
from tests.caseworker.on_screen import check, enter
from tests.caseworker.unit import FEEDBACK, IN_SCOPE, REJECTED, SENT, add_matter, newcomer
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE
from tests.support.portal import PASSPHRASE, FiledReport, Portal, add_member
from tests.support.site import answering
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from sqlalchemy import ColumnElement, Executable

    from portal.services.workplace import Member

OpenPage = Callable[..., "Page"]


@pytest.fixture
def origin(staff_portal: Portal, own_origins: set[str]) -> Iterator[str]:
    """Where the portal under test answers."""
    with answering(staff_portal.app, own_origins) as address:
        yield address


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def busy(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A case with something in every part of its page."""
    report = staff_portal.taken_up("Der mangler penge.\n" * 20, place="Centret")
    for summary in ("Kassen", "Nøglerne", "L" * 300):
        add_matter(birgitte, report, summary)
    birgitte.act(report.number, "matters/1/triage", **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    birgitte.act(report.number, "matters/2/triage", **REJECTED, offer_pass_on="y")
    birgitte.act(report.number, "message", message="Hvornår?", asks="y")
    consent = {"recipient": "police", "text": "Dit navn.", "due": "2026-04-01"}
    birgitte.act(report.number, "matters/1/consent", **consent)
    notice = {"recipient": "police", "ground": "address_breach", "text": "Dit navn."}
    birgitte.act(report.number, "matters/1/disclosure-notice", **notice)
    birgitte.act(report.number, "feedback", **FEEDBACK, interim="y")
    birgitte.act(report.number, "note", note="Ring til Hanne", reader="self")
    known = {"obtained_on": "2026-03-03", "matters": "1", "about": "L" * 200}
    for name in ("Kirsten Holm", "K" * 200):
        birgitte.act(report.number, "parties", role="person_concerned", name=name, **known)
    birgitte.act(report.number, "parties/1", role="witness", name="Kirsten Friis", matters="1")
    birgitte.act(report.number, "parties/1/remarks", text="Jeg var på ferie.")
    birgitte.act(report.number, "parties/2/remove", reason="En anden")
    return report


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits_the_screen(
    open_page: OpenPage,
    origin: str,
    birgitte: StaffBrowser,
    busy: FiledReport,
    screen: dict[str, int],
) -> None:
    page = open_page(viewport=screen, reduced_motion="reduce")
    check(page, f"{origin}/staff/login")
    enter(page, origin, birgitte)
    case = f"cases/{busy.number}"
    for place in (
        "cases",
        case,
        f"{case}/impartiality",
        "guidance",
        "guidance/new",
        "log",
        "account",
    ):
        check(page, f"{origin}/staff/{place}")
    check(page, f"{origin}/staff/{case}?lang=en")
    torben = add_member(birgitte.portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    administrator = StaffBrowser(birgitte.portal, torben)
    fields = {"name": "Ditte", "email": "ditte@x.example", "role": "auditor"}
    administrator.post("/staff/accounts", **fields)
    page = open_page(viewport=screen, reduced_motion="reduce")
    enter(page, origin, administrator)
    check(page, f"{origin}/staff/accounts")
    path = page.locator("#activation-link").inner_text().split("/staff/")[1]
    check(page, f"{origin}/staff/{path}")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_members_page_is_accessible_whatever_is_the_matter_with_the_list(
    open_page: OpenPage,
    origin: str,
    staff_portal: Portal,
    birgitte: StaffBrowser,
    screen: dict[str, int],
) -> None:
    members = f"{origin}/staff/members"
    page = open_page(viewport=screen, reduced_motion="reduce")
    enter(page, origin, birgitte)
    check(page, members)
    waiting = newcomer(staff_portal, "Maximiliane-Alexandrine")
    changed = {"name": "Anders And", "role": Role.LEAD}
    _write(staff_portal, update(accounts).where(_is(staff_portal.anders)).values(changed))
    disable_account(staff_portal.workplace, None, staff_portal.chaima.account.email)
    for place in ("members", "members?lang=en", "cases", "there-is-no-such-page"):
        check(page, f"{origin}/staff/{place}")
    page.goto(members)
    page.locator(f"form[action*='{waiting.id}'] button").click()
    page.wait_for_selector("#error-summary")
    check_accessible(page)
    hers = open_page(viewport=screen, reduced_motion="reduce")
    enter(hers, origin, StaffBrowser(staff_portal, waiting))
    check(hers, f"{origin}/staff/account")
    _write(staff_portal, delete(unit_lists))
    check(page, members)
    check(page, f"{origin}/staff/cases")


def test_two_members_compare_six_words_and_one_signs(
    open_page: OpenPage, origin: str, staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    dorthe = newcomer(staff_portal)
    hers = open_page(java_script_enabled=False)
    enter(hers, origin, StaffBrowser(staff_portal, dorthe))
    hers.goto(f"{origin}/staff/account")
    page = open_page(java_script_enabled=False)
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/today")
    page.locator("#list-waiting a").click()
    words = page.locator(f"#words-{dorthe.id}").inner_text()
    assert words == hers.locator("#own-words").inner_text()
    page.get_by_label("Jeg har talt med Dorthe Prøve").check()
    page.get_by_label("Din adgangssætning").fill(PASSPHRASE)
    page.get_by_role("button", name="Underskriv listen").click()
    page.wait_for_selector("#notice")
    expect(page.locator("[data-member='dorthe@kommune.example']")).to_have_count(1)
    hers.reload()
    expect(hers.locator("#own-place")).to_have_count(1)


def _is(member: Member) -> ColumnElement[bool]:
    return accounts.c.id == member.account.id


def _write(portal: Portal, statement: Executable) -> None:
    """Whoever can write the database does it."""
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(statement)


def test_on_a_phone_a_colleagues_absence_is_reached_without_looking_for_it(
    open_page: OpenPage, origin: str, birgitte: StaffBrowser
) -> None:
    # An address that is longer than a card is wide.
    add_member(birgitte.portal.workplace, "Maximiliane-Alexandrine", Role.AUDITOR, None)
    page = open_page(viewport={"width": 390, "height": 844})
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/accounts")
    hidden = page.evaluate(
        "[...document.querySelectorAll('[role=region], .cards td')]"
        ".map(part => part.scrollWidth - part.clientWidth)"
    )
    assert max(hidden) <= 0
    link = page.get_by_role("link", name="Fravær for Anders Prøve")
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    link.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Fravær for Anders Prøve"


def test_with_the_keyboard_alone_a_matter_is_made_and_a_mistake_is_found(
    page_without_javascript: Page, origin: str, birgitte: StaffBrowser
) -> None:
    report = birgitte.portal.taken_up()
    page = page_without_javascript
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/cases/{report.number}")
    page.locator("#form-matter summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Der mangler penge i kassen.")
    page.locator("#form-matter form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary")
    focused = page.locator(":focus")
    assert focused.get_attribute("id") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(":target").get_attribute("id") == "matter-theme"
    assert page.locator("#matter-summary").input_value() == "Der mangler penge i kassen."
    page.select_option("#matter-theme", "finance")
    page.select_option("#matter-administration", "SOF")
    page.locator("#form-matter form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#notice")
    assert page.locator("#notice").inner_text().startswith("Forholdet er oprettet.")
    expect(page.locator("[data-matter='1']")).to_have_count(1)


def test_a_guidance_text_is_put_in_and_the_reader_is_taken_to_it(
    page: Page, origin: str, birgitte: StaffBrowser
) -> None:
    report = birgitte.portal.taken_up()
    add_matter(birgitte, report)
    enter(page, origin, birgitte)
    page.goto(f"{origin}/staff/cases/{report.number}")
    page.locator("#form-triage-1 summary").click()
    page.select_option("#triage-1-guidance_text", "manager:da")
    with page.expect_navigation():
        page.get_by_role("button", name="Indsæt teksten").click()
    assert page.locator(":focus").get_attribute("id") == "triage-1-guidance"
    assert "din nærmeste leder" in page.locator(":focus").input_value()
