"""One connection: listened to until a request is there, and read no longer than it is patient."""

from __future__ import annotations

import socket
import ssl
import sys
from fcntl import ioctl
from termios import TIOCOUTQ
from typing import TYPE_CHECKING, Any

from gunicorn import http  # type: ignore[import-untyped]
from gunicorn.http.unreader import SocketUnreader  # type: ignore[import-untyped]
from gunicorn.workers import gthread  # type: ignore[import-untyped]

from portal.clock import stopwatch

if TYPE_CHECKING:
    from portal.server.lanes import LaneName

# A client that sends nothing for so long loses its connection. An upload may be silent for longer
# than a request that has not even begun.
SILENCE_SECONDS = 60.0
# On the average of a minute. A modem of 1998 was faster.
SLOWEST_BYTES_A_SECOND = 4096
_PIECE = 65536

_elapsed = stopwatch()


def seconds() -> float:
    """Since this process began."""
    return _elapsed() / 1000


class PatientUnreader(SocketUnreader):  # type: ignore[misc]
    """Reads a body from its socket, and gives up on one that is slower than the slowest."""

    def begin(self) -> None:
        """A new request: it has its minute."""
        self._until = seconds() + SILENCE_SECONDS

    def chunk(self, size_hint: int | None = None) -> bytes:
        """As gunicorn's. Raises TimeoutError."""
        left = self._until - seconds()
        if left <= 0:
            raise TimeoutError
        # gunicorn gives less time to a body that nobody asked for.
        allowed = self.sock.gettimeout() or SILENCE_SECONDS
        self.sock.settimeout(min(left, allowed))
        try:
            data: bytes = super().chunk(size_hint)
        finally:
            self.sock.settimeout(allowed)
        earned = self._until + len(data) / SLOWEST_BYTES_A_SECOND
        self._until = min(earned, seconds() + SILENCE_SECONDS)
        return data


class PatientConnection(gthread.TConn):  # type: ignore[misc]
    """A connection that is listened to until a request is there. `heard` is what came of it so far,
    `until` how long it may take (seconds of this process), `lane` where it has a thread. It
    `lingers` once it was answered for the last time."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.parser: Any = None
        self.heard = bytearray()
        self.until = 0.0
        self.lane: LaneName | None = None
        self.lingers = False
        self.data_ready = True

    def hear(self) -> bool:
        """Take in what is there, without waiting; False when the other side has gone.

        Raises BlockingIOError or ssl.SSLWantReadError when there is nothing yet, OSError when the
        connection broke.
        """
        if self.lingers:
            return bool(self.sock.recv(_PIECE))
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()
        piece = self.sock.recv(_PIECE)
        self.heard += piece
        # What TLS has opened already makes no socket readable.
        while piece and isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            piece = self.sock.recv(_PIECE)
            self.heard += piece
        return bool(piece)

    def init(self) -> None:
        """Hand what was heard to the parser. In place of gunicorn's, which would wait here."""
        if self.parser is None:
            self.initialized = True
            self.parser = http.get_parser(self.cfg, self.sock, self.client)
            self.parser.unreader = PatientUnreader(self.sock)
        self.sock.settimeout(SILENCE_SECONDS)
        self.parser.unreader.begin()
        self.parser.unreader.unread(bytes(self.heard))
        self.heard.clear()

    def close(self, graceful: bool = False) -> None:
        """gunicorn's graceful way waits for the other side, in the main loop: there it would stand
        still for everybody. The worker listens instead."""
        if not graceful:
            super().close()
            return
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            super().close()
        else:
            self.lingers = True

    def take_back(self) -> None:
        """What came of the next request together with the last one is to be listened to as well."""
        if self.parser is not None:
            self.heard += self.parser.unreader.take_buffered()

    @property
    def has_begun(self) -> bool:
        """Whether it sent anything of a request, and has not had its answer."""
        return bool(self.heard) and not self.lingers

    @property
    def unread(self) -> int:
        """How many bytes of what was sent the other side has not taken in (tcp(7), SIOCOUTQ)."""
        return int.from_bytes(ioctl(self.sock.fileno(), TIOCOUTQ, bytes(4)), sys.byteorder)
