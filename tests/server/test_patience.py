"""Very many slow connections to the real server, and somebody who only wants to read a page.

Two processes of 32 threads each: what follows needs more than all of them, if each slow connection
had one.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest

from tests.server.served import Running, running

MANY = 200
HEAD = b"POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
LARGE = 1_000_000


@contextmanager
def many(server: Running, sent: bytes, **options: int) -> Iterator[list[socket.socket]]:
    """So many clients that have sent the same, and go on waiting."""
    with ExitStack() as stack:
        clients = [stack.enter_context(closing(connected(server, **options))) for _ in range(MANY)]
        for client in clients:
            client.sendall(sent)
        yield clients


def connected(server: Running, receive_buffer: int = 0) -> socket.socket:
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        # As on a network: loopback takes in whole pages at a time.
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1000)
    client.settimeout(30)
    client.connect(("127.0.0.1", server.port))
    return client


def is_open(client: socket.socket) -> bool:
    """Whether the server still waits for more: it has neither answered nor hung up."""
    client.setblocking(False)
    try:
        client.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        client.settimeout(30)
    return False


def answer_of(client: socket.socket) -> bytes:
    got = b""
    with suppress(ConnectionResetError):
        while part := client.recv(65536):
            got += part
    return got


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: y",
        HEAD + b"1000\r\n\r\n" + b"x" * 999,
        HEAD + b"%d\r\n\r\n" % LARGE,
    ],
    ids=["heads", "small bodies", "large bodies"],
)
def test_slow_requests_keep_nobody_from_reading_or_sending_a_form(sent: bytes) -> None:
    with running() as server, many(server, sent) as clients:
        assert server.get("/").status == 200
        small = HEAD + b"5\r\n\r\n12345"
        assert server.send_raw(small).endswith(b"5")
        waiting = sum(is_open(client) for client in clients)
    # They were not turned away for it, but for those beyond what a process keeps waiting.
    assert waiting > 64


def test_uploads_beyond_half_of_the_threads_wait_for_their_turn() -> None:
    content = b"x" * LARGE
    with running() as server, many(server, HEAD + b"%d\r\n\r\n" % LARGE) as clients:
        waiting = [client for client in clients if is_open(client)]
        for client in waiting:
            client.close()
        with closing(connected(server)) as last:
            last.sendall(HEAD + b"%d\r\n\r\n" % LARGE + content)
            assert answer_of(last).endswith(b"1000000")


def test_answers_that_nobody_reads_keep_no_thread() -> None:
    asked = b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n"
    with running() as server, many(server, asked, receive_buffer=1024):
        assert server.get("/").status == 200


def test_who_asks_on_and_on_and_reads_nothing_keeps_no_thread() -> None:
    asked = b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n" * 20
    with running() as server, many(server, asked, receive_buffer=1024):
        assert server.get("/").status == 200


def test_clients_that_do_not_hang_up_after_the_answer_stop_nobody() -> None:
    with running() as server, many(server, b"GET / HTTP/1.0\r\n\r\n") as clients:
        for client in clients[:20]:
            assert client.recv(12) == b"HTTP/1.0 200"
        assert server.get("/").status == 200


def test_who_is_one_too_many_ends_no_process() -> None:
    with running() as server, many(server, b"") as first, many(server, b""), many(server, b""):
        # Of one that goes because another comes, the first word may be on its way.
        for client in first:
            with closing(connected(server)), suppress(OSError):
                client.sendall(b"G")
        assert server.get("/").status == 200
        assert "server:failed" not in server.stop()


def test_a_request_that_never_ends_and_a_body_slower_than_the_slowest_are_given_up() -> None:
    with (
        running("hasty") as server,
        closing(connected(server)) as head,
        closing(connected(server)) as slow,
        closing(connected(server)) as steady,
    ):
        head.sendall(b"GET / HTTP/1.1\r\nHost: x")
        slow.sendall(HEAD + b"%d\r\n\r\n" % LARGE)
        steady.sendall(HEAD + b"%d\r\n\r\n" % LARGE)
        for _ in range(12):
            with suppress(OSError):
                slow.sendall(b"xx")
            steady.sendall(b"x" * 2000)
            time.sleep(0.2)
        assert not is_open(head)
        assert not is_open(slow)
        assert is_open(steady)


def test_requests_that_come_together_on_one_connection_are_answered_one_by_one() -> None:
    one = b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    last = b"GET /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with running() as server:
        answered = server.send_raw(one * 3 + last)
    assert answered.count(b"200 OK") == 4
