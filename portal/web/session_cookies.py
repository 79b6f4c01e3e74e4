"""The cookies by which a browser finds its session, and by which it is known.

Each holds 32 random bytes. Over TLS they are `__Host-` and `Secure`; over plain http, which is for
loopback alone, neither.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from datetime import timedelta
from typing import cast

from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.wrappers import Response as AnyResponse

from portal.web.session import INTAKE, SealedSession, area_of
from portal.web.workplace import EXTENSION

# Sent along when somebody follows a link from elsewhere, never with a form from elsewhere. With
# Strict the link's answer would bring a new cookie, and an unkept receipt in another tab be lost.
_SAME_SITE = "Lax"
_WITHOUT_SESSION = ("/static/", "/healthz", "/readyz")


class SealedSessions(SessionInterface):
    """Gives each request the session of its area."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure

    def open_session(self, app: Flask, request: Request) -> SealedSession | None:
        if request.path.startswith(_WITHOUT_SESSION):
            return SealedSession(app.extensions[EXTENSION], INTAKE, None)
        area = area_of(request.path)
        secret = self.secret_in(request, area.cookie)
        return SealedSession(app.extensions[EXTENSION], area, secret)

    def save_session(self, _app: Flask, session: SessionMixin, response: Response) -> None:
        kept = cast("SealedSession", session)
        if kept.ended:
            self.drop_secret(response, kept.area.cookie)
            return
        kept.save()
        if kept.fresh and (kept or kept.token_used):
            self.put_secret(response, kept.area.cookie, kept.secret)

    def secret_in(self, request: Request, name: str) -> bytes | None:
        """The 32 bytes that a cookie of ours holds, or None."""
        return _decode(request.cookies.get(self._cookie(name), ""))

    def put_secret(
        self, response: AnyResponse, name: str, secret: bytes, max_age: timedelta | None = None
    ) -> None:
        """Give the browser a cookie with 32 bytes, until it is closed or for so long."""
        response.set_cookie(
            self._cookie(name),
            urlsafe_b64encode(secret).decode("ascii"),
            max_age=max_age,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite=_SAME_SITE,
        )

    def drop_secret(self, response: AnyResponse, name: str) -> None:
        """Tell the browser to forget a cookie of ours."""
        response.delete_cookie(
            self._cookie(name), path="/", secure=self._secure, httponly=True, samesite=_SAME_SITE
        )

    def _cookie(self, name: str) -> str:
        return f"__Host-{name}" if self._secure else name


def sealed_sessions() -> SealedSessions:
    """What gives this application's requests their sessions and cookies."""
    return cast("SealedSessions", current_app.session_interface)


def _decode(cookie: str) -> bytes | None:
    try:
        secret = urlsafe_b64decode(cookie.encode("ascii"))
    except (BadBase64, UnicodeEncodeError, ValueError):
        return None
    return secret if len(secret) == 32 else None
