"""Somebody follows a link from another site while a receipt or a case is open in another tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.actors import Employee
from tests.journeys.setting import activated_member, set_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.server import Installation

LEAD = "leder@kommune.example"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_from_elsewhere_costs_nobody_her_session(
    installation: Installation, open_page: Callable[..., Page]
) -> None:
    link = set_up(installation, LEAD)
    server = installation.start()
    lead = activated_member(open_page(), server.origin, LEAD, link)
    employee = Employee(open_page(), server.origin)
    employee.reports("Kassen stemmer ikke.", [])

    _follow_a_link(employee.page, f"{server.origin}/report/new")
    employee.page.reload()
    shown = employee.page.locator("#receipt-code").inner_text()
    assert "".join(shown.split()) == employee.code

    _follow_a_link(lead.page, f"{server.origin}/staff/login")
    assert len(lead.worklist()) == 1


def _follow_a_link(page: Page, address: str) -> None:
    """From a page of no site of ours, in another tab of the same browser."""
    tab = page.context.new_page()
    tab.set_content(f'<a href="{address}">a link</a>')
    with tab.expect_navigation():
        tab.locator("a").click()
    tab.close()
