"""What the rules work with is never changed in place: a move gives a new thing or is refused."""

import importlib
import inspect
import pkgutil
from dataclasses import is_dataclass

import pytest

import portal.domain

THINGS = [
    thing
    for module in pkgutil.iter_modules(portal.domain.__path__, "portal.domain.")
    for _, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
    if is_dataclass(thing) and thing.__module__ == module.name
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.__name__)
def test_a_thing_of_the_domain_is_frozen(thing: type) -> None:
    assert thing.__dataclass_params__.frozen


def test_there_are_such_things() -> None:
    assert {"Account", "CaseFacts", "Entry", "Matter", "Triage"} <= {one.__name__ for one in THINGS}
