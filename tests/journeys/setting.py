"""A portal that is ready: set up on the command line, its people activated in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.actors import Member, clock_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.server import Installation


def set_up(installation: Installation, lead: str) -> str:
    """Run `portal init`; the path of the first head of unit's activation link."""
    made = installation.run("init", "--lead", lead, "--name", "Karen Leder")
    assert made.returncode == 0, made.stderr
    return link_in(made.stdout)


def invite_caseworker(installation: Installation, email: str) -> str:
    """Run `portal staff add`; the path of the caseworker's activation link."""
    invited = installation.run(
        *("staff", "add", email, "--name", "Jens Jurist", "--role", "caseworker")
    )
    assert invited.returncode == 0, invited.stderr
    return link_in(invited.stdout)


def activated_member(page: Page, origin: str, email: str, link: str) -> Member:
    """A member who has activated her account and signed in."""
    member = Member(page, origin, clock_of(origin), email)
    member.activates(link)
    member.signs_in()
    return member


def link_in(output: str) -> str:
    """The path of the activation link that a command printed."""
    found = re.search(r"https?://\S+(/staff/activate/\S+)", output)
    assert found, output
    return found.group(1)
