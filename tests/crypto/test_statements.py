from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from crypto import labels
from crypto.case_key import CaseKeys, new_root
from crypto.identifiers import hash_of
from crypto.statements import (
    consent_statement,
    generation_statement,
    key_name,
    names_of,
    unit_list_hash,
    unit_list_statement,
)
from tests.crypto.expectations import keys, unhurried

GENERATION: dict[str, Any] = {
    "case_id": b"c" * 16,
    "generation": 2,
    "shared_name": b"s" * 32,
    "unit_name": b"u" * 32,
    "reporter_key": b"k" * 1216,
    "reporter_signing_key": b"r" * 1984,
    "list_version": 3,
}
CONSENT: dict[str, Any] = {
    "case_id": b"c" * 16,
    "offer": b"o" * 16,
    "text": "Må sagen gå videre?",
    "answer": "yes",
}
UNIT_LIST: dict[str, Any] = {"version": 2, "previous": b"p" * 32, "content": b"{}"}

MADE: dict[str, tuple[Callable[..., bytes], dict[str, Any]]] = {
    "generation": (generation_statement, GENERATION),
    "consent": (consent_statement, CONSENT),
    "unit list": (unit_list_statement, UNIT_LIST),
    "hash of a unit list": (unit_list_hash, UNIT_LIST),
}
EACH_FIELD = [(name, field) for name, (_, fields) in MADE.items() for field in fields]


def otherwise(field: str, value: Any) -> list[Any]:
    if field == "answer":
        return ["no"]
    if isinstance(value, int):
        return [value + 1, 0, -value]
    if isinstance(value, str):
        return ["", value + " ", value.upper(), value.replace("å", "a\u030a")]
    return [b"", value[:-1], value + b"\0", b"x" + value[1:], value[:-1] + b"x"]


@pytest.mark.parametrize(("name", "field"), EACH_FIELD)
def test_each_field_changes_what_is_signed(name: str, field: str) -> None:
    make, fields = MADE[name]
    values = [fields[field], *otherwise(field, fields[field])]
    made = {make(**{**fields, field: value}) for value in values}
    assert len(made) == len(values)


@pytest.mark.parametrize(
    ("one", "other"), [("shared_name", "unit_name"), ("reporter_key", "reporter_signing_key")]
)
def test_two_fields_that_change_places_change_what_is_signed(one: str, other: str) -> None:
    swapped = {**GENERATION, one: GENERATION[other], other: GENERATION[one]}
    assert generation_statement(**swapped) != generation_statement(**GENERATION)


def test_a_byte_that_moves_over_to_the_next_field_changes_what_is_signed() -> None:
    moved = {**UNIT_LIST, "previous": b"p" * 31, "content": b"p{}"}
    assert unit_list_statement(**moved) != unit_list_statement(**UNIT_LIST)


@pytest.mark.parametrize("answer", ["", "maybe", "Yes", "no ", "ja"])
def test_an_offer_is_answered_by_yes_or_no_and_nothing_else(answer: str) -> None:
    with pytest.raises(ValueError, match="yes or no"):
        consent_statement(**{**CONSENT, "answer": answer})


def test_the_words_of_an_offer_do_not_run_into_the_answer() -> None:
    one = {**CONSENT, "text": "Må sagen gå videre?no", "answer": "yes"}
    other = {**CONSENT, "text": "Må sagen gå videre?", "answer": "no"}
    assert consent_statement(**one) != consent_statement(**other)


def test_each_kind_of_statement_has_a_label_of_its_own() -> None:
    assert generation_statement(**GENERATION).startswith(labels.SIGNED_GENERATION + b"\0\0\0\x10")
    assert consent_statement(**CONSENT).startswith(labels.SIGNED_CONSENT + b"\0\0\0\x10")
    assert unit_list_statement(**UNIT_LIST).startswith(labels.SIGNED_UNIT_LIST + b"\0\0\0\x08")


def test_a_unit_list_is_known_by_the_hash_of_its_statement() -> None:
    statement = unit_list_statement(**UNIT_LIST)
    assert unit_list_hash(**UNIT_LIST) == hash_of(labels.UNIT_LIST, statement)
    assert len(unit_list_hash(**UNIT_LIST)) == 32


@unhurried
@given(keys)
def test_the_names_of_both_keys_differ_from_each_other_and_from_the_keys(root: bytes) -> None:
    compartments = CaseKeys.from_root(root)
    shared_name, unit_name = names_of(compartments, b"")
    assert shared_name == key_name(compartments.shared)
    assert compartments.unit is not None
    assert unit_name == key_name(compartments.unit)
    kept = {root, compartments.shared, compartments.unit, shared_name, unit_name}
    assert len(kept) == 5
    assert len(shared_name) == len(unit_name) == 32


def test_another_key_has_another_name_and_the_same_key_the_same() -> None:
    key = new_root()
    assert key_name(key) == key_name(bytes(key)) != key_name(new_root())


def test_without_the_units_key_its_name_is_taken_on_trust() -> None:
    compartments = CaseKeys.from_root(new_root())
    reporters = CaseKeys.from_shared(compartments.shared)
    assert names_of(reporters, b"trusted") == (key_name(compartments.shared), b"trusted")


def test_with_the_units_key_its_name_is_not_taken_on_trust() -> None:
    compartments = CaseKeys.from_root(new_root())
    assert names_of(compartments, b"stored") == names_of(compartments, b"another")
