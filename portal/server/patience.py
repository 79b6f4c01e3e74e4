"""Connections that may be slow, as an upload through Tor is, but neither silent nor idle for ever.

gunicorn's threaded worker gives each connection a thread as soon as it is there. Here the main loop
listens to all of them, and a request has a thread once it is whole (portal/server/lanes.py).
"""

from __future__ import annotations

import socket
import ssl
import sys
from functools import partial
from operator import attrgetter
from selectors import EVENT_READ
from typing import TYPE_CHECKING, Any

from gunicorn.http import wsgi  # type: ignore[import-untyped]
from gunicorn.sock import ssl_context  # type: ignore[import-untyped]
from gunicorn.workers import gthread  # type: ignore[import-untyped]

from portal.log import Area, LogEvent, log
from portal.server import connection
from portal.server.connection import PatientConnection, seconds
from portal.server.lanes import LONGEST_HEAD, Arriving, LaneName, arriving, lanes

if TYPE_CHECKING:
    from collections.abc import Callable

# As connection.SILENCE_SECONDS, before a request has begun.
SILENCE_BEFORE_REQUEST_SECONDS = 10.0
# Of so many that have said nothing whole yet, one that has said nothing at all goes first.
MOST_LISTENED_TO = 256
MOST_KEPT_ALIVE = 128
# For what the other side still sends after the answer: closing at once could cut the answer off.
LINGER_SECONDS = 2.0
# A page fits in, so that no slow reader of one keeps a thread waiting.
SEND_BUFFER = 256 * 1024
# Whoever has read the last answer has taken in all but its end.
LONGEST_UNREAD = 16 * 1024
_NOT_YET = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class PortalWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker, patient with uploads and discreet about what ends it."""

    def init_process(self) -> None:
        """As gunicorn's, with what this worker needs besides."""
        self.lanes = lanes()
        self.tls = ssl_context(self.cfg) if self.cfg.is_ssl else None
        self.max_keepalived = MOST_KEPT_ALIVE
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Take a connection in and listen to it; gunicorn's has a thread wait for it."""
        try:
            client, address = listener.accept()
        except OSError:
            # It went away again, or another worker was faster.
            return
        try:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            client.setblocking(False)
            if self.tls:
                client = self.tls.wrap_socket(
                    client, server_side=True, do_handshake_on_connect=False
                )
        except OSError:
            # It was broken off before it began.
            client.close()
            return
        self.nr_conns += 1
        conn = PatientConnection(self.cfg, client, address, listener.getsockname())
        self._listen(conn, SILENCE_BEFORE_REQUEST_SECONDS)

    def on_client_socket_readable(self, conn: PatientConnection, client: socket.socket) -> None:
        """Another request on a connection that was kept: it is listened to like a new one."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._listen(conn, SILENCE_BEFORE_REQUEST_SECONDS)
        self._hear(conn, client)

    def murder_pending(self) -> None:
        """Close what was listened to for too long, and when the worker stops what is silent."""
        now = seconds()
        # Not where a connection is taken in: of one that is dropped there, the main loop may hold
        # an event that it has not come to yet.
        while len(self.pending_conns) > MOST_LISTENED_TO:
            self._drop(min(self.pending_conns, key=attrgetter("has_begun")))
        for conn in [one for one in self.pending_conns if now > one.until]:
            if conn.lingers or arriving(conn.heard) is None:
                self._drop(conn)
            else:
                # A small body that is slow has to do with a place among the large ones.
                self._hand_over(conn, LaneName.LARGE)
        if not self.alive:
            for conn in [one for one in self.pending_conns if not one.heard]:
                self._drop(conn)

    def finish_request(self, conn: PatientConnection, fs: Any) -> None:
        """As gunicorn's, and the thread goes to whoever waits for it."""
        lane, conn.lane = self.lanes[conn.lane or LaneName.READING], None
        conn.take_back()
        super().finish_request(conn, fs)
        if conn.lingers:
            self.nr_conns += 1
            self._listen(conn, LINGER_SECONDS)
        lane.taken -= 1
        while lane.waiting and lane.is_free:
            self._give_thread(*lane.waiting.popleft())
        if conn.heard and conn in self.keepalived_conns:
            self.poller.unregister(conn.sock)
            self.keepalived_conns.remove(conn)
            self._listen(conn, SILENCE_BEFORE_REQUEST_SECONDS)
            self._consider(conn)

    def _listen(self, conn: PatientConnection, how_long: float) -> None:
        conn.sock.setblocking(False)
        conn.until = seconds() + how_long
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._hear, conn))

    def _hear(self, conn: PatientConnection, _client: socket.socket) -> None:
        try:
            there = conn.hear()
        except _NOT_YET:
            return
        except OSError:
            there = False
        if not there:
            self._drop(conn)
        elif not conn.lingers:
            self._consider(conn)

    def _consider(self, conn: PatientConnection) -> None:
        """Give a thread to a request that is there."""
        known = arriving(conn.heard)
        if known is None:
            if len(conn.heard) > LONGEST_HEAD:
                self._drop(conn)
        elif known.is_whole:
            self._hand_over(conn, known.lane)
        else:
            self._wait_for_body(conn, known)

    def _wait_for_body(self, conn: PatientConnection, known: Arriving) -> None:
        """From the end of the head on it has the longer time."""
        if conn.lane is not known.lane:
            conn.lane = known.lane
            conn.until = seconds() + connection.SILENCE_SECONDS

    def _hand_over(self, conn: PatientConnection, name: LaneName) -> None:
        if conn.unread > LONGEST_UNREAD:
            # It asks for one page after the other and reads none: each would hold a thread.
            self._drop(conn)
            return
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        lane = self.lanes[name]
        if lane.is_free:
            self._give_thread(conn, name)
        elif len(lane.waiting) < lane.most_waiting:
            lane.waiting.append((conn, name))
        else:
            self._close(conn)

    def _give_thread(self, conn: PatientConnection, name: LaneName) -> None:
        conn.lane = name
        self.lanes[name].taken += 1
        self.enqueue_req(conn)

    def _drop(self, conn: PatientConnection) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self._close(conn)

    def _close(self, conn: PatientConnection) -> None:
        self.nr_conns -= 1
        conn.close()

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Stop as when told to end, but without waiting for what is under way.

        gunicorn's leaves by an exception from the midst of whatever the signal interrupted. Where
        that is the start of a thread, the pool never learns of the thread, and the process waits
        for it for ever.
        """
        self.cfg.set("graceful_timeout", 0)
        self.handle_exit(sig, frame)

    def run(self) -> None:
        """As gunicorn's, but the text of what ends it is not printed."""
        try:
            super().run()
        except Exception as error:  # noqa: BLE001  # gunicorn would print its text
            log(LogEvent.SERVER_FAILED, area=Area.SERVER, error=error)
            sys.exit(1)


def tls_context(config: Any, _default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """TLS 1.2 or newer with the certificate and key of gunicorn's `config`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(config.certfile, config.keyfile)
    return context


# gunicorn offers no setting for the `Server` header, whose name and version help nobody who means
# well.
wsgi.SERVER = "portal"
