"""Members of staff in a test's browser, signed in without the slow step of the passphrase."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from crypto.identifiers import new_secret
from portal.services.members.own_words import own_words
from portal.web.session import STAFF, SealedSession
from tests.support.portal import secrets_of

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from portal.services.workplace import Member
    from tests.support.page_checks import CheckedClient
    from tests.support.portal import Portal


class StaffBrowser:
    """One member's browser. Forms are sent as a page would: with the token of the session."""

    def __init__(self, portal: Portal, member: Member) -> None:
        self.portal = portal
        self.member = member
        self.client: CheckedClient = portal.browser()
        self._session = _sign_in(portal, member)
        cookie = urlsafe_b64encode(self._session.secret).decode("ascii")
        self.client.set_cookie(STAFF.cookie, cookie)

    @property
    def token(self) -> str:
        return self._session.form_token

    def get(self, address: str, status: int = 200) -> str:
        """A page's HTML. AssertionError when it answers otherwise."""
        response = self.client.get(address)
        assert response.status_code == status, _said(response)
        return response.get_data(as_text=True)

    def post(self, address: str, status: int = 303, **fields: object) -> TestResponse:
        """Send a form; `token=""` sends it with none that is good."""
        data = {"csrf_token": fields.pop("token", self.token), **fields}
        response = self.client.post(address, data=data)
        assert response.status_code == status, _said(response)
        return response

    def case(self, number: str, status: int = 200) -> str:
        return self.get(f"/staff/cases/{number}", status)

    def act(self, number: str, action: str, status: int = 303, **fields: object) -> str:
        """Send a form of a case's page; the HTML of what came."""
        response = self.post(f"/staff/cases/{number}/{action}", status, **fields)
        return response.get_data(as_text=True)


def _sign_in(portal: Portal, member: Member) -> SealedSession:
    secret = new_secret()
    session = SealedSession(portal.workplace, STAFF, secret)
    session.account_id = member.account.id
    secrets = secrets_of(member.account.name.split()[0])
    words = own_words(portal.workplace, member.account, secrets)
    session.update({"account": member.id, "seed": secrets.seed.hex(), "own_words": words})
    session.save()
    return session


def _said(response: TestResponse) -> str:
    text = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return f"{response.status_code} {response.headers.get('Location', '')} {' '.join(text.split())}"
