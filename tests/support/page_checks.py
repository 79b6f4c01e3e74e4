"""What holds for every page: fit for a screen reader, closed to third parties, safe headers.

`CheckedClient` is a Flask test client that checks every page it fetches, so that no page can be
tested without being checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

FIELDS = {"input", "select", "textarea"}
# These are named by what stands in them, or by nobody because nobody sees them.
UNLABELLED_INPUTS = {"button", "hidden", "image", "reset", "submit"}
REFERENCES = (
    "aria-controls",
    "aria-describedby",
    "aria-errormessage",
    "aria-labelledby",
    "for",
    "form",
    "list",
)
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
LOADS = {"action", "data", "formaction", "poster", "src", "srcset", "xlink:href"}
HTML = "text/html"


@dataclass
class Element:
    """A start tag with its attributes, and the text found inside it."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    text: str = ""

    def __str__(self) -> str:
        named = ("id", "name", "type", "href", "src")
        shown = [f'{key}="{self.attributes[key]}"' for key in named if key in self.attributes]
        return f"<{' '.join([self.tag, *shown])}>"


@dataclass
class Page:
    """The elements of a page in their order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these tags."""
        return [element for element in self.elements if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, tuple(outer.tag for outer in self._open))
        self.page.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in (element.tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def read_page(html: str) -> Page:
    """Take a page apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def page_faults(html: str) -> list[str]:
    """What is wrong with a page's HTML, a line each; none when it is fit."""
    page = read_page(html)
    checks = (
        _frame_faults,
        _field_faults,
        _id_faults,
        _foreign_faults,
        _inline_faults,
        _language_faults,
    )
    return [fault for check in checks for fault in check(page)]


def _language_faults(page: Page) -> list[str]:
    """The language stands in the address: whatever is put behind one becomes part of it."""
    faults = []
    for element in page.elements:
        for name in ("href", "action"):
            asked = parse_qs(urlsplit(element.attributes.get(name, "")).query).get("lang", [])
            if set(asked) - {"da", "en"}:
                faults.append(f"{element} leads to a language that is none: {asked}")
    return faults


def _frame_faults(page: Page) -> list[str]:
    faults = []
    if not any(element.attributes.get("lang") for element in page.all("html")):
        faults.append("<html> has no lang")
    titles = [title for title in page.all("title") if "svg" not in title.inside]
    if len(titles) != 1 or not titles[0].text.strip():
        faults.append("there is not exactly one <title> with text")
    headings = page.all("h1")
    if len(headings) != 1 or not headings[0].text.strip():
        faults.append(f"there are {len(headings)} <h1>, not one with text")
    return faults


def _field_faults(page: Page) -> list[str]:
    labelled = {label.attributes.get("for") for label in page.all("label") if label.text.strip()}
    return [
        f"{element} has no label"
        for element in page.all(*FIELDS)
        if not (element.tag == "input" and element.attributes.get("type") in UNLABELLED_INPUTS)
        and element.attributes.get("id", "") not in labelled
        and "label" not in element.inside
        and not element.attributes.get("aria-label", "").strip()
        and not element.attributes.get("aria-labelledby", "").strip()
    ]


def _id_faults(page: Page) -> list[str]:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    faults = [
        f'id "{name}" stands {ids.count(name)} times'
        for name in sorted(set(ids))
        if ids.count(name) > 1
    ]
    for element in page.elements:
        for attribute in REFERENCES:
            faults += [
                f'{element} {attribute} points to "{name}", which is not there'
                for name in element.attributes.get(attribute, "").split()
                if name not in ids
            ]
        target = element.attributes.get("href", "")
        if target.startswith("#") and len(target) > 1 and target[1:] not in ids:
            faults.append(f"{element} leads to a place that is not on the page")
    return faults


def _foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme in {"http", "https", "javascript"}


def _foreign_faults(page: Page) -> list[str]:
    faults = []
    for element in page.elements:
        loads = LOADS if element.tag == "a" else LOADS | {"href"}
        faults += [
            f"{element} {attribute} names another place"
            for attribute in sorted(loads & element.attributes.keys())
            if _foreign(element.attributes[attribute])
        ]
        leads_away = element.tag == "a" and _foreign(element.attributes.get("href", ""))
        if leads_away and "noreferrer" not in element.attributes.get("rel", "").split():
            faults.append(f'{element} leads away without rel="noreferrer"')
    return faults


def _inline_faults(page: Page) -> list[str]:
    faults = []
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attributes):
            faults.append(f"{element} stands in the page itself")
        faults += [
            f"{element} has an inline {attribute}"
            for attribute in element.attributes
            if attribute == "style" or attribute.startswith("on")
        ]
    return faults


# What a header must hold: each is a pattern that its value has to match.
HEADERS = {
    "Content-Security-Policy": r"(^|; )default-src 'none'(;|$)",
    "Cross-Origin-Embedder-Policy": r"^require-corp$",
    "Cross-Origin-Opener-Policy": r"^same-origin$",
    "Cross-Origin-Resource-Policy": r"^same-origin$",
    "Referrer-Policy": r"^no-referrer$",
    "X-Content-Type-Options": r"^nosniff$",
}
POLICY_NEVER = ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*")
POLICY_ALWAYS = ("form-action", "frame-ancestors", "base-uri")


def header_faults(headers: Mapping[str, str]) -> list[str]:
    """What is wrong with the headers of a page made for one person, a line each."""
    faults = [
        f"{name} is {headers.get(name, 'missing')!r}"
        for name, pattern in HEADERS.items()
        if not re.search(pattern, headers.get(name, ""))
    ]
    policy = headers.get("Content-Security-Policy", "")
    faults += [f"the policy allows {word}" for word in POLICY_NEVER if word in policy.split()]
    # default-src does not stand in for these three.
    faults += [f"the policy says nothing of {word}" for word in POLICY_ALWAYS if word not in policy]
    if "no-store" not in headers.get("Cache-Control", ""):
        faults.append("Cache-Control lets the page be kept")
    if re.search(r"\d", headers.get("Server", "")):
        faults.append("Server tells its version")
    return faults


def check_page(response: TestResponse | str) -> None:
    """Fail (AssertionError) on a page that is not fit: a response, or bare HTML without headers."""
    if isinstance(response, str):
        place, faults = "the page", page_faults(response)
    else:
        place = f"{response.request.method} {response.request.path} ({response.status_code})"
        faults = header_faults(dict(response.headers))
        if response.request.method != "HEAD":
            faults += page_faults(response.get_data(as_text=True))
    assert not faults, f"{place}:\n" + "\n".join(f"- {fault}" for fault in faults)


class CheckedClient(FlaskClient):
    """A test client that checks every page it gets: `app.test_client_class = CheckedClient`."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As Flask's own; AssertionError when a page, or one on the way to it, is not fit."""
        response = super().open(*args, **kwargs)
        for page in (*response.history, response):
            # A file that is kept is not shown, and brings the policy of its own that it needs.
            kept = page.headers.get("Content-Disposition", "").startswith("attachment")
            if page.mimetype == HTML and not kept:
                check_page(page)
        return response
