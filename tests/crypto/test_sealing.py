import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.key_pair import KeyPair
from crypto.padding import padded_length
from crypto.sealing import (
    ROOT,
    SHARED,
    case_key_info,
    open_text_with,
    open_with,
    seal_text_to,
    seal_to,
)
from tests.crypto.expectations import ids, numbers, refused, unhurried, with_byte_changed

PAIR = KeyPair.from_seed(bytes(range(32)))
INFO = b"info"
BOX = seal_to(PAIR.public, b"k" * 32, INFO)
TEXT_BOX = seal_text_to(PAIR.public, "Kære indberetter".encode(), INFO)
CASE, HOLDER = b"c" * 16, b"h" * 16


@unhurried
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_what_is_sealed_to_a_key_opens_with_it(plaintext: bytes, info: bytes) -> None:
    box = seal_to(PAIR.public, plaintext, info)
    assert len(box) == len(plaintext) + 1137
    assert open_with(PAIR, box, info) == plaintext


def test_sealing_twice_gives_two_boxes() -> None:
    assert seal_to(PAIR.public, b"k", INFO) != seal_to(PAIR.public, b"k", INFO)


@unhurried
@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open(position: int, difference: int) -> None:
    with refused():
        open_with(PAIR, with_byte_changed(BOX, position, difference), INFO)


@pytest.mark.parametrize("length", [0, 1, 1088, 1120, 1121, 1136, len(BOX) - 1])
def test_a_shortened_box_does_not_open(length: int) -> None:
    with refused():
        open_with(PAIR, BOX[:length], INFO)


@pytest.mark.parametrize("box", [BOX + b"\0", bytes(1137), bytes([1]) + bytes(1200), "text", None])
def test_what_is_no_box_does_not_open(box: bytes) -> None:
    with refused():
        open_with(PAIR, box, INFO)


def test_another_key_or_info_does_not_open() -> None:
    with refused():
        open_with(KeyPair.new(), BOX, INFO)
    with refused():
        open_with(PAIR, BOX, b"other")


def test_a_null_share_of_x25519_is_refused_as_everything_else() -> None:
    with refused():
        open_with(PAIR, BOX[:1089] + bytes(32) + BOX[1121:], INFO)


@pytest.mark.parametrize("public", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_sealing_to_what_is_no_key_is_an_error(public: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the library words some of them)
        seal_to(public, b"k", INFO)


@unhurried
@given(ids, numbers, ids)
def test_a_case_key_is_bound_to_purpose_case_generation_and_holder(
    case_id: bytes, generation: int, holder: bytes
) -> None:
    infos = {
        case_key_info(purpose=purpose, case_id=case, generation=number, holder=whose)
        for purpose in (ROOT, SHARED)
        for case in (case_id, b"c" * 15)
        for number in (generation, generation + 1)
        for whose in (holder, b"h" * 15)
    }
    assert len(infos) == 16


def test_an_unknown_purpose_is_an_error() -> None:
    with pytest.raises(ValueError, match="purpose"):
        case_key_info(purpose="other", case_id=CASE, generation=1, holder=HOLDER)


@unhurried
@given(st.binary(max_size=5000), st.binary(max_size=200))
def test_a_text_of_any_length_opens_and_its_box_tells_the_padded_length_alone(
    text: bytes, info: bytes
) -> None:
    box = seal_text_to(PAIR.public, text, info)
    assert len(box) == padded_length(len(text) + 4) + 1137
    assert open_text_with(PAIR, box, info) == text


def test_short_texts_of_any_length_make_boxes_of_one_size() -> None:
    lengths = {len(seal_text_to(PAIR.public, b"a" * length, INFO)) for length in (0, 1, 1020)}
    assert lengths == {2161}
    assert len(seal_text_to(PAIR.public, b"a" * 1021, INFO)) > 2161


@unhurried
@given(st.integers(0, len(TEXT_BOX) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open_a_text(position: int, difference: int) -> None:
    with refused():
        open_text_with(PAIR, with_byte_changed(TEXT_BOX, position, difference), INFO)


@pytest.mark.parametrize("length", [0, 1, 1121, 1136, 1137, len(TEXT_BOX) - 1])
def test_a_shortened_text_does_not_open(length: int) -> None:
    with refused():
        open_text_with(PAIR, TEXT_BOX[:length], INFO)


def test_another_key_or_info_does_not_open_a_text() -> None:
    with refused():
        open_text_with(KeyPair.new(), TEXT_BOX, INFO)
    with refused():
        open_text_with(PAIR, TEXT_BOX, b"other")


def test_a_key_is_not_opened_as_a_text() -> None:
    with refused():
        open_text_with(PAIR, BOX, INFO)
