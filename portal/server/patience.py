"""Connections that may be slow, as an upload through Tor is, but not silent for ever."""

from __future__ import annotations

import ssl
import sys
from typing import TYPE_CHECKING, Any

from gunicorn.http import wsgi  # type: ignore[import-untyped]
from gunicorn.workers import gthread  # type: ignore[import-untyped]

from portal.log import Area, LogEvent, log

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

# A client that sends nothing for so long loses its connection. An upload may be silent for longer
# than a request that has not even begun, of which few could otherwise occupy every thread.
SILENCE_SECONDS = 60.0
SILENCE_BEFORE_REQUEST_SECONDS = 10.0


class PatientConnection(gthread.TConn):  # type: ignore[misc]
    """A connection that may be slow but not silent."""

    def init(self) -> None:
        """As gunicorn's, which leaves a thread waiting for ever for a client that went away."""
        super().init()
        self.sock.settimeout(SILENCE_BEFORE_REQUEST_SECONDS)


class PatientContext(ssl.SSLContext):
    """TLS whose handshake may be slow but not silent."""

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        """As the standard library's, within SILENCE_BEFORE_REQUEST_SECONDS."""
        sock.settimeout(SILENCE_BEFORE_REQUEST_SECONDS)
        return super().wrap_socket(sock, *args, **kwargs)


class PortalWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker, patient with uploads and discreet about what ends it."""

    def handle_request(self, req: Any, conn: PatientConnection) -> Any:
        """As gunicorn's, once the head of a request is there."""
        conn.sock.settimeout(SILENCE_SECONDS)
        return super().handle_request(req, conn)

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
    context = PatientContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(config.certfile, config.keyfile)
    return context


# gunicorn offers no setting for either: the connections it makes, and the `Server` header, whose
# name and version help nobody who means well.
gthread.TConn = PatientConnection
wsgi.SERVER = "portal"
