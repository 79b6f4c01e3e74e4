"""The server of the browser tests closes what it opened, whatever a browser does."""

import socket
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.support.site import answering

SENT = b"sent before the reader went"
# SO_LINGER of no seconds: the connection is reset, not closed in order.
AT_ONCE = struct.pack("ii", 1, 0)


class _Answer:
    """An answer that ends when its reader has gone, and says when it was closed."""

    def __init__(self) -> None:
        self.reader_gone, self.closed = threading.Event(), threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> "_Answer":
        start_response("200 OK", [("Content-Length", str(len(SENT)))])
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield SENT
        self.reader_gone.wait(timeout=30)

    def close(self) -> None:
        self.closed.set()


def test_an_answer_is_closed_though_the_browser_dropped_it() -> None:
    answer = _Answer()
    with answering(answer, set()) as origin:
        client = socket.create_connection(("127.0.0.1", urlsplit(origin).port or 0))
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        received = b""
        while SENT not in received:
            received += client.recv(4096)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        client.close()
        answer.reader_gone.set()
        assert answer.closed.wait(timeout=30)
