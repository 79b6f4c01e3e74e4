"""A caseworker is called away while she writes; the draft waits for her at another computer.

In a real browser: at the office without JavaScript and with the keyboard, then on a phone. While it
waits, not one of its words lies readable anywhere the portal writes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.actors import Employee, Member, clock_of
from tests.journeys.setting import activated_member, set_up
from tests.support.axe import check_accessible
from tests.support.browser import PHONE
from tests.support.leak_search import search

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.engines import PostgresServer
    from tests.support.server import Installation

LEAD = "leder@kommune.example"
MORNING, LATER = "2026-03-03T09:00:00+01:00", "2026-03-03T11:30:00+01:00"
TEXT = "Kære indberetter\n\nVi har læst om Porfyrskuret, og vi spørger dig 🦉:\n– hvornår var det?"
NOTE = "Husk at ringe til Serpentinhuset."


@pytest.fixture
def places(installation: Installation, request: pytest.FixtureRequest) -> list[Path]:
    """Everywhere the portal and its database write."""
    url = installation.settings["PORTAL_DATABASE_URL"]
    if url.startswith("sqlite"):
        return [installation.folder, Path(url.removeprefix("sqlite:///")).parent]
    postgres: PostgresServer = request.getfixturevalue("postgres_server")
    return [installation.folder, postgres.data_folder, postgres.log_file]


def test_what_she_wrote_waits_at_another_computer(
    installation: Installation, open_page: Callable[..., Page], places: list[Path]
) -> None:
    installation.set_clock(MORNING)
    link = set_up(installation, LEAD)
    server = installation.start()
    office = activated_member(open_page(java_script_enabled=False), server.origin, LEAD, link)
    employee = Employee(open_page(java_script_enabled=False), server.origin)
    employee.reports("Kassen stemmer ikke.", [])
    [number] = office.worklist()
    office.opens(number)
    office.declares_herself_impartial()
    _begins_a_note(office)
    _writes_a_message(office, TEXT)

    server.stop()
    installation.set_clock(LATER)
    server = installation.start(port=int(server.origin.rpartition(":")[2]))
    office.send(office.form_with("message"))
    assert office.sees("Du er blevet logget ud")
    assert office.sees("Det er gemt som kladde")
    assert search(places, ["Porfyrskuret", "Serpentinhuset"]) == []

    home = Member(
        open_page(viewport=PHONE, reduced_motion="reduce"),
        server.origin,
        clock_of(server.origin),
        LEAD,
        office.passphrase,
        office.otp_secret,
    )
    home.signs_in()
    assert home.sees("Kladder (2)")
    home.page.get_by_role("link", name="Se dine kladder").click()
    _fits(home.page)
    home.page.get_by_role("link", name=f"Sag {number}: besked til indberetteren").click()
    form = home.page.locator("#send-message")
    assert form.locator("[name=message]").input_value() == TEXT
    _fits(home.page)
    home.send(form)
    assert home.sees("Beskeden er sendt.")
    assert home.sees("Porfyrskuret")
    home.page.get_by_role("link", name="Du har en kladde i denne sag").click()
    assert home.page.locator("#send-note [name=note]").input_value() == NOTE
    home.go("/staff/drafts")
    home.page.get_by_text("Jeg vil kassere kladden").click()
    home.page.get_by_role("button", name="Kassér kladden").click()
    assert home.sees("Du har ingen kladder")
    employee.comes_back()
    [heard] = employee.hears()
    assert "Porfyrskuret" in heard


def _begins_a_note(member: Member) -> None:
    """With the keyboard, from the text to the button that keeps it."""
    member.form_with("note").locator("[name=note]").fill(NOTE)
    page = member.page
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("form") == "send-note":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert member.sees("Kladden er gemt, og intet er sendt.")
    assert page.locator("#send-note [name=note]").input_value() == NOTE


def _writes_a_message(member: Member, text: str) -> None:
    member.form_with("message").locator("[name=message]").fill(text)


def _fits(page: Page) -> None:
    page.wait_for_load_state()
    check_accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
