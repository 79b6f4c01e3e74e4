"""The reporter's way over TLS: the cookies are bound to the host and never travel in clear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.actors import Employee
from tests.journeys.setting import activated_member, set_up
from tests.support.certificate import make_certificate

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.server import Installation


LEAD = "leder@kommune.example"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_report_is_filed_and_followed_over_tls(
    installation: Installation, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    link = set_up(installation, LEAD)
    server = installation.start(certificate=make_certificate(tmp_path))
    assert server.origin.startswith("https://")
    person = {"java_script_enabled": False, "ignore_https_errors": True}
    lead = activated_member(open_page(**person), server.origin, LEAD, link)

    employee = Employee(open_page(**person), server.origin)
    employee.reports("Kassen stemmer ikke.", [])
    [cookie] = employee.page.context.cookies()
    assert cookie["name"] == "__Host-portal"
    assert cookie["secure"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    employee.keeps_her_code()
    employee.comes_back()
    assert employee.state() == "received"
    assert len(lead.worklist()) == 1
