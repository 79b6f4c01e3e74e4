"""Deny first: no address of the unit's side answers before it is known who asks and what they may.

Who is signed in is read from the sealed session on every request, and the account anew from the
database, so that an account that was disabled is out at once. Flask-Login's own way of signing in
is not used: it would keep a hash of the browser's address and name.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

from flask import Flask, Request, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from crypto.key_pair import KeyPair
from portal.domain.access import Permission
from portal.domain.account import Account
from portal.services.accounts.list_accounts import find_account
from portal.services.accounts.preferences import language_of
from portal.services.workplace import Member
from portal.staff.draft_keeping import WRITTEN_IN, Kept, keep_unsent
from portal.staff.session_keys import ACCOUNT, EXPIRED, SEED
from portal.web.language import prefer_language
from portal.web.session import STAFF, area_of, sealed_session
from portal.web.workplace import workplace

View = TypeVar("View", bound=Callable[..., Any])

# Where each permission leads, in the order in which a first page is looked for.
_FIRST_PAGES = (
    (Permission.CASE_LIST, "caseworker.worklist"),
    (Permission.DOSSIER_READ, "administration.worklist"),
    (Permission.ACCOUNT_LIST, "caseworker.accounts"),
    (Permission.LOG_READ, "caseworker.log"),
    (Permission.OWN_ACCOUNT, "caseworker.own_account"),
)


class StaffUser(UserMixin):
    """Who is signed in. `member` holds the key pair and is made when a page first needs it."""

    def __init__(self, account: Account, seed: bytes) -> None:
        self.account = account
        self._seed = seed

    @property
    def name(self) -> str:
        return self.account.name

    @cached_property
    def member(self) -> Member:
        return Member(self.account, KeyPair.from_seed(self._seed))

    def get_id(self) -> str:
        return self.account.id.hex()


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only accounts with this permission see a view; to others it does not exist."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """Let a view be seen by somebody who has not signed in: the pages of signing in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def init_access(app: Flask) -> None:
    """Close the staff area of an application, and tell its templates who is signed in."""
    login = LoginManager()
    login.session_protection = None
    login.request_loader(_signed_in)
    login.init_app(app, add_context_processor=False)
    # A cookie of this kind, left by another application on the same host, would be read for a user.
    app.config["REMEMBER_COOKIE_NAME"] = "portal_has_no_such_cookie"
    app.before_request(_require_access)
    app.context_processor(lambda: {"current_user": current_user, "can": can})


def can(permission: str) -> bool:
    """Whether who is signed in may do this; False for nobody."""
    return current_user.is_authenticated and current_user.account.may(Permission(permission))


def member() -> Member:
    """The member of the unit whose request this is."""
    return cast("Member", current_user.member)


def first_page(account: Account) -> str:
    """The address of the first page that an account may see."""
    endpoint = next(page for permission, page in _FIRST_PAGES if account.may(permission))
    return url_for(endpoint)


def _signed_in(asked: Request) -> StaffUser | None:
    if area_of(asked.path) is not STAFF or g.get("sign_in_read"):
        return None
    # Read once: were the database out of reach, the error page would ask again and fail as well.
    g.sign_in_read = True
    session = sealed_session()
    account_id = bytes.fromhex(session.get(ACCOUNT, ""))
    if not account_id or account_id != session.account_id:
        return None
    account = find_account(workplace(), account_id)
    if account is None or not account.active:
        return None
    user = StaffUser(account, bytes.fromhex(session[SEED]))
    # Whoever can write the database could put a session there that names somebody else.
    if user.member.key_pair.public != account.public_key:
        return None
    prefer_language(language_of(workplace(), account))
    return user


def _require_access() -> Response | None:
    if area_of(request.path) is not STAFF:
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "permission", None)
    if getattr(view, "open_to_all", False):
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in(permission)
    if request.endpoint is None:
        return None  # what follows says that there is no such page
    if permission is None or not current_user.account.may(permission):
        abort(404)
    return None


def _ask_to_sign_in(permission: Permission | None) -> Response:
    # Nothing was done, so there was no form token to check.
    g.form_token_checked = True
    session = sealed_session()
    if session.expired:
        session[EXPIRED] = Kept.NOTHING
    owner = session.expired_account or session.account_id
    if owner is not None and request.method == "POST" and permission in WRITTEN_IN:
        session[EXPIRED] = keep_unsent(session, owner, permission)
    return redirect(url_for("caseworker.login"), code=303)
