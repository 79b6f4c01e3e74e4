"""The sign-in page of a real server, over one connection and without a browser."""

from __future__ import annotations

import http.client
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from crypto.one_time_code import code_at, new_otp_secret
from portal.app import build_workplace
from portal.clock import SystemClock
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.known_browsers import remember_browser
from portal.settings import load_settings
from tests.journeys.setting import set_up
from tests.support.portal import PASSPHRASE

if TYPE_CHECKING:
    from portal.services.workplace import Workplace
    from tests.support.server import Installation

LEAD = "birgitte@kommune.example"


@dataclass
class SignInPage:
    """Somebody on the sign-in page, with her cookies."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = urlsplit(self.origin)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        _, page = self._ask("GET", "")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        self.token = found[1]

    def sign_in(self, email: str, passphrase: str) -> int:
        """Give a passphrase; the answer's status."""
        typed = {"csrf_token": self.token, "email": email, "passphrase": passphrase}
        return self._ask("POST", urlencode(typed))[0]

    def close(self) -> None:
        self.connection.close()

    def _ask(self, method: str, body: str) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, "/staff/login", body, headers)
        answer = self.connection.getresponse()
        if cookie := answer.getheader("Set-Cookie"):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.read().decode()


def activated_lead(installation: Installation) -> tuple[Workplace, str]:
    """The portal from within the test's process, its head of unit activated, and the cookie of a
    browser that she has signed in with."""
    token = set_up(installation, LEAD).rsplit("/", 1)[1]
    settings = load_settings(
        overrides={
            name.removeprefix("PORTAL_").lower(): value
            for name, value in installation.settings.items()
        }
    )
    workplace = build_workplace(settings, SystemClock(settings.now))
    secret = new_otp_secret()
    code = code_at(secret, workplace.now())
    account = activate_account(
        workplace, token, passphrase=PASSPHRASE, otp_secret=secret, code=code
    )
    cookie = remember_browser(workplace, account.id, None)
    return workplace, urlsafe_b64encode(cookie).decode()
