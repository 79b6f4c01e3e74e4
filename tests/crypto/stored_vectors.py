"""The vectors as they lie in crypto/vectors, for the tests that try them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.crypto import make_vectors


def stored(name: str) -> dict[str, Any]:
    path = make_vectors.FOLDER / f"{name}.json"
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed


def vectors(name: str, expect: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The test is run with each vector of this name that is expected to be `ok` or to `fail`."""
    chosen = [vector for vector in stored(name)["vectors"] if vector["expect"] == expect]
    assert chosen, f"no vectors of {name} that are expected to be {expect}"
    return pytest.mark.parametrize("vector", chosen, ids=lambda vector: vector["name"])
