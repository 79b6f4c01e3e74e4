from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import sealed_box
from crypto.padding import padded_length
from crypto.sealed_record import Place, open_record, seal_record
from tests.crypto.expectations import ids, keys, numbers, refused, unhurried, with_byte_changed

KEY = b"k" * 32
PLACE = Place(case_id=b"c" * 16, record_id=b"r" * 16, table="records", revision=3, generation=1)
BOX = seal_record(KEY, "message", b"content", PLACE)

kinds = st.text(st.characters(max_codepoint=127), min_size=1, max_size=255)
places = st.builds(Place, ids, ids, st.text(max_size=20), numbers, numbers)


@unhurried
@given(keys, kinds, st.binary(max_size=5000), places)
def test_a_record_opens_at_its_place(key: bytes, kind: str, content: bytes, place: Place) -> None:
    box = seal_record(key, kind, content, place)
    assert open_record(key, box, place) == (kind, content)
    assert len(box) == 61 + padded_length(1 + len(kind) + 4 + len(content))


def test_short_records_of_every_kind_are_equally_long() -> None:
    assert len(BOX) == len(seal_record(KEY, "report", b"x" * 900, PLACE)) == 1085


@unhurried
@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open(position: int, difference: int) -> None:
    with refused():
        open_record(KEY, with_byte_changed(BOX, position, difference), PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, case_id=b"d" * 16),
        replace(PLACE, record_id=b"s" * 16),
        replace(PLACE, table="files"),
        replace(PLACE, revision=2),
        replace(PLACE, generation=2),
        replace(PLACE, revision=1, generation=3),
        replace(PLACE, case_id=PLACE.record_id, record_id=PLACE.case_id),
        replace(PLACE, revision=-3),
    ],
)
def test_a_record_does_not_open_at_another_place(elsewhere: Place) -> None:
    with refused():
        open_record(KEY, BOX, elsewhere)


@pytest.mark.parametrize("key", [b"K" * 32, b"k" * 31, b"k" * 33, b""])
def test_another_key_does_not_open(key: bytes) -> None:
    with refused():
        open_record(key, BOX, PLACE)


@pytest.mark.parametrize("length", [0, 1, 33, 45, 60, 61, len(BOX) - 1])
def test_a_shortened_record_does_not_open(length: int) -> None:
    with refused():
        open_record(KEY, BOX[:length], PLACE)


@pytest.mark.parametrize("box", [BOX + b"\0", b"\x02" + BOX[1:], "text", None, 7])
def test_what_is_no_record_does_not_open(box: bytes) -> None:
    with refused():
        open_record(KEY, box, PLACE)


def test_a_small_box_under_the_same_key_is_no_record() -> None:
    with refused():
        open_record(KEY, sealed_box.seal_box(KEY, b"p", b"c", b"x", minimum=1024), PLACE)


@pytest.mark.parametrize("kind", ["", "x" * 256, "ø"])
def test_a_kind_that_cannot_be_written_is_an_error(kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        seal_record(KEY, kind, b"", PLACE)


def test_a_short_key_seals_nothing() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_record(b"k" * 31, "note", b"", PLACE)
