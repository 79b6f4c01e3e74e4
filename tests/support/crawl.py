"""Somebody who asks every address there is, in every role, and looks at what she is told.

The addresses are read off the application: one that is added is asked without a test knowing it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient

from portal.web.session import INTAKE, STAFF
from tests.support.marked_portal import MARKS, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from werkzeug.datastructures import Headers
    from werkzeug.routing import Rule

    from portal.domain.access import Permission
    from tests.support.database_rows import Snapshot
    from tests.support.marked_portal import MarkedPortal, Place

ABSOLUTE = re.compile(
    r"(?:[a-z][a-z+.-]*:)?//[^\s\"'<>()]+|\b(?:data|javascript|blob):[^\s\"']+", re.IGNORECASE
)
TAG = re.compile(r"<([a-z][\w-]*)\b([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A request of one role to an address, and what came back. `changed` are the tables whose rows
    are others than before, as Snapshot.changed tells them."""

    role: str
    method: str
    endpoint: str
    address: str
    status: int
    headers: Headers
    body: bytes
    changed: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.role}: {self.method} {self.address} ({self.status}) {self.changed or ''}"

    @cached_property
    def said(self) -> str:
        """What can be read in the body, also of a packed document."""
        if not self.body.startswith(b"PK"):
            return self.body.decode("utf-8", "replace")
        with zipfile.ZipFile(io.BytesIO(self.body)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        return b"\n".join(parts).decode("utf-8", "replace")

    def tells(self, word: str) -> bool:
        """Whether a word is told, in the body or a header, that she did not bring along."""
        told = word in self.said or any(word in value for value in self.headers.values())
        return told and word not in self.address


class Crawl:
    """A browser for each role of a filled portal, none of which checks or follows anything."""

    def __init__(self, marked: MarkedPortal, snapshot: Snapshot) -> None:
        self.marked = marked
        self.snapshot = snapshot
        self.app = marked.portal.app
        self._browsers = {role: self._plain(role) for role in marked.browsers}

    def ask(self, role: str, method: str, endpoint: str, address: str, **sent: Any) -> Asked:
        """One request."""
        response = self._browsers[role].open(address, method=method, **sent)
        body = b"" if method == "HEAD" else response.get_data()
        response.close()
        changed = self.snapshot.changed()
        return Asked(
            role, method, endpoint, address, response.status_code, response.headers, body, changed
        )

    def permission(self, endpoint: str) -> Permission | None:
        """What an account needs to see a view, if it needs anything."""
        return getattr(self.app.view_functions[endpoint], "permission", None)

    def may(self, role: str, endpoint: str) -> bool:
        """Whether a role may try it, whatever it is about."""
        permission = self.permission(endpoint)
        if permission is None:
            return True
        return role not in PUBLIC and self.marked.accounts[role].may(permission)

    def addresses(self, role: str, method: str) -> Iterator[tuple[str, str]]:
        """(endpoint, address) of all that takes a method: at every place, where the role may try
        it, and once, where she may not."""
        seen: set[str] = set()
        for endpoint, address in addresses(self.app, self.marked.places, method):
            if endpoint not in seen or self.may(role, endpoint):
                yield endpoint, address
            seen.add(endpoint)

    def out_of_reach(self, role: str, address: str) -> bool:
        """Whether an address is that of a case or dossier which the role holds no key to."""
        named = next((part for part in address.split("/") if part in self.marked.numbers), None)
        return named is not None and role not in self.marked.numbers[named]

    def _plain(self, role: str) -> FlaskClient:
        plain = FlaskClient(self.app, self.app.response_class)
        for area in (INTAKE, STAFF):
            cookie = self.marked.browsers[role].get_cookie(area.cookie)
            if cookie is not None:
                plain.set_cookie(area.cookie, cookie.value)
        return plain


def addresses(app: Flask, places: Iterable[Place], method: str) -> Iterator[tuple[str, str]]:
    """(endpoint, address) of every rule that takes a method, with each place that fits it.

    AssertionError for a parameter that no place has a value for.
    """
    places = list(places)
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            for address in dict.fromkeys(_fitting(rule, places)):
                yield rule.endpoint, address


def _fitting(rule: Rule, places: list[Place]) -> Iterator[str]:
    fit = [place for place in places if rule.arguments <= place.keys()]
    assert len(fit) > 1 or not rule.arguments, (
        f"nobody knows what to ask {rule.rule} for: give a place in tests/support/marked_portal.py"
        f" values of {sorted(rule.arguments)} that belong together, the last place one that is not"
        " there, and say in MARKS who may read what is found"
    )
    for place in fit:
        built = rule.build({name: place[name] for name in rule.arguments})
        assert built is not None
        yield built[1]


def read_by(asked: Iterable[Asked], words: Iterable[str] = MARKS) -> dict[str, dict[str, str]]:
    """By word and role, the first request in which it was told."""
    found: dict[str, dict[str, str]] = {word: {} for word in words}
    for one in asked:
        for word, where in found.items():
            if one.tells(word):
                where.setdefault(one.role, str(one))
    return found


def leading_away(asked: Asked, links: frozenset[str]) -> list[str]:
    """The addresses of others that a page or a style sheet names, but for plain links to those
    that are known."""
    kind = asked.headers.get("Content-Type", "").partition(";")[0]
    if kind == "text/css":
        return ABSOLUTE.findall(asked.said)
    if kind != "text/html":
        return []
    return [
        f"{asked}: <{tag}> {address}"
        for tag, attributes in TAG.findall(asked.said)
        for address in ABSOLUTE.findall(attributes)
        # An authenticator on the same device is nobody else.
        if tag.lower() != "a" or (address not in links and not address.startswith("otpauth:"))
    ]
