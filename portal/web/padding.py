"""Pages of reporting and of one's own case come in few sizes.

TLS hides what a page says and not how long it is. Without this, whoever watches the network could
tell from an answer's length that a message was waiting, or which error a code met.
"""

from flask import Flask, Response, request

from portal.web.session import INTAKE, area_of

STEP_BYTES = 32 * 1024
_BEFORE, _AFTER = b"<!--", b"-->"
# What everybody can read in the same words, and fetches byte by byte as it was published.
_PUBLISHED = "/reports"


def init_padding(app: Flask) -> None:
    """Pad the pages of the public side, error pages among them, to multiples of STEP_BYTES."""

    @app.after_request
    def pad(response: Response) -> Response:
        if _is_to_be_padded(response):
            response.set_data(padded(response.get_data()))
        return response


def padded(page: bytes) -> bytes:
    """An HTML page with a comment behind it, which HTML allows there (WHATWG HTML, 13.1), so that
    its length is a multiple of STEP_BYTES."""
    filling = -(len(page) + len(_BEFORE) + len(_AFTER)) % STEP_BYTES
    return page + _BEFORE + b" " * filling + _AFTER


def _is_to_be_padded(response: Response) -> bool:
    return (
        area_of(request.path) is INTAKE
        and not request.path.startswith(_PUBLISHED)
        and response.mimetype == "text/html"
        and not response.is_streamed
    )
