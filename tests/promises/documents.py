"""The project's documents as the promises read them: what they name, and where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.tree import ROOT, project_files, shown

TOP = ("README.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md")
# What stands between backticks on one line; blocks of code are cut out first.
_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"[\w.-]+(?:/[\w.*-]+)*/?(?::\w+(?:\.\w+)?)?")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    """Every document that a reader of the repository is led to."""
    return [path for name in TOP if (path := ROOT / name).is_file()] + [
        path for path in project_files() if shown(path).startswith("docs/") and path.suffix == ".md"
    ]


def text_of(name: str) -> str:
    """A document by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def spans(text: str) -> list[str]:
    """What stands between backticks, blocks of code left out."""
    return _SPAN.findall(_BLOCK.sub("", text))


def named_paths(text: str) -> list[str]:
    """The files, folders and `file:name` places of this repository that a text names."""
    tops = {entry.split("/")[0] for entry in map(shown, project_files())}
    return [
        span
        for span in spans(text)
        if _PATH.fullmatch(span) and span.split(":")[0].split("/")[0] in tops
    ]


def named_tests(text: str) -> list[str]:
    """The tests that a text names by their function, without a file."""
    return [span for span in spans(text) if re.fullmatch(r"test_[a-z0-9_]+", span)]


def links(text: str) -> list[str]:
    """The targets of links and pictures that lie in this repository, without their anchors."""
    targets = (target.split("#")[0] for target in _LINK.findall(_BLOCK.sub("", text)))
    return [target for target in targets if target and "://" not in target]


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a Python file defines: functions, classes with their members, and constants."""
    return frozenset(_defined(ast.parse(path.read_text(encoding="utf-8")).body))


def _defined(body: list[ast.stmt], before: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{before}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from _defined(node.body, f"{before}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from (
                    f"{before}{name.id}" for name in ast.walk(target) if isinstance(name, ast.Name)
                )


@cache
def every_test() -> frozenset[str]:
    """The names of all test functions."""
    files = [p for p in project_files() if p.name.startswith("test_") and p.suffix == ".py"]
    return frozenset(name for path in files for name in names_in(path) if name.startswith("test_"))
