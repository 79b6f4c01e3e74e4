"""The documents name what is there, and nothing that is not: files, tests, settings, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from portal.commands import portal
from portal.settings import setting_names
from tests.promises.documents import (
    documents,
    every_test,
    links,
    named_paths,
    named_tests,
    names_in,
    spans,
    text_of,
)
from tests.support.tree import ROOT, shown

DOCUMENTS = documents()
OPERATIONS = "docs/operations.md"
DECISIONS = ROOT / "docs" / "decisions"
PARTS_OF_A_DECISION = ["Context", "Decision", "Consequences", "When to revisit"]


def _commands(group: click.Group, before: str = "portal") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


COMMANDS = sorted(_commands(portal))


def _is_there(place: str) -> bool:
    path, _, name = place.partition(":")
    found = sorted(ROOT.glob(path.rstrip("/")))
    if not name:
        return bool(found)
    return any(file.suffix == ".py" and name in names_in(file) for file in found)


def test_there_are_documents() -> None:
    assert {shown(path) for path in DOCUMENTS} >= {
        "README.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/threat-model.md",
        "docs/law-to-code.md",
        "docs/life-of-a-case.md",
        OPERATIONS,
        "docs/decisions/README.md",
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_place_a_document_names_is_there(document: Path) -> None:
    named = named_paths(document.read_text(encoding="utf-8"))
    assert [place for place in named if not _is_there(place)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_test_a_document_names_is_there(document: Path) -> None:
    named = named_tests(document.read_text(encoding="utf-8"))
    files = {path.stem for path in ROOT.glob("tests/**/test_*.py")}
    assert [name for name in named if name not in every_test() | files] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = links(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_setting_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"PORTAL_[A-Z_]*[A-Z]", document.read_text(encoding="utf-8")))
    assert named - set(setting_names()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_command_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    unknown = [
        span
        for span in spans(text)
        if re.match(r"portal [a-z]", span)
        and not any(f"{span} ".startswith(f"{known} ") for known in [*COMMANDS, "portal staff"])
    ]
    assert unknown == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {m.group(1) for span in spans(text) if (m := re.match(r"make ([a-z-]+)$", span))}
    assert asked - targets == set()


@pytest.mark.parametrize("setting", setting_names())
def test_an_operator_finds_every_setting(setting: str) -> None:
    assert re.search(rf"^\| `{setting}` \|", text_of(OPERATIONS), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_operator_finds_every_command(command: str) -> None:
    assert re.search(rf"^\| `{command}[ `]", text_of(OPERATIONS), re.MULTILINE)


def test_every_decision_stands_in_the_index_and_has_its_parts() -> None:
    records = sorted(path for path in DECISIONS.glob("[0-9]*.md"))
    index = links((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert [path.name for path in records] == [name for name in index if name[0].isdigit()]
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == PARTS_OF_A_DECISION, path.name


def test_the_search_for_places_finds_them() -> None:
    text = "See `portal/clock.py:SystemClock.now`, `docs/`, `no.such`, `tests/x.py` and `a b`."
    assert named_paths(text) == ["portal/clock.py:SystemClock.now", "docs/", "tests/x.py"]
    assert _is_there("portal/clock.py:SystemClock.now")
    assert _is_there("portal/domain/*.py")
    for wrong in ("portal/clock.py:SystemClock.then", "tests/x.py", "docs/nowhere/"):
        assert not _is_there(wrong), wrong
