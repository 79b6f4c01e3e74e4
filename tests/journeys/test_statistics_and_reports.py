"""An auditor looks at the statistics; a citizen reads what was published, without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.app import build_workplace
from portal.clock import SystemClock
from portal.services.accounts.list_accounts import list_accounts
from portal.settings import Settings
from tests.journeys.actors import Member, clock_of
from tests.journeys.setting import activated_member, link_in, set_up
from tests.support.axe import check_accessible
from tests.support.browser import PHONE
from tests.support.published import publish

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.server import Installation

LEAD, AUDITOR = "leder@kommune.example", "revisor@kommune.example"

one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@one_engine
def test_an_auditor_chooses_a_period_and_takes_a_file(
    installation: Installation, open_page: Callable[..., Page]
) -> None:
    link = set_up(installation, LEAD)
    invited = installation.run("staff", "add", AUDITOR, "--name", "Rikke", "--role", "auditor")
    server = installation.start()
    lead = activated_member(open_page(), server.origin, LEAD, link)
    auditor = Member(open_page(), server.origin, clock_of(server.origin), AUDITOR)
    auditor.activates(link_in(invited.stdout))
    auditor.signs_in(first_page="/staff/log")
    page = auditor.page
    page.get_by_role("link", name="Statistik").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Du har ikke nøglen")

    lead.takes_up(auditor)
    lead.page.context.clear_cookies()
    lead.signs_in(steps=1)
    page.get_by_role("link", name="Statistik").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Whistleblowerordningen")
    page.get_by_role("link", name="Klagerne").click()
    page.get_by_role("link", name="Sidste år").click()
    page.get_by_role("link", name="Det, der kan offentliggøres").click()
    expect(page.locator("#public")).to_be_visible()
    page.set_viewport_size(PHONE)
    check_accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF (På dansk").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    assert taken.value.path().read_bytes().startswith(b"%PDF-")


@one_engine
def test_a_citizen_reads_what_was_published(
    installation: Installation, open_page: Callable[..., Page]
) -> None:
    set_up(installation, LEAD)
    _publish(installation)
    server = installation.start()
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto(server.origin)
    page.get_by_role("link", name="Rapporter").click()
    page.get_by_role("link", name="Whistleblowerordningen: 2025").first.click()
    expect(page.get_by_text("Den er blevet rettet siden.")).to_have_count(0)
    page.get_by_role("link", name="Læs rapporten").click()
    expect(page.get_by_role("cell", name="104")).to_be_visible()
    width = page.locator("main").evaluate("element => getComputedStyle(element).fontFamily")
    assert "sans" in width.lower()
    page.go_back()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF (På dansk").click()
    assert taken.value.suggested_filename == "whistleblowerordning-2025-2-da.pdf"
    assert page.context.cookies() == []


@one_engine
def test_what_was_published_is_accessible(
    installation: Installation, open_page: Callable[..., Page]
) -> None:
    set_up(installation, LEAD)
    _publish(installation)
    server = installation.start()
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    page.goto(f"{server.origin}/reports")
    check_accessible(page)
    page.get_by_role("link", name="Whistleblowerordningen: 2025").last.click()
    page.locator("summary").click()
    check_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _publish(installation: Installation) -> None:
    """A report of 2025 and its correction."""
    settings = Settings(
        env="test",
        data_dir=installation.data_folder,
        database_url=installation.settings["PORTAL_DATABASE_URL"],
    )
    clock = SystemClock(datetime.fromisoformat(installation.settings["PORTAL_NOW"]))
    workplace = build_workplace(settings, clock)
    [lead] = list_accounts(workplace)
    for number in (1, 2):
        publish(workplace, lead.id.hex(), number=number)
    workplace.database.close()
