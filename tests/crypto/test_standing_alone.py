import ast
import sys
from pathlib import Path

import pytest

import crypto

MODULES = sorted(Path(str(crypto.__file__)).parent.glob("*.py"))
ALLOWED = {*sys.stdlib_module_names, "cryptography", "crypto", "shamir_mnemonic"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_imports_only_what_is_allowed(module: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).split(".")[0])
    assert imported <= ALLOWED


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_reads_no_clock_and_no_weak_chance(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
             for alias in node.names}  # fmt: skip
    assert not called & CLOCKS
    assert "random" not in names
