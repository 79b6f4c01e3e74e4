"""Sessions live on the server, boxed under a secret that only the cookie has.

The stolen database opens no session and a stolen cookie none without it. Nobody gets a cookie
before a page that has a form; the token of forms follows from the cookie's secret, so that a form
open for hours still works and a visitor leaves no row behind. Nothing of the network or the browser
is kept.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, cast

from flask.globals import request_ctx
from flask.sessions import SessionMixin

from crypto.derivation import derive
from crypto.errors import CannotOpen
from crypto.identifiers import hash_of, new_secret
from crypto.labels import FORM_TOKEN, SESSION_ID, bind
from crypto.sealed_box import open_box, seal_box
from portal.domain.legal_calendar import copenhagen_date
from portal.services.workplace import Workplace
from portal.storage.session_store import SessionRow

_PURPOSE = b"session"
# Rows of one size do not tell who holds a receipt, a sign-in or nothing much.
_SMALLEST_ROW = 4096
_TOUCHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionArea:
    """Where a session counts: its cookie, and after how long it ends (idle, and in any case)."""

    name: str
    cookie: str
    idle: timedelta
    longest: timedelta


INTAKE = SessionArea("intake", "portal", timedelta(minutes=30), timedelta(hours=4))
STAFF = SessionArea("staff", "portal_staff", timedelta(minutes=30), timedelta(hours=10))
_STAFF_PATHS = ("/staff", "/administration")


class SealedSession(dict[str, Any], SessionMixin):
    """What one browser holds in one area. Values are JSON.

    `account_id` ties the row to an account, so that disabling it ends the session.
    `expired_account` is whose session it was until it ran out, for as long as the row stands: what
    she was writing in another window still finds her.
    """

    def __init__(self, workplace: Workplace, area: SessionArea, secret: bytes | None) -> None:
        super().__init__()
        self._workplace = workplace
        self.area = area
        self.secret = secret or new_secret()
        self.fresh = secret is None
        self.expired = False
        self.expired_account: bytes | None = None
        self.ended = False
        self.token_used = False
        self.account_id: bytes | None = None
        self.began = self.touched = workplace.now()
        self._saved: dict[str, Any] | None = None
        if secret is not None:
            self._load()

    @property
    def row_id(self) -> bytes:
        return hash_of(SESSION_ID, self.secret)

    @property
    def form_token(self) -> str:
        """The token every form of this session carries, 64 hex digits."""
        self.token_used = True
        return derive(self.secret, bind(FORM_TOKEN, self.area.name)).hex()

    def token_matches(self, token: str) -> bool:
        """Whether a form came from this session. Never true for a session without a cookie."""
        return not self.fresh and compare_digest(token.encode(), self.form_token.encode())

    def hold(self, key: str, value: str) -> str:
        """Keep a value unless the session has one under this key already: whichever stands.

        Written at once, and the same for two requests that come together: a double click.
        """
        self.setdefault(key, value)
        if not self._write(first_stands=key):
            self._begin_again_with(key)
        return cast("str", self[key])

    def _begin_again_with(self, key: str) -> None:
        """Ended by another request meanwhile: what was to be held must not be lost with it, and
        nothing else may come back. Somebody signed out or left."""
        held = self[key]
        self.clear()
        self[key] = held
        self.account_id = None
        self.renew()
        self._write()

    def renew(self) -> None:
        """A new secret for the same contents: one that somebody planted is worth nothing."""
        self._remove_row()
        self.secret = new_secret()
        self.fresh = True
        self.began = self._workplace.now()
        self._saved = None

    def end(self) -> None:
        """Forget everything, on the server at once and in the browser with the answer."""
        self._remove_row()
        self.clear()
        self.ended = True

    def save(self) -> None:
        """Write the row when something changed, or when it was last touched a while ago."""
        unchanged = json.dumps(self) == json.dumps(self._saved or {})
        rested = self._workplace.now() - self.touched < _TOUCHED_EVERY
        if unchanged and (rested or self._saved is None):
            return
        self._write()

    def _write(self, first_stands: str | None = None) -> bool:
        """Put this request's changes, and nothing else, into the row as it is now.

        Another request may have changed it meanwhile; one that ended it is not undone, and False
        is returned. `first_stands` names a key whose value in the row wins over ours.
        """
        self.touched = self._workplace.now()
        with self._workplace.open_unit(write=True) as unit:
            if self._saved is not None or not unit.sessions.put_if_absent(self._row()):
                box = unit.sessions.box(self.row_id, self.area.name, lock=True)
                if box is None:
                    return False
                self._merge(self._unbox(box)["data"], first_stands)
                unit.sessions.put(self._row())
            unit.commit()
        self._saved = json.loads(json.dumps(self))
        return True

    def _merge(self, standing: dict[str, Any], first_stands: str | None) -> None:
        before = self._saved or {}
        for key in before.keys() | self.keys():
            theirs_wins = key == first_stands and key in standing
            if before.get(key) != self.get(key) and not theirs_wins:
                if key in self:
                    standing[key] = self[key]
                else:
                    standing.pop(key, None)
        self.clear()
        self.update(standing)

    def _load(self) -> None:
        with self._workplace.open_unit() as unit:
            box = unit.sessions.box(self.row_id, self.area.name)
        if box is None:
            return
        try:
            self._open(box)
        except CannotOpen:
            return
        now = self._workplace.now()
        if now - self.touched > self.area.idle or now - self.began > self.area.longest:
            self._remove_row()
            self.clear()
            self.expired = True
            self.expired_account = self.account_id or self.expired_account
            self.account_id = None
            self.began = self.touched = now
            self._saved = None

    def _open(self, box: bytes) -> None:
        kept = self._unbox(box)
        self.began = datetime.fromisoformat(kept["began"])
        self.touched = datetime.fromisoformat(kept["touched"])
        self.account_id = bytes.fromhex(kept["account"]) or None
        self.expired_account = bytes.fromhex(kept.get("expired", "")) or None
        self.clear()
        self.update(kept["data"])
        self._saved = json.loads(json.dumps(self))

    def _unbox(self, box: bytes) -> dict[str, Any]:
        return cast(
            "dict[str, Any]", json.loads(open_box(self.secret, _PURPOSE, self._context, box))
        )

    def _row(self) -> SessionRow:
        kept = {
            "began": self.began.isoformat(),
            "touched": self.touched.isoformat(),
            "account": (self.account_id or b"").hex(),
            "expired": (b"" if self.account_id else self.expired_account or b"").hex(),
            "data": dict(self),
        }
        return SessionRow(
            id=self.row_id,
            area=self.area.name,
            account_id=self.account_id,
            sweep_on=copenhagen_date(self.began + self.area.longest) + timedelta(days=1),
            box=seal_box(
                self.secret,
                _PURPOSE,
                self._context,
                json.dumps(kept).encode(),
                minimum=_SMALLEST_ROW,
            ),
        )

    @property
    def _context(self) -> bytes:
        return self.area.name.encode()

    def _remove_row(self) -> None:
        with self._workplace.open_unit(write=True) as unit:
            unit.sessions.end(self.row_id)
            unit.commit()


def area_of(path: str) -> SessionArea:
    """Whose side an address belongs to."""
    staff = any(path == root or path.startswith(f"{root}/") for root in _STAFF_PATHS)
    return STAFF if staff else INTAKE


def sealed_session() -> SealedSession:
    """The session of this request."""
    return cast("SealedSession", request_ctx.session)
