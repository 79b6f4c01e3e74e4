import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import labels
from tests.crypto.expectations import unhurried

USED = [
    value
    for name, value in vars(labels).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, bytes)
]
ALL = [*USED, *labels.RESERVED]
SPEC = (Path(labels.__file__).parent / "SPEC.md").read_text(encoding="utf-8")

fields = st.lists(st.one_of(st.binary(max_size=20), st.text(max_size=10)), max_size=5)


def as_bytes(values: list[bytes | str]) -> list[bytes]:
    return [value.encode() if isinstance(value, str) else value for value in values]


def test_no_label_begins_with_another_one() -> None:
    assert USED
    assert not [pair for pair in permutations(ALL, 2) if pair[0].startswith(pair[1])]


@pytest.mark.parametrize("label", ALL, ids=bytes.decode)
def test_the_specification_names_every_label(label: bytes) -> None:
    assert f"`{label.decode()}`" in SPEC


def test_the_specification_says_of_each_label_whether_it_is_used_or_reserved() -> None:
    table = re.findall(r"^\| `(portal/v\d+/[\w-]+)` \|", SPEC, re.MULTILINE)
    reserved = SPEC.split("Reserved, not yet used:")[1].split("Nothing may be derived")[0]
    assert sorted(table) == sorted(label.decode() for label in USED)
    named = re.findall(r"`(portal/v\d+/[\w-]+)`", reserved)
    assert sorted(named) == sorted(label.decode() for label in labels.RESERVED)


def test_no_label_is_used_that_is_not_in_the_list() -> None:
    portal = Path(labels.__file__).parents[1] / "portal"
    sources = [path.read_text(encoding="utf-8") for path in portal.rglob("*.py")]
    used = {label for source in sources for label in re.findall(r"portal/v\d+/[\w-]+", source)}
    assert {label.encode() for label in used} <= set(USED)


@unhurried
@given(fields, fields)
def test_two_lists_of_fields_are_never_bound_to_the_same_bytes(
    one: list[bytes | str], other: list[bytes | str]
) -> None:
    same = labels.bind(b"label", *one) == labels.bind(b"label", *other)
    assert same == (as_bytes(one) == as_bytes(other))


def test_a_field_that_moves_over_a_border_is_noticed() -> None:
    assert labels.bind(b"l", b"ab", b"c") != labels.bind(b"l", b"a", b"bc")
    assert labels.bind(b"l") != labels.bind(b"l", b"")


def test_numbers_take_eight_bytes_and_text_is_utf_8() -> None:
    assert labels.bind(b"l", 258) == b"l\0\0\0\x08\0\0\0\0\0\0\x01\x02"
    assert labels.bind(b"l", -1) == b"l\0\0\0\x08" + b"\xff" * 8
    assert labels.bind(b"l", "ø") == b"l\0\0\0\x02\xc3\xb8"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_a_number_beyond_64_bits_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        labels.bind(b"l", number)
