"""What every answer tells the browser: load nothing but ours, keep nothing, say nothing onwards."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from portal.web.workplace import municipality

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(),"
        " fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(),"
        " payment=(), picture-in-picture=(), publickey-credentials-get=(), usb=()"
    ),
}
_ONE_YEAR = 31_536_000
_FOR_GOOD = f"public, max-age={_ONE_YEAR}, immutable"


def init_headers(app: Flask, *, secure: bool) -> None:
    """Set the headers on every answer, whatever made it."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        if request.method == "HEAD" or response.status_code == 304:
            # No body follows, and a file opened for one would be left to the garbage collector.
            response.close()
        response.headers.update(_ALWAYS)
        # A published report's page brings a style of its own, and names it in its own policy.
        response.headers.setdefault("Content-Security-Policy", _policy())
        if request.endpoint == "static" and response.status_code in (200, 304):
            # Only an address that holds the file's hash may be kept for good.
            hashed = "v" in request.args
            response.headers["Cache-Control"] = _FOR_GOOD if hashed else "public, max-age=86400"
        else:
            response.headers["Cache-Control"] = "no-store"
        if request.path != "/":
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"
        return response


def _policy() -> str:
    # Leaving fast is a form whose answer leads to the neutral page: browsers check that step too.
    parts = urlsplit(municipality().exit_url)
    return (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
        f" form-action 'self' {parts.scheme}://{parts.netloc};"
        " frame-ancestors 'none'; base-uri 'none'"
    )
