"""Time, the environment and chance have one home each; rules and primitives stand alone.

Ruff bans most of this (TID251) and import-linter the rest. What neither can say stands here: a ban
cannot be waved off in a line, crypto may have chance but neither time nor the environment, and
what a package may import is a list of what is allowed, not of what is forbidden.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import own_files, shown

TIME = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.perf_counter_ns",
    "time.time",
    "time.time_ns",
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getenvb"}
CHANCE = {"os.getrandom", "os.urandom", "random", "secrets", "uuid.uuid1", "uuid.uuid4"}
HOMES = {
    "portal/clock.py": TIME,
    "portal/settings.py": ENVIRONMENT,
}
ALLOWED_IMPORTS = {
    "crypto/": {"crypto", "cryptography", "shamir_mnemonic"},
    # Mathematics has no surroundings: what control attacks a report with is a rule too.
    "portal/domain/": {"portal.domain", "numpy", "scipy"},
}


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Pairs of the name in the file and the dotted name that it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.asname or name.name.split(".")[0], name.name
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                yield name.asname or name.name, f"{node.module}.{name.name}"


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def used_names(code: str, place: str = "<code>") -> set[str]:
    """Every dotted name that a file imports or reaches through an import."""
    tree = ast.parse(code, place)
    imported = dict(_imports(tree))
    names = set(imported.values())
    for node in ast.walk(tree):
        first, _, rest = _dotted(node).partition(".")
        if first in imported and rest:
            # `import a.b` binds a, `from a import b` binds b: the name is sought in both senses.
            names |= {f"{imported[first].split('.')[0]}.{rest}", f"{imported[first]}.{rest}"}
    return names


def _uses(path: Path, banned: set[str]) -> set[str]:
    used = used_names(path.read_text(encoding="utf-8"), shown(path))
    return {ban for ban in banned for name in used if f"{name}.".startswith(f"{ban}.")}


def _banned(name: str) -> set[str]:
    if name.startswith("crypto/"):
        return TIME | ENVIRONMENT
    return (TIME | ENVIRONMENT | CHANCE) - HOMES.get(name, set())


def test_time_environment_and_chance_are_read_at_home_only() -> None:
    files = own_files(".py", under=("portal/", "crypto/", "migrations/"))
    found = {shown(path): _uses(path, _banned(shown(path))) for path in files}
    assert {name: uses for name, uses in found.items() if uses} == {}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import time\ntime.time()", "time.time"),
        ("from time import time as t\nt()", "time.time"),
        ("import datetime as d\nd.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime\ndatetime.now(UTC)", "datetime.datetime.now"),
        ("from os import environ", "os.environ"),
        ("import os\nos.environ['A']", "os.environ"),
        ("import secrets", "secrets"),
        ("import os.path\nos.urandom(3)", "os.urandom"),
    ],
)
def test_the_search_finds_each_way_of_reaching_a_name(code: str, name: str) -> None:
    assert name in used_names(code)


def test_no_ban_is_waved_off_in_a_line() -> None:
    waved = [
        shown(path)
        for path in own_files(".py", under=("portal/", "crypto/", "migrations/"))
        if "TID251" in path.read_text(encoding="utf-8")
    ]
    assert waved == []


@pytest.mark.parametrize("folder", ALLOWED_IMPORTS)
def test_what_stands_alone_imports_itself_and_the_standard_library(folder: str) -> None:
    allowed = ALLOWED_IMPORTS[folder]
    strangers = [
        f"{shown(path)}: {name}"
        for path in own_files(".py", under=(folder,))
        for _, name in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(f"{name}.".startswith(f"{own}.") for own in allowed)
    ]
    assert strangers == []
