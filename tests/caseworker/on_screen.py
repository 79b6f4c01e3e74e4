"""The unit's pages in a real browser: entered with a session, and checked whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.axe import check_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.staff import StaffBrowser

# How often a key is pressed in a minute by somebody who types with care while she listens.
STROKES_IN_A_MINUTE = 200


def enter(page: Page, origin: str, browser: StaffBrowser) -> None:
    """Give a page the session of a member who has signed in."""
    cookie = browser.client.get_cookie("portal_staff")
    assert cookie is not None
    page.context.add_cookies([{"name": "portal_staff", "value": cookie.value, "url": origin}])


def check(page: Page, address: str) -> None:
    """A page with everything on it unfolded: accessible, and no wider than the screen."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    check_accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{address} is {wide} pixels wider than the screen"


@dataclass
class Keyboard:
    """A keyboard and nothing else; `strokes` is how often a key was pressed."""

    page: Page
    strokes: int = 0

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1
