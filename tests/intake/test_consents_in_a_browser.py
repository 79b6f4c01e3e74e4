"""A question of consent in a real browser: found, answered and taken back, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.domain.disclosure import DisclosureGround
from portal.domain.triage import Decision
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE
from tests.support.office import ALL_YES
from tests.support.portal import FiledReport, Portal
from tests.support.site import answering

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# What is looked at here does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TELL = {"text": "Retten skal høre dig.", "ground": DisclosureGround.RIGHT_OF_DEFENCE}


@pytest.fixture
def site(portal: Portal, own_origins: set[str]) -> Iterator[str]:
    with answering(portal.app, own_origins) as origin:
        yield origin


@pytest.fixture
def report(portal: Portal) -> FiledReport:
    """A reporter who was asked for consent, and told of a disclosure."""
    report = portal.taken_up("Der mangler penge.")
    case = (portal.workplace, portal.birgitte, report.number)
    split_matter(*case, summary="Penge", theme="finance", administration="SUF")
    decided = {"assessment": ALL_YES, "decision": Decision.IN_SCOPE, "ground": None}
    triage_matter(*case, 1, **decided)
    ask_consent(*case, 1, recipient="SUF", text="At det er på " + "Solgården" * 20)
    announce_disclosure(*case, 1, recipient="police", **TELL)
    return report


def enter(page: Page, site: str, report: FiledReport) -> None:
    page.goto(f"{site}/case")
    page.get_by_label("Kvitteringskode").fill(report.code.text)
    page.get_by_role("button", name="Åbn sagen").click()


def check(page: Page) -> None:
    check_accessible(page)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"{page.url} is {wider} pixels wider than the window"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_asking_answering_and_taking_back_is_accessible_and_fits(
    site: str, open_page: Callable[..., Page], viewport: dict[str, int], report: FiledReport
) -> None:
    page = open_page(viewport=viewport)
    enter(page, site, report)
    check(page)
    page.get_by_role("button", name="Send dit svar").click()
    check(page)
    page.get_by_label("Ja, det må I").check()
    page.get_by_role("button", name="Send dit svar").click()
    check(page)
    page.get_by_role("button", name="Træk mit samtykke tilbage").click()
    check(page)


def test_it_works_without_javascript_from_the_top_of_the_page(
    site: str, page_without_javascript: Page, report: FiledReport
) -> None:
    page = page_without_javascript
    enter(page, site, report)
    page.get_by_role("link", name="Spørgsmål om samtykke").click()
    page.get_by_role("button", name="Send dit svar").click()
    # An answer that was not given: the summary leads to the two to choose from.
    page.locator("#error-summary:focus").wait_for()
    page.locator("#error-summary a").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send dit svar").click()
    expect(page.get_by_role("heading", name="Dine samtykker")).to_have_count(1)
    page.get_by_role("button", name="Træk mit samtykke tilbage").click()
    expect(page.locator("article[data-kind=consent]")).to_have_count(2)
    expect(page.get_by_role("heading", name="Dine samtykker")).to_have_count(0)
