"""Accessibility as axe-core judges it: WCAG 2.0, 2.1 and 2.2, levels A and AA."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@cache
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def check_accessible(page: Page, *, within: str = "html") -> None:
    """Fail the test when axe-core finds a breach in a page that is open in the browser.

    `within`: a CSS selector of the part to look at. The page needs JavaScript on, for axe itself;
    the script is handed to the browser from outside, so that a strict CSP does not stop it.
    A check that looked at nothing fails too.
    """
    # A click waits for the next page to begin, not for its styles.
    page.wait_for_load_state("load")
    page.evaluate(_script())
    found: dict[str, Any] = page.evaluate(
        "([within, rules]) => axe.run(within, {runOnly: {type: 'tag', values: rules},"
        " resultTypes: ['violations']})",
        [within, list(RULES)],
    )
    if not found["passes"]:
        pytest.fail(f"axe found nothing to look at in {within} of {page.url}")
    if found["violations"]:
        pytest.fail(f"{page.url} is not accessible:\n" + describe(found["violations"]))


def describe(violations: list[dict[str, Any]]) -> str:
    """axe's breaches as lines a person can act on: the rule, its help, then each element."""
    lines = []
    for breach in violations:
        lines.append(f"- {breach['id']} ({breach['impact']}): {breach['help']}")
        for node in breach["nodes"]:
            why = " ".join(node["failureSummary"].split())
            lines.append(f"    {' '.join(map(str, node['target']))}: {why}")
    return "\n".join(lines)
