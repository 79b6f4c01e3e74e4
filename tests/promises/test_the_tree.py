"""The repository is easy to find one's way in, and tells nothing of the machines it was on."""

import re

import pytest

from tests.support.tree import own_files, project_files, shown

LONGEST = 300
# Names that say nothing of what is inside; the list is short because the habit is one.
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "util", "utils"}
# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
    )
]
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work|root)(?:/|\b(?![\w/-]))")


def test_no_file_of_code_is_longer_than_a_room() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in own_files(".py", under=("portal/", "crypto/"))
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_file_is_named_after_what_is_in_it() -> None:
    empty = [
        shown(path)
        for path in own_files()
        if EMPTY_NAMES & set(re.split(r"[^a-z]+", shown(path).lower()))
    ]
    assert empty == []


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_registry_is_named(registry: str) -> None:
    assert [shown(p) for p in project_files() if registry.encode() in p.read_bytes()] == []


def test_no_path_of_a_machine_is_named() -> None:
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{shown(path)}: {match.group()}" for match in MACHINE_PATHS.finditer(text)]
    assert found == []


def test_the_search_for_machine_paths_finds_them() -> None:
    home, away = "/" + "root", "/" + "work"
    for text in (f"cd {home}", f'"{home}/.ssh"', f"{away}/main", f"see {away}."):
        assert MACHINE_PATHS.search(text), text
    for text in ("a/work", "/workers", "../work/x", "/staff/work/1", "/work-list"):
        assert not MACHINE_PATHS.search(text), text
