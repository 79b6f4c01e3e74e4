"""The portal answering a browser from the test's own process, where the test's clock is read."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


@contextlib.contextmanager
def answering(app: WSGIApplication, own_origins: set[str]) -> Iterator[str]:
    """The address where `app` answers, on loopback, until the block ends."""
    server = make_server("127.0.0.1", 0, _closing(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    own_origins.add(origin)
    try:
        yield origin
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _closing(app: WSGIApplication) -> WSGIApplication:
    """`app`, whose answers close their files by themselves when they have been sent.

    A browser that leaves a page drops what it still fetches. Werkzeug's server then misses
    closing the answer (PEP 3333 asks for it), and the file left open fails whichever test comes by.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        response: Any = app(environ, start_response)
        try:
            yield from response
        finally:
            if hasattr(response, "close"):
                response.close()

    return answer
