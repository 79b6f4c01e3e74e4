"""Somebody who goes through every page she is led to and fills in every form she finds with text
that means harm. Nothing is listed here: pages and fields are found as a browser finds them.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tests.support.page_checks import FIELDS, HTML, Element, read_page

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.support.page_checks import CheckedClient

# Breaks out of an attribute or a text, calls on template languages, and forges a header.
ELEMENT, ATTRIBUTE, RECKONED = "zzinjected", "onzzinjected", str(1337 * 71)
HARM = (
    f"zz'\"></textarea></option><{ELEMENT} {ATTRIBUTE}=1><img src=x {ATTRIBUTE}=1>"
    "{{1337*71}}${1337*71}{% zz %}#{1337*71}"
)
TYPED = {"", "text", "search", "email", "tel", "url"}
# What ends the walk, or takes the cases away that are still to be looked at.
ENDS = re.compile(r"/(logout|leave|disable|erase|stop-waiting|impartiality|language|reset)(\?|$)")
DAY = "2026-03-03"


@dataclass
class Form:
    """A form as a browser reads it: where it leads, and its fields with what stands in them."""

    action: str
    method: str
    multipart: bool
    fields: list[Element] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The same for two forms that ask the same of the same address."""
        names = {one.attributes.get("name", "") for one in self.fields}
        return (self.method, alike(self.action), *sorted(names))

    @property
    def text_fields(self) -> list[str]:
        """The names of the fields that somebody types into."""
        return [one.attributes["name"] for one in self.fields if _is_typed(one)]

    def filled(self, text: str) -> dict[str, Any]:
        """What a browser sends when `text` is typed wherever something can be."""
        sent: dict[str, Any] = {}
        for one in self.fields:
            name, kind = one.attributes.get("name", ""), one.attributes.get("type", "")
            if not name or kind in {"submit", "button", "password"}:
                continue
            if _is_typed(one):
                sent[name] = text
            elif one.tag == "select":
                sent.setdefault(name, next((v for v in self.options[name] if v), ""))
            elif kind in {"radio", "checkbox"}:
                sent.setdefault(name, one.attributes.get("value", "y"))
            elif kind == "file":
                sent[name] = (BytesIO(b"zz"), text)
            elif kind in {"date", "month"}:
                sent[name] = DAY
            else:
                sent.setdefault(name, one.attributes.get("value", ""))
        return sent


def alike(address: str) -> str:
    """The same for the same page of two cases, of two entries of a list or of two searches."""
    path = re.sub(r"D?\d{4}-[0-9A-Z]{5}|[0-9a-f]{32}|\d{4}-\d\d-\d\d", "id", address)
    path = re.sub(r"(/guidance|/lists/\w+)/(?!new)\w+", r"\1/code", path)
    return re.sub(r"=[^&]*", "", re.sub(r"/lists/\w+/", "/lists/kind/", path))


def _is_typed(one: Element) -> bool:
    if "name" not in one.attributes:
        return False
    typed = one.tag == "input" and one.attributes.get("type", "") in TYPED
    return typed or one.tag == "textarea"


def forms_of(html: str, address: str) -> list[Form]:
    """The forms of a page at `address`, in their order."""
    found: list[Form] = []
    selected = ""
    for one in read_page(html).elements:
        if one.tag == "form":
            action = urljoin(address, one.attributes.get("action", address))
            multipart = one.attributes.get("enctype") == "multipart/form-data"
            method = one.attributes.get("method", "get").upper()
            found.append(Form(action, method, multipart))
        elif found and "form" in one.inside and one.tag in FIELDS:
            found[-1].fields.append(one)
            selected = one.attributes.get("name", "")
        elif found and one.tag == "option":
            found[-1].options.setdefault(selected, []).append(one.attributes.get("value", ""))
    return found


def faults_of(html: str) -> list[str]:
    """What of the harm became more than text; none on a page that is as it should be."""
    faults = [
        f"{one} came from what was typed"
        for one in read_page(html).elements
        if one.tag == ELEMENT or any(ELEMENT in name for name in one.attributes)
    ]
    return [*faults, *(["a template was reckoned with"] if RECKONED in html else [])]


@dataclass
class Walk:
    """A walk of one browser. `sent` are the forms, with what each was answered; `shown` the pages
    on which the harm stands as text; `faults` what went wrong."""

    client: CheckedClient
    pages: set[str] = field(default_factory=set)
    sent: dict[tuple[str, ...], int] = field(default_factory=dict)
    typed_into: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def go(self, *starts: str) -> Walk:
        """From each start to whatever it leads to; twice, so that all that was sent is seen."""
        for _again in range(2):
            waiting, seen = deque(starts), set()
            while waiting:
                address = waiting.popleft()
                # Each of the starts is wanted, though two cases' pages are alike.
                if (address if address in starts else alike(address)) in seen:
                    continue
                seen |= {address, alike(address)}
                html = self._read(address)
                for form in forms_of(html, address):
                    self._send(form)
                waiting.extend(_led_to(html, address))
            self.pages |= seen
        return self

    def _read(self, address: str) -> str:
        return self._looked_into(self.client.get(address), f"GET {alike(address)}")

    def _send(self, form: Form) -> None:
        """Send a form, once."""
        if form.key in self.sent or ENDS.search(form.action):
            return
        self.typed_into |= {f"{alike(form.action)} {name}" for name in form.text_fields}
        data = form.filled(HARM)
        if form.method == "GET":
            answer = self.client.get(urlsplit(form.action).path, query_string=data)
        else:
            kind = "multipart/form-data" if form.multipart else None
            answer = self.client.post(form.action, data=data, content_type=kind)
        self.sent[form.key] = answer.status_code
        self._looked_into(answer, f"{form.method} {alike(form.action)}")

    def _looked_into(self, answer: TestResponse, what: str) -> str:
        if answer.status_code >= 500:
            self.faults.append(f"{what}: {answer.status_code}")
        if answer.mimetype != HTML:
            answer.close()
            return ""
        html = answer.get_data(as_text=True)
        self.faults += [f"{what}: {fault}" for fault in faults_of(html)]
        if "1337*71" in html:
            self.shown.add(what)
        return html


def _led_to(html: str, address: str) -> list[str]:
    found = []
    for link in read_page(html).all("a"):
        target = urlsplit(urljoin(address, link.attributes.get("href", "")))
        whole = f"{target.path}?{target.query}" if target.query else target.path
        # Other orders and languages show the same; files are read by tests of their own.
        again = re.search(r"lang=|sort=|page=|format=|/files?/|\.(csv|docx)", whole)
        if not target.netloc and target.path and not again and not ENDS.search(whole):
            found.append(whole)
    return found
