"""When a request is there, and which threads it may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.server.lanes import (
    LONGEST_HEAD,
    SMALL_BODY,
    THREADS,
    Arriving,
    LaneName,
    arriving,
    lanes,
)

READING, WRITING, LARGE = LaneName


def head(method: str, *fields: str) -> bytes:
    return "\r\n".join([f"{method} /report HTTP/1.1", "Host: x", *fields, "", ""]).encode()


@pytest.mark.parametrize(
    ("heard", "lane"),
    [
        (head("GET"), READING),
        (head("HEAD"), READING),
        (head("POST", "Content-Length: 0"), WRITING),
        (head("GET", f"Content-Length: {SMALL_BODY + 1}"), LARGE),
        (b"GET /case/files/1 HTTP/1.1\r\nHost: x\r\n\r\n", LARGE),
        (b"GET /reports/1/da.pdf HTTP/1.1\r\nHost: x\r\n\r\n", LARGE),
        (b"GET /reports?x=/files/ HTTP/1.1\r\nHost: x\r\n\r\n", READING),
        (head("POST", f"content-LENGTH :  {SMALL_BODY + 1} "), LARGE),
        (head("POST", "Transfer-Encoding: chunked"), LARGE),
        (head("POST", "Content-Length: 5", "Expect: 100-continue"), LARGE),
        (head("POST", "Content-Length: -5"), LARGE),
        (head("POST", "Content-Length: " + "9" * 5000), LARGE),
        (b"\x16\x03\x01 no request at all\r\n\r\n", WRITING),
    ],
)
def test_each_request_has_its_lane(heard: bytes, lane: LaneName) -> None:
    assert arriving(heard) == Arriving(lane, is_whole=True)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_a_small_body_is_waited_for_and_counted_to_the_byte(length: int, come: int) -> None:
    heard = head("POST", f"Content-Length: {length}") + b"\r\n" * (come // 2) + b"x" * (come % 2)
    assert arriving(heard) == Arriving(WRITING, is_whole=come >= length)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(heard: bytes) -> None:
    assert (arriving(heard) is None) == (b"\r\n\r\n" not in heard)


def test_a_head_without_an_end_is_not_waited_for_for_ever() -> None:
    assert arriving(b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEAD + b"\r\n\r\n") is None


def test_writing_and_uploading_leave_threads_for_pages() -> None:
    mine = lanes()
    assert mine[LARGE].places <= THREADS // 2
    assert mine[LARGE].places + mine[WRITING].places < THREADS
