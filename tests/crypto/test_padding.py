import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.padding import MINIMUM, pad, padded_length, unpad
from tests.crypto.expectations import refused, unhurried


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (9, 10), (17, 18), (100, 104), (1025, 1088),
     (65536, 65536), (65537, 67584), (10**6, 1015808)],
)  # fmt: skip
def test_lengths_are_padded_as_padme_says(length: int, padded: int) -> None:
    assert padded_length(length, 0) == padded


@unhurried
@given(st.integers(2, 2**40))
def test_padding_costs_at_most_twelve_percent_and_leaves_few_lengths(length: int) -> None:
    padded = padded_length(length, 0)
    assert length <= padded <= length * 1.12
    exponent = int(math.log2(padded))
    assert padded % 2 ** (exponent - exponent.bit_length()) == 0
    assert padded_length(padded, 0) == padded


def test_a_short_text_is_padded_to_the_minimum() -> None:
    assert padded_length(0) == padded_length(1024) == MINIMUM == 1024
    assert padded_length(1025) == 1088


def test_a_negative_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="not negative"):
        padded_length(-1)


@unhurried
@given(st.binary(max_size=10), st.binary(max_size=3000), st.integers(0, 2000))
def test_what_is_padded_comes_back(head: bytes, content: bytes, minimum: int) -> None:
    padded = pad(head, content, minimum)
    assert len(padded) == padded_length(len(head) + 4 + len(content), minimum)
    assert unpad(padded, len(head), minimum) == content
    assert unpad(padded, len(head), None) == content


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        b"\0\0\0\x05abcd",
        b"\xff\xff\xff\xff" + bytes(1020),
        b"\0\0\0\x01a" + bytes(1018) + b"\x01",
        b"\0\0\0\x01a" + bytes(1018),
        b"\0\0\0\x01a" + bytes(1020),
    ],
)
def test_other_padding_is_refused(padded: bytes) -> None:
    with refused():
        unpad(padded, 0, 1024)


def test_padding_that_is_not_zero_is_refused_where_any_length_is_taken() -> None:
    assert unpad(b"\0\0\0\x01a\0\0\0", 0, None) == b"a"
    with refused():
        unpad(b"\0\0\0\x01a\0\0\x01", 0, None)
