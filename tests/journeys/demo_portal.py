"""The demo's staff and cases in an installation under test, and a way in for each of its people."""

from __future__ import annotations

import json
from base64 import b32decode
from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal.clock import SystemClock
from portal.demo import fill_demo
from portal.settings import Settings
from tests.journeys.actors import Employee, Member, clock_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.server import Installation


def fill_with_the_demo(installation: Installation) -> dict[str, Any]:
    """Tell the demo's stories into an installation that was initialised; what demo.json holds."""
    settings = Settings(
        env="test",
        data_dir=installation.data_folder,
        database_url=installation.settings["PORTAL_DATABASE_URL"],
    )
    clock = SystemClock(datetime.fromisoformat(installation.settings["PORTAL_NOW"]))
    fill_demo(settings, clock)
    filled: dict[str, Any] = json.loads((installation.data_folder / "demo.json").read_text("utf-8"))
    return filled


def signed_in(page: Page, origin: str, demo: dict[str, Any], role: str) -> Member:
    """The first of the demo's staff with this role, signed in."""
    person = next(person for person in demo["staff"] if person["role"] == role)
    member = Member(
        page,
        origin,
        clock_of(origin),
        email=person["email"],
        passphrase=person["passphrase"],
        otp_secret=b32decode(person["otp_secret"]),
    )
    member.signs_in(first_page="/administration" if role == "contact" else "/staff/cases")
    return member


def come_back(page: Page, origin: str, demo: dict[str, Any], state: str) -> Employee:
    """The reporter of the demo's newest report in a state, come back with her code."""
    reports = [case for case in demo["cases"] if case["kind"] == "report"]
    code = [case["code"] for case in reports if case["state"] == state][-1]
    employee = Employee(page, origin, code)
    employee.comes_back()
    return employee
