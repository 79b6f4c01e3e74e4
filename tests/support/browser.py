"""A real browser: Debian's Chromium, driven by Playwright.

Every page a test opens is watched. A request to any place but the servers under test fails the
test: a page that loads from elsewhere tells that place who is about to report. So does anything
the page's own Content-Security-Policy had to stop: that policy is the second wall, not the first.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing is looked up: a name that slips into a page cannot leave this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LOADED_FROM_NOWHERE = {"about", "blob", "data"}
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 10_000  # ms

# A click waits for the next page to begin, not for what stands in it: who counts right after one
# counts with `expect`, which looks again until it is so.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for the run (once for each worker of a parallel run)."""
    if not CHROMIUM.exists():
        raise FileNotFoundError("Chromium is not installed; `make setup-test` does it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def own_origins() -> set[str]:
    """The addresses (`http://127.0.0.1:PORT`) a page may ask; servers under test add theirs."""
    return set()


@pytest.fixture
def open_page(browser: Browser, own_origins: set[str]) -> Iterator[Callable[..., Page]]:
    """Open a page of a person's own: each call is a new person with no cookies.

    Arguments are those of Playwright's `new_context` (`java_script_enabled`, `viewport`, `locale`).
    The test fails at its end if any page asked anybody but the servers under test, or broke its
    own policy.
    """
    faults: list[str] = []

    def guard(route: Route) -> None:
        address = urlsplit(route.request.url)
        if (
            address.scheme in LOADED_FROM_NOWHERE
            or f"{address.scheme}://{address.netloc}" in own_origins
        ):
            route.continue_()
        else:
            faults.append(f"asked {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    with contextlib.ExitStack() as people:

        def open_one(**wishes: Any) -> Page:
            context = browser.new_context(**({"locale": "da-DK", "viewport": DESKTOP} | wishes))
            people.callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.route("**/*", guard)
            context.on("console", listen)
            return context.new_page()

        yield open_one
    if faults:
        pytest.fail("a page did what it must not:\n" + "\n".join(faults))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of one person with JavaScript on."""
    return open_page()


@pytest.fixture
def page_without_javascript(open_page: Callable[..., Page]) -> Page:
    """A page of one person with JavaScript off, as in the safest Tor Browser."""
    return open_page(java_script_enabled=False)
