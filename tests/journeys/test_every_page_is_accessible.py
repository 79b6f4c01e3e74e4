"""Every page, in both languages, on a phone and on a desk, against WCAG 2.2 AA by axe-core.

What a machine can judge is judged here; reading order, plain words and the rest were looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import Employee, Member
from tests.journeys.demo_portal import come_back, fill_with_the_demo, signed_in
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.support.server import Installation

PUBLIC = (
    "/",
    "/about",
    "/accessibility",
    "/case",
    "/case/left",
    "/complaint",
    "/contact",
    "/privacy",
    "/report",
    "/report/kept",
    "/report/new",
    "/reports",
    "/there-is-no-such-page",
)
# 320 CSS pixels are what is left of 1280 at 400 % (WCAG 1.4.10).
NARROWEST = 320

one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def demo(installation: Installation) -> tuple[str, dict]:
    """A served portal with the demo's cases: its address, and its people."""
    installation.run("init", "--lead", "birgitte@demo.example")
    _forget_the_invitation(installation)
    filled = fill_with_the_demo(installation)
    server = installation.start()
    return server.origin, filled


@one_engine
def test_every_page_of_the_reporter_is_accessible(
    demo: tuple[str, dict], open_page: Callable[..., Page]
) -> None:
    origin, filled = demo
    # A colour that still fades in would be judged half-way.
    page = open_page(reduced_motion="reduce")
    for address in PUBLIC:
        _check(page, origin + address)
    employee = Employee(page, origin)
    employee.go("/report/new")
    employee.send(employee.form_with("description"))
    _check_as_it_is(page)
    employee.reports("Kassen stemmer ikke.", [])
    _check(page, f"{origin}/report/receipt")
    employee.keeps_her_code()
    for state in ("received", "open", "closed"):
        come_back(page, origin, filled, state)
        _check(page, f"{origin}/case/dialogue")
    employee = Employee(page, origin, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    employee.go("/case")
    form = employee.form_with("receipt_code")
    form.locator("[name=receipt_code]").fill(employee.code)
    employee.send(form)
    _check_as_it_is(page)


@one_engine
def test_every_page_of_the_unit_is_accessible(
    demo: tuple[str, dict], open_page: Callable[..., Page]
) -> None:
    origin, filled = demo
    # A colour that still fades in would be judged half-way.
    page = open_page(reduced_motion="reduce")
    _check(page, f"{origin}/staff/login")
    lead = signed_in(page, origin, filled, "lead")
    _check(page, f"{origin}/staff/cases")
    _check(page, f"{origin}/staff/cases?q=findesikke")
    rows = page.goto(f"{origin}/staff/cases") and page.locator("tr[data-case]").all()
    cases = {row.get_attribute("data-state"): row.get_attribute("data-case") for row in rows or []}
    for state in ("received", "open", "closed"):
        number = cases[state]
        _check(page, f"{origin}/staff/cases/{number}/impartiality")
        lead.opens(f"{number}/impartiality")
        lead.declares_herself_impartial()
        lead.opens(number or "")
        _unfold(page)
        _check_as_it_is(page)
    _check_the_builder(page, origin)
    for kind in ("own_motion", "assistance", "complaint"):
        _check_one_of(page, lead, kind)
    page.goto(f"{origin}/staff/accounts")
    absence = page.locator("a[href$='/absence']").first.get_attribute("href")
    _check(page, f"{origin}{absence}")
    for place in (
        "guidance",
        "guidance/new",
        "lists",
        "lists/sub_theme/new",
        "lists/gravity/service",
        "assistance",
        "assistance/new",
        "supervisions",
        "supervisions/new",
        "supervisions/list",
        "committee",
        "committee?on=nothing&since=2026-01-01",
        "statistics",
        "statistics?kind=account",
        "statistics?edition=public",
        "publications",
        "publications/choose?from=nothing",
        "publications/annual/2025-01-01/2025-12-31",
        "publications/annual/2025-01-01/2025-12-31/preview",
        "publications/annual/2025-01-01/2025-12-31/words",
        "publications/annual/2025-01-01/2025-12-31/remarks",
        "publications/annual/2025-01-01/2025-12-31/publish",
        "publications/account/2025-01-01/2025-12-31",
        "recommendations",
        "complaints/new",
        "complaints/new/enquiry",
        "accounts",
        "members",
        "contacts",
        "today",
        "administrations",
        "disclosures",
        "drafts",
        "mails",
        "log",
        "account",
        "nothing-here",
    ):
        _check(page, f"{origin}/staff/{place}")


@one_engine
def test_every_page_of_a_contact_person_is_accessible(
    demo: tuple[str, dict], open_page: Callable[..., Page]
) -> None:
    origin, filled = demo
    # A colour that still fades in would be judged half-way.
    page = open_page(reduced_motion="reduce")
    contact = next(one for one in filled["staff"] if one["administration"] == "SUF")
    signed_in(page, origin, {"staff": [contact]}, "contact")
    for place in ("", "/drafts", "/nothing-here"):
        _check(page, f"{origin}/administration{place}")
    _check(page, f"{origin}/staff/account")
    page.goto(f"{origin}/administration")
    address = page.locator("table[data-group=new] a").first.get_attribute("href")
    _check(page, f"{origin}{address}")
    with page.expect_navigation():
        page.locator("form[action*='/confirm'] button").click()
    _unfold(page)
    _check_as_it_is(page)
    with page.expect_navigation():
        page.locator("form[action*='/question'] button").click()
    _check_as_it_is(page)


def _check_one_of(page: Page, lead: Member, kind: str) -> None:
    """The page of the first case of a kind, with everything on it unfolded."""
    page.goto(f"{lead.origin}/staff/cases?kind={kind}")
    number = page.locator("tr[data-case]").first.get_attribute("data-case")
    lead.opens(f"{number}/impartiality")
    lead.declares_herself_impartial()
    lead.opens(number or "")
    _unfold(page)
    _check_as_it_is(page)


def _check_the_builder(page: Page, origin: str) -> None:
    """A dossier is put together, with an error, and looked at; nothing is sent."""
    builder = page.locator("main a[href$='/dossier']")
    page.goto(f"{origin}/staff/cases?state=open")
    numbers = [row.get_attribute("data-case") for row in page.locator("tr[data-case]").all()]
    for number in numbers:
        page.goto(f"{origin}/staff/cases/{number}")
        if builder.count():
            break
    _check(page, f"{origin}{builder.first.get_attribute('href')}")
    form = page.locator("#send-dossier")
    form.locator("[name=take]").first.check()
    with page.expect_navigation():
        form.locator("[name=take_in]").click()
    _check_as_it_is(page)
    with page.expect_navigation():
        form.locator("[name=preview]").click()
    _check_as_it_is(page)
    form.locator("[name=text]").fill("Undersøg det. Ring til 23 45 67 89.")
    form.locator("[name=contains_identity][value=no]").check()
    form.locator("[name=may_reveal][value=yes]").check()
    with page.expect_navigation():
        form.locator("[name=preview]").click()
    expect(page.locator("#as-the-recipient-sees-it")).to_have_count(1)
    _check_as_it_is(page)


def _check(page: Page, address: str) -> None:
    """One address: Danish on a phone, English on a desk, both without scrolling sideways."""
    for language, size in (("da", PHONE), ("en", DESKTOP)):
        mark = "&" if "?" in address else "?"
        page.goto(f"{address}{mark}lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        _check_as_it_is(page, size)


def _check_as_it_is(page: Page, size: ViewportSize = PHONE) -> None:
    page.set_viewport_size(size)
    check_accessible(page)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wider = page.evaluate("document.documentElement.scrollWidth")
    assert wider <= NARROWEST, f"{page.url} scrolls sideways at {NARROWEST} px: {wider}"
    page.set_viewport_size(DESKTOP)


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def _forget_the_invitation(installation: Installation) -> None:
    """`init` invites its first head of unit; the demo brings its own."""
    from sqlalchemy import delete

    from portal.storage.database import make_engine
    from portal.storage.tables import accounts

    engine = make_engine(installation.settings["PORTAL_DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(delete(accounts))
    engine.dispose()
