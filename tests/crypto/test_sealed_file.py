import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import sealed_file
from crypto.padding import padded_length
from crypto.sealed_file import CHUNK, FileSealer, new_file_key, open_chunk, open_file
from tests.crypto.expectations import refused, unhurried, with_byte_changed

KEY, FILE_ID = b"k" * 32, b"f" * 16
CONTENT = bytes(range(256)) * 700
EDGES = [0, 1, 1023, 1024, 1025, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1]


def sealed(content: bytes, step: int = 50_000) -> list[bytes]:
    sealer = FileSealer(KEY, FILE_ID)
    boxes = []
    for start in range(0, len(content), step):
        boxes += sealer.feed(content[start : start + step])
    boxes += sealer.finish()
    assert sealer.size == len(content)
    return boxes


def opened(boxes: list[bytes], size: int = len(CONTENT), key: bytes = KEY) -> bytes:
    return b"".join(open_file(key, FILE_ID, size, boxes))


BOXES = sealed(CONTENT)


@pytest.mark.parametrize("size", EDGES)
@pytest.mark.parametrize("step", [1000, CHUNK, 10 * CHUNK])
def test_a_file_comes_back_whatever_its_size_and_pieces(size: int, step: int) -> None:
    content = (CONTENT * 2)[:size]
    boxes = sealed(content, step)
    assert opened(boxes, size) == content
    chunks = -(-padded_length(size) // CHUNK)
    assert len(boxes) == chunks
    assert sum(map(len, boxes)) == 1 + padded_length(size) + 16 * chunks


@unhurried
@given(st.lists(st.binary(max_size=3000), max_size=30))
def test_how_a_file_arrives_does_not_show_in_what_is_stored(pieces: list[bytes]) -> None:
    sealer = FileSealer(KEY, FILE_ID)
    boxes = [box for piece in pieces for box in sealer.feed(piece)] + sealer.finish()
    assert boxes == sealed(b"".join(pieces))


def test_no_chunk_is_given_that_is_not_authenticated() -> None:
    boxes = [BOXES[0], with_byte_changed(BOXES[1], 5, 1), *BOXES[2:]]
    chunks = open_file(KEY, FILE_ID, len(CONTENT), boxes)
    assert next(chunks) == CONTENT[:CHUNK]
    with refused():
        next(chunks)


@unhurried
@given(st.integers(0, len(BOXES) - 1), st.integers(0, 2 * CHUNK), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open(which: int, position: int, change: int) -> None:
    boxes = list(BOXES)
    boxes[which] = with_byte_changed(boxes[which], position, change)
    with refused():
        opened(boxes)


@pytest.mark.parametrize(
    "boxes",
    [
        [],
        BOXES[:1],
        BOXES[:-1],
        BOXES[1:],
        BOXES[::-1],
        [BOXES[1], BOXES[0], BOXES[2]],
        [*BOXES, BOXES[-1]],
        [*BOXES, b""],
        [BOXES[0], *BOXES],
        [BOXES[0], BOXES[2]],
        [b"\x02" + BOXES[0][1:], *BOXES[1:]],
        [BOXES[0][1:], *BOXES[1:]],
        [BOXES[0], BOXES[1][:-1], BOXES[2]],
        [BOXES[0], BOXES[1], BOXES[2][:10]],
        [b"", b"", b""],
        [BOXES[0], None, BOXES[2]],
    ],
)
def test_a_file_that_is_cut_longer_or_in_another_order_does_not_open(boxes: list[bytes]) -> None:
    with refused():
        opened(boxes)


@pytest.mark.parametrize("size", [-1, 0, 1, CHUNK, len(CONTENT) - 1, len(CONTENT) + 9000, 2**70])
def test_another_size_does_not_open(size: int) -> None:
    with refused():
        opened(BOXES, size)


def cut_by_hand(lengths: list[int]) -> list[bytes]:
    """CONTENT as a holder of the key might cut it, each chunk sealed as the format says."""
    stream = CONTENT.ljust(padded_length(len(CONTENT)), b"\0")
    cipher, boxes, start = sealed_file._cipher(KEY, FILE_ID), [], 0
    for index, length in enumerate(lengths):
        nonce = sealed_file._nonce(index, index == len(lengths) - 1)
        boxes.append(cipher.encrypt(nonce, stream[start : start + length], None))
        start += length
    return [b"\x01" + boxes[0], *boxes[1:]]


REST = padded_length(len(CONTENT)) - 2 * CHUNK


def test_a_file_cut_by_hand_as_the_format_says_opens() -> None:
    assert opened(cut_by_hand([CHUNK, CHUNK, REST])) == CONTENT


@pytest.mark.parametrize(
    "lengths",
    [
        [CHUNK - 1, CHUNK, REST + 1],
        [CHUNK, CHUNK - 1, REST + 1],
        [CHUNK + 1, CHUNK - 1, REST],
        [CHUNK, CHUNK + REST],
        [CHUNK, CHUNK, REST, 0],
        [CHUNK, CHUNK, REST - 1, 1],
        [0, CHUNK, CHUNK, REST],
    ],
)
def test_a_genuine_file_that_is_cut_otherwise_does_not_open(lengths: list[int]) -> None:
    with refused():
        opened(cut_by_hand(lengths))


def test_a_genuine_chunk_that_is_too_long_does_not_open() -> None:
    boxes = cut_by_hand([CHUNK + 1, CHUNK - 1, REST])
    with refused():
        open_chunk(KEY, FILE_ID, 0, False, boxes[0])


def test_zero_bytes_at_the_end_of_a_file_are_content_when_its_size_says_so() -> None:
    boxes = sealed(b"a\0\0")
    assert opened(boxes, 3) == b"a\0\0"


def test_another_key_or_file_id_does_not_open() -> None:
    with refused():
        opened(BOXES, key=b"l" * 32)
    with refused():
        list(open_file(KEY, b"g" * 16, len(CONTENT), BOXES))


def test_one_chunk_opens_alone_with_its_number_and_its_end() -> None:
    assert open_chunk(KEY, FILE_ID, 1, False, BOXES[1]) == CONTENT[CHUNK : 2 * CHUNK]
    for index, last in ((0, False), (2, False), (1, True), (-1, False), (2**90, False)):
        with refused():
            open_chunk(KEY, FILE_ID, index, last, BOXES[1])


def test_a_finished_file_takes_no_more() -> None:
    sealer = FileSealer(new_file_key(), FILE_ID)
    sealer.finish()
    with pytest.raises(ValueError, match="finished"):
        sealer.feed(b"x")
    with pytest.raises(ValueError, match="finished"):
        sealer.finish()


def test_a_sealer_takes_a_key_of_32_bytes_and_shows_nothing() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        FileSealer(b"k" * 16, FILE_ID)
    assert repr(FileSealer(KEY, FILE_ID)) == "FileSealer(…)"
