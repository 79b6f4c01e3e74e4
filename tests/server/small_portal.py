"""A small application behind the server, `small_portal.py PORT [CERT KEY|broken|slow|hasty]`."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

from portal.clock import SystemClock
from portal.server import Serving, connection, patience, serve


def small_app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/fail":
        raise ValueError(f"a secret in {path}")
    if path == "/fail-late":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return _break_off()
    if path == "/upload":
        body = str(len(environ["wsgi.input"].read())).encode()
    elif path == "/page":
        body = b"x" * 100_000
    else:
        body = json.dumps(sorted(environ)).encode()
    environ["wsgi.errors"].write("a secret on the error stream\n")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _break_off():
    yield b"first"
    raise ValueError("a secret in the middle")


def broken_app():
    raise ValueError("a secret in the factory")


def start_threads_slowly():
    """As on a busy machine, where what interrupts often comes while a thread is being started."""
    start = threading.Thread.start

    def start_slowly(thread):
        start(thread)
        time.sleep(1)

    threading.Thread.start = start_slowly


if __name__ == "__main__":
    port, *rest = sys.argv[1:]
    if rest == ["slow"]:
        start_threads_slowly()
    if rest == ["hasty"]:
        connection.SILENCE_SECONDS = patience.SILENCE_BEFORE_REQUEST_SECONDS = 1.0
    certificate, key = (Path(rest[0]), Path(rest[1])) if len(rest) == 2 else (None, None)
    make_app = broken_app if rest == ["broken"] else lambda: small_app
    serve(
        Serving(
            make_app=make_app,
            clock=SystemClock(),
            port=int(port),
            certificate=certificate,
            key=key,
            on_ready=lambda: os.write(1, b"ready\n"),
        )
    )
