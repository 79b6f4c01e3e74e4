"""A report at Tor Browser's safest level: no script, no font of ours, no SVG, no cookie kept.

That level switches off JavaScript, web fonts and SVG on every page; Chromium is made to do the same
by refusing what is fetched and hiding what stands in the page itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.write_to_reporter import write_to_reporter
from tests.journeys.actors import Employee
from tests.support.browser import PHONE
from tests.support.site import answering

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.support.portal import Portal

# What a browser leaves out does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NO_SVG = "\nsvg { display: none !important; }"
# What somebody is to press or to read must have words where its picture is missing.
WORDLESS = """things => things
    .filter(thing => thing.checkVisibility() && !thing.innerText.trim())
    .map(thing => thing.outerHTML)"""


class Safest:
    """A person's browser at the safest level, and what it left out."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.left_out: set[str] = set()
        page.context.route("**/*", self._strip)

    def _strip(self, route: Route) -> None:
        request = route.request
        ending = Path(request.url.partition("?")[0]).suffix
        if request.resource_type == "font" or ending == ".svg":
            self.left_out.add(ending)
            route.abort()
        elif ending == ".css":
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text() + NO_SVG)
        else:
            route.fallback()

    def sees_words_everywhere(self) -> None:
        """Nothing to press or to read has lost its meaning, or its place."""
        things = self.page.locator("a, button, summary, label, legend, h1, h2, h3, .badge, .alert")
        assert things.evaluate_all(WORDLESS) == []
        wide, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert wide <= window, f"{self.page.url} is wider than a telephone"


def unit_asks(portal: Portal, question: str) -> None:
    """The head of unit takes up the only case and writes to whoever reported it."""
    with portal.workplace.open_unit() as unit:
        [facts] = unit.cases.pending()
    declare_impartiality(portal.workplace, portal.birgitte, facts.number, impartial=True, reason="")
    write_to_reporter(portal.workplace, portal.birgitte, facts.number, question)


def test_a_report_is_filed_and_followed_at_the_safest_level(
    intake_portal: Portal, open_page: Callable[..., Page], own_origins: set[str], tmp_path: Path
) -> None:
    proof = tmp_path / "bilag.txt"
    proof.write_text("Bilag 17 findes ikke.", "utf-8")
    wishes = {"java_script_enabled": False, "viewport": PHONE}
    with answering(intake_portal.app, own_origins) as origin:
        browser = Safest(open_page(**wishes))
        employee = Employee(browser.page, origin)
        for path in ("/", "/report", "/privacy"):
            employee.go(path)
            browser.sees_words_everywhere()
        employee.reports("Kassen stemmer ikke.", [proof])
        browser.sees_words_everywhere()
        employee.keeps_her_code()
        browser.sees_words_everywhere()

        unit_asks(intake_portal, "Hvilken kasse?")
        # Nothing was kept: a new browser, and the code.
        later = Safest(open_page(**wishes))
        back = Employee(later.page, origin, employee.code)
        back.comes_back()
        assert "Hvilken kasse?" in back.hears()[0]
        assert back.sees("bilag.txt")
        back.writes("Den på biblioteket.")
        assert back.sees("Den på biblioteket.")
        later.sees_words_everywhere()
        back.leaves()
        later.sees_words_everywhere()
    assert browser.left_out == {".svg", ".woff2"}
