"""What every answer tells the browser: load nothing but ours, keep nothing, say nothing onwards."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from portal.web.onion import came_by_onion
from portal.web.session import INTAKE, area_of
from portal.web.workplace import municipality

# Every power that a page can be given (W3C Permissions Policy, features.md, and what Chromium knows
# beyond it): no page of ours has a use for one. Client hints are not among them: nobody asks.
_NO_POWERS = (
    "accelerometer=(), all-screens-capture=(), ambient-light-sensor=(), aria-notify=(), "
    "attribution-reporting=(), autoplay=(), battery=(), bluetooth=(), browsing-topics=(), "
    "camera=(), captured-surface-control=(), clipboard-read=(), clipboard-write=(), "
    "compute-pressure=(), cross-origin-isolated=(), deferred-fetch=(), deferred-fetch-minimal=(), "
    "digital-credentials-create=(), digital-credentials-get=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), "
    "identity-credentials-get=(), idle-detection=(), keyboard-map=(), language-detector=(), "
    "language-model=(), local-fonts=(), local-network=(), local-network-access=(), "
    "loopback-network=(), magnetometer=(), media-playback-while-not-visible=(), microphone=(), "
    "midi=(), on-device-speech-recognition=(), otp-credentials=(), payment=(), "
    "picture-in-picture=(), private-state-token-issuance=(), private-state-token-redemption=(), "
    "publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), "
    "serial=(), speaker-selection=(), storage-access=(), summarizer=(), sync-xhr=(), "
    "translator=(), unload=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _NO_POWERS,
    # Links that lead away are looked up when somebody follows them, and not before.
    "X-DNS-Prefetch-Control": "off",
}
_ONE_YEAR = 31_536_000
_FOR_GOOD = f"public, max-age={_ONE_YEAR}, immutable"


def init_headers(app: Flask, *, over_tls: bool) -> None:
    """Set the headers on every answer, whatever made it. `over_tls`: its address is https."""

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
        # Not over the plain HTTP of an onion address: the header may not be sent there (RFC 6797,
        # 7.2), and a browser that heeded it would look for TLS where Tor is what encrypts.
        if over_tls and not came_by_onion():
            # Of this host alone. What lies below it or beside it in the municipality's domain is
            # not ours to promise for (includeSubDomains), and the browsers' own list (preload)
            # takes whole domains. A cookie set from there cannot pass for ours: `__Host-`.
            response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"
        return response


def _policy() -> str:
    forms_lead_to = "'self'"
    if area_of(request.path) is INTAKE:
        # Leaving fast is a form whose answer leads to the neutral page: browsers check that too.
        away = urlsplit(municipality().exit_url)
        forms_lead_to += f" {away.scheme}://{away.netloc}"
    return (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
        f" form-action {forms_lead_to}; frame-ancestors 'none'; base-uri 'none'"
    )
