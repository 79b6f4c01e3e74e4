"""The cookie by which a browser is known that somebody has signed in with.

It holds a random secret, signs nobody in, and is read where somebody signs in and nowhere else.
"""

from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from portal.domain.throttling import KNOWN_BROWSER_DAYS
from portal.web.session_cookies import sealed_sessions

_COOKIE = "portal_browser"
_FOR = timedelta(days=KNOWN_BROWSER_DAYS)


def browser_secret() -> bytes | None:
    """The secret that this request's browser is known by, 32 bytes; None without one."""
    return sealed_sessions().secret_in(request, _COOKIE)


def keep_browser_secret(answer: Response, secret: bytes) -> None:
    sealed_sessions().put_secret(answer, _COOKIE, secret, max_age=_FOR)


def drop_browser_secret(answer: Response) -> None:
    sealed_sessions().drop_secret(answer, _COOKIE)
