"""A request inside another is none: where two readers could disagree on its end, nobody reads it.

A proxy in front that took one reading and the portal the other would answer somebody with what was
made for somebody else (RFC 9112, section 11.2).
"""

import re

from tests.server.served import running

HIDDEN = b"GET /SMUGGLED HTTP/1.1\r\nHost: x\r\n\r\n"


def _post(*headers: bytes, body: bytes) -> bytes:
    return b"\r\n".join([b"POST /upload HTTP/1.1", b"Host: x", *headers, b"", body])


AMBIGUOUS = {
    "both lengths": _post(
        b"Content-Length: 4", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + HIDDEN
    ),
    "both, the other way round": _post(
        b"Transfer-Encoding: chunked", b"Content-Length: 999", body=b"0\r\n\r\n" + HIDDEN
    ),
    "two lengths": _post(b"Content-Length: 0", b"Content-Length: 37", body=HIDDEN),
    "a signed length": _post(b"Content-Length: +0", body=HIDDEN),
    "a length that is none": _post(b"Content-Length: 0x0", body=HIDDEN),
    "a coding nobody knows": _post(b"Transfer-Encoding: xchunked", body=b"0\r\n\r\n" + HIDDEN),
    "chunked in the middle": _post(b"Transfer-Encoding: chunked, x", body=b"0\r\n\r\n" + HIDDEN),
    "a space before the colon": _post(b"Transfer-Encoding : chunked", body=b"0\r\n\r\n" + HIDDEN),
    "a folded header": _post(b"Transfer-Encoding:\r\n chunked", body=b"0\r\n\r\n" + HIDDEN),
    "a size that is none": _post(b"Transfer-Encoding: chunked", body=b"-1\r\n\r\n" + HIDDEN),
    "a NUL in a header": _post(b"X: a\0b", b"Content-Length: 0", body=HIDDEN),
    "a bare CR in a header": _post(b"X: a\rContent-Length: 0", body=HIDDEN),
}


def test_no_request_hides_in_another_and_none_stands_in_the_log() -> None:
    with running() as server:
        answers = {name: server.send_raw(sent) for name, sent in AMBIGUOUS.items()}
        log = server.stop()
    # What is closed with bytes unread may be reset before its answer is read.
    told = {name: re.findall(rb"HTTP/1\.1 (\d)", answer) for name, answer in answers.items()}
    assert {name: found for name, found in told.items() if found not in ([], [b"4"], [b"5"])} == {}
    assert sum(map(len, told.values())) > len(AMBIGUOUS) // 2
    assert "SMUGGLED" not in log


def test_two_requests_that_are_two_are_answered_one_after_the_other() -> None:
    with running() as server:
        answer = server.send_raw(_post(b"Content-Length: 2", body=b"ok" + HIDDEN))
    assert answer.count(b"HTTP/1.1 200") == 2
