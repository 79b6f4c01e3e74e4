"""What reviewers and authorities found elsewhere has an answer here, and a test that shows it."""

import ast
import re

import pytest

from tests.promises.documents import named_paths, named_tests, text_of
from tests.support.tree import own_files, shown

MODEL = "docs/threat-model.md"
ELSEWHERE = "What went wrong elsewhere, and the test that would have caught it"
CASES, DEFENCES = 13, 18
# What opens a connection outwards, in the standard library and beside it.
OUTWARDS = {
    "aiohttp", "asyncio", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests",
    "smtplib", "socket", "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
# Mail goes out by the one, requests come in by the others.
ALLOWED = {
    "portal/services/mailing/smtp_post.py",
    "portal/server/__init__.py",
    "portal/server/connection.py",
    "portal/server/patience.py",
}


def _rows() -> list[list[str]]:
    """The cells of each row of the section's tables, without their heads."""
    section = text_of(MODEL).split(f"## {ELSEWHERE}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not row[0].startswith("--") and row[0] not in ("case", "no.")]


def test_every_case_and_every_defence_has_its_row() -> None:
    rows = _rows()
    numbered = [int(row[0]) for row in rows if row[0].isdigit()]
    assert numbered == list(range(1, DEFENCES + 1))
    assert len(rows) - len(numbered) == CASES


@pytest.mark.parametrize("row", _rows(), ids=lambda row: re.sub(r"\W+", "-", row[0][:30]))
def test_a_test_would_have_caught_it(row: list[str]) -> None:
    shown_by = row[-1]
    paths = [path for path in named_paths(shown_by) if path.startswith("tests/")]
    assert named_tests(shown_by) or paths, f"{row[0]}: no test is named"


def _imported(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_that_is_typed_makes_the_portal_ask_another_host() -> None:
    asking = {
        shown(path)
        for path in own_files(".py", under=("portal/", "crypto/"))
        if _imported(path.read_text(encoding="utf-8")) & OUTWARDS
    }
    assert asking == ALLOWED


def test_the_search_for_what_asks_another_host_finds_it() -> None:
    for source in ("import requests", "from urllib import request", "from http.client import X"):
        assert _imported(source) & OUTWARDS, source
