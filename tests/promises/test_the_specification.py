"""Someone who reads only crypto/SPEC.md can say what every byte of a sealed column is."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from portal.domain import (
    adviser_facts,
    assistance,
    call,
    case_file,
    complaint,
    complaint_facts,
    dialogue,
    disclosure,
    disclosure_register,
    dossier,
    linked_case,
    matter,
    mediation,
    move_correction,
    municipality,
    party,
    period,
    publication,
    recommendation,
    statistics,
    supervision,
    triage,
)
from portal.services.accounts import preferences
from portal.storage import record_shapes as shapes
from tests.promises.documents import text_of
from tests.promises.test_what_is_plain import DOCUMENTED

SPEC = text_of("crypto/SPEC.md")
WHERE = dict(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| ([\d and]+) \|", SPEC, re.MULTILINE))
OBJECTS = dict(re.findall(r"^\| `([A-Z]\w+)` \| (.+) \|$", SPEC, re.MULTILINE))
KINDS = dict(re.findall(r"^\| `([a-z_]+)` \| (shared|unit) \|", SPEC, re.MULTILINE))
MODULES = (
    adviser_facts,
    assistance,
    call,
    case_file,
    complaint,
    complaint_facts,
    dialogue,
    disclosure,
    disclosure_register,
    dossier,
    linked_case,
    matter,
    mediation,
    move_correction,
    municipality,
    party,
    period,
    preferences,
    publication,
    recommendation,
    statistics,
    supervision,
    triage,
)


def test_every_sealed_column_stands_in_it_with_a_section_that_is_there() -> None:
    sealed = {".".join(place) for place, (kind, _why) in DOCUMENTED.items() if kind == "sealed"}
    assert set(WHERE) == sealed
    for sections in WHERE.values():
        for number in re.findall(r"\d+", sections):
            assert re.search(rf"^## {number}\. ", SPEC, re.MULTILINE)


def test_every_kind_of_record_stands_in_it_with_its_compartment() -> None:
    assert set(KINDS) == set(shapes.KINDS) - {shapes.LOG}
    assert {kind for kind, side in KINDS.items() if side == "shared"} == shapes.SHARED_KINDS


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_the_fields_that_it_says(name: str) -> None:
    [found] = [vars(module)[name] for module in MODULES if name in vars(module)][:1]
    told = re.sub(r"\([^)]*\)", "", OBJECTS[name])
    assert re.findall(r"`(\w+)`", told) == [one.name for one in fields(found)]


def test_every_object_that_is_named_is_described() -> None:
    section = SPEC.split("## 21.")[1].split("## 22.")[0]
    assert set(re.findall(r"`([A-Z][a-z]\w+)`", section)) - {"True", "False"} == set(OBJECTS)
