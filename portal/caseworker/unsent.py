"""What somebody was writing when her session ran out: kept for her, and for nobody else.

A rejection can take longer to write than a session lasts. What a form held lies sealed in the
session until the same account has signed in again, and is then offered to be sent.
"""

from typing import Any

from flask import Response, request

from portal.caseworker.session_keys import UNSENT
from portal.domain.account import Account
from portal.web.session import SealedSession, sealed_session

_NEVER_KEPT = {"csrf_token", "insert"}
_LONGEST = 200_000
_TAKEN = {303, 409, 422}


def keep_unsent(session: SealedSession) -> None:
    """Keep this request's form for the account whose session has just run out."""
    owner = session.expired_account
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in _NEVER_KEPT
    ]
    if owner is not None and sum(len(value) for _name, value in fields) <= _LONGEST:
        session[UNSENT] = {"account": owner.hex(), "address": _address(), "fields": fields}


def forget_sent(response: Response) -> Response:
    """Let go of what has now been sent, or stands in the form that came back."""
    session = sealed_session()
    taken = request.method == "POST" and response.status_code in _TAKEN and not session.expired
    if taken and UNSENT in session and session[UNSENT]["address"] == _address():
        session.pop(UNSENT)
    return response


def unsent_of(session: SealedSession, account: Account) -> dict[str, Any] | None:
    """What this account has not sent, or None. Another account's is thrown away."""
    kept: dict[str, Any] | None = session.get(UNSENT)
    if kept is None or kept["account"] == account.id.hex():
        return kept
    session.pop(UNSENT)
    return None


def _address() -> str:
    return request.full_path.removesuffix("?")
