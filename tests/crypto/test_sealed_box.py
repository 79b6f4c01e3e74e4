import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.padding import padded_length
from crypto.sealed_box import open_box, seal_box
from tests.crypto.expectations import keys, refused, unhurried, with_byte_changed

KEY = b"k" * 32
BOX = seal_box(KEY, b"session", b"row 1", b"content", minimum=64)


@unhurried
@given(keys, st.binary(max_size=30), st.binary(max_size=30), st.binary(), st.integers(0, 2000))
def test_a_box_opens_for_its_purpose_and_context(
    key: bytes, purpose: bytes, context: bytes, plaintext: bytes, minimum: int
) -> None:
    box = seal_box(key, purpose, context, plaintext, minimum=minimum)
    assert open_box(key, purpose, context, box) == plaintext
    assert len(box) == 61 + padded_length(4 + len(plaintext), minimum)


@unhurried
@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open(position: int, difference: int) -> None:
    with refused():
        open_box(KEY, b"session", b"row 1", with_byte_changed(BOX, position, difference))


@pytest.mark.parametrize(
    ("key", "purpose", "context"),
    [
        (b"l" * 32, b"session", b"row 1"),
        (b"", b"session", b"row 1"),
        (KEY, b"seen", b"row 1"),
        (KEY, b"session", b"row 2"),
        (KEY, b"sessionr", b"ow 1"),
        (KEY, b"row 1", b"session"),
    ],
)
def test_another_key_purpose_or_context_does_not_open(
    key: bytes, purpose: bytes, context: bytes
) -> None:
    with refused():
        open_box(key, purpose, context, BOX)


@pytest.mark.parametrize("box", [b"", BOX[:-1], BOX + b"\0", BOX[:60], b"\0" + BOX[1:], "", None])
def test_what_is_no_box_does_not_open(box: bytes) -> None:
    with refused():
        open_box(KEY, b"session", b"row 1", box)


def test_a_short_key_seals_nothing() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_box(b"k" * 31, b"p", b"c", b"x")
