"""Somebody with a bare connection who fills every field of every form, whatever it is called.

The fields are read off the page: one that is added to a form is filled without a test knowing it.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


TYPED = {"", "text", "search", "tel", "url", "password"}
# The types of lxml know nothing of forms.
Value = str | list[str]
File = tuple[str, bytes]
Fields = list[tuple[str, str | File]]


@dataclass(frozen=True)
class Answer:
    """What came back for a request to `path`, redirects not followed."""

    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def leads_to(self) -> str:
        """Path and query of the `Location` header, empty without one."""
        parts = urlsplit(urljoin(self.path, self.headers.get("location", "")))
        return (parts.path + (f"?{parts.query}" if parts.query else "")) if parts.path else ""

    @property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def page(self) -> Any:
        return html.document_fromstring(self.text)

    @property
    def faults(self) -> str:
        """What the page says is wrong."""
        found = self.page.xpath("//*[contains(@class, 'error') or @role='alert']")
        return " | ".join(" ".join(fault.text_content().split()) for fault in found)

    def forms(self) -> list[Any]:
        """The forms that are sent with POST, in their order."""
        return [form for form in self.page.forms if form.method == "POST"]

    def form(self, action: str) -> Any:
        """The first form whose address ends so. LookupError, with the addresses there are."""
        actions = [self._action(form) for form in self.forms()]
        for form, found in zip(self.forms(), actions, strict=True):
            if urlsplit(found).path.endswith(action):
                return form
        raise LookupError(f"{self.path} ({self.status}) has {actions}, and no {action}")

    def _action(self, form: Any) -> str:
        return urljoin(self.path, str(form.action or self.path))


@dataclass
class FormFiller:
    """A person at `origin`. Each text she types, each file and each file's name holds `mark`."""

    origin: str
    mark: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    def get(self, path: str) -> Answer:
        """One request, redirects not followed."""
        return self.ask("GET", path)

    def follow(self, answer: Answer) -> Answer:
        """Where a redirect leads, and so on. AssertionError for an answer that is none."""
        assert 300 <= answer.status < 400, f"{answer.path} answered {answer.status}"
        while 300 <= answer.status < 400:
            answer = self.get(answer.leads_to)
        return answer

    def fill(self, answer: Answer, form: Any, **told: Value) -> Answer:
        """Send a form with every field filled: as told, else with words of her own.

        Choices that nothing is told of stay as they are; a select without one takes its last.
        """
        fields: Fields = [*_pressed(form, told)]
        for control in form.iter("input", "select", "textarea"):
            fields += self._filled(control, told)
        unknown = told.keys() - {name for name, _ in fields}
        assert not unknown, f"{answer.path} has no field {sorted(unknown)}"
        self.filled |= {name for name, _ in fields}
        return self.post(
            urljoin(answer.path, form.action or answer.path),
            fields,
            multipart=form.get("enctype") == "multipart/form-data",
        )

    def send(self, path: str, action: str, **told: Value) -> Answer:
        """Open a page and send its form with that address. AssertionError unless it was taken."""
        opened = self.get(path)
        sent = self.fill(opened, opened.form(action), **told)
        assert sent.status == 303, f"{sent.path} answered {sent.status}: {sent.faults}"
        return sent

    def post(self, path: str, fields: Fields, *, multipart: bool = False) -> Answer:
        """Send fields as they are; a tuple is a file's name and content."""
        if multipart:
            boundary = uuid4().hex
            kind, body = f"multipart/form-data; boundary={boundary}", _multipart(fields, boundary)
        else:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        return self.ask("POST", path, body, {"Content-Type": kind})

    def ask(
        self, method: str, path: str, body: bytes | None = None, more: Mapping[str, str] = {}
    ) -> Answer:
        """One request with her cookies; what the answer sets is kept."""
        connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=60)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, **({"Cookie": kept} if kept else {}), **more}
        connection.request(method, path, body, headers)
        came = connection.getresponse()
        for name, cookie in SimpleCookie("; ".join(came.msg.get_all("Set-Cookie", []))).items():
            self.cookies[name] = cookie.value
        headers = {name.lower(): value for name, value in came.getheaders()}
        answer = Answer(path, came.status, headers, came.read())
        connection.close()
        return answer

    def words(self, name: str) -> str:
        """What she types into a field of this name."""
        return f"{self.mark} i {name}"

    def _filled(self, control: Any, told: Mapping[str, Value]) -> Iterator[tuple[str, str | File]]:
        name, kind = control.get("name"), control.get("type", "")
        if not name or kind in ("submit", "button", "reset", "image"):
            return
        if kind == "file":
            content = f"{self.words(name)}: {uuid4()}\n".encode() * 400
            yield name, (f"{self.mark} {name}.txt", content)
        elif name in told and kind != "hidden":
            chosen = told[name]
            values = [chosen] if isinstance(chosen, str) else chosen
            if kind in ("radio", "checkbox"):
                values = [value for value in values if value == control.get("value", "on")]
            yield from ((name, value) for value in values)
        elif kind in ("radio", "checkbox"):
            if control.checked:
                yield name, control.get("value", "on")
        elif control.tag == "select":
            yield from ((name, value) for value in _chosen(control))
        elif control.tag == "textarea" or kind in TYPED:
            yield name, self.words(name)
        elif kind == "email":
            yield name, f"{self.mark}@{name}.example".lower()
        else:
            yield name, control.get("value", "")


def _chosen(select: Any) -> list[str]:
    options = [option.get("value", "") for option in select.iter("option")]
    marked = [o.get("value", "") for o in select.iter("option") if o.get("selected") is not None]
    return [value for value in marked if value] or options[-1:]


def _pressed(form: Any, told: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for button in form.iter("button"):
        name, value = button.get("name", ""), button.get("value", "")
        if name in told and value == told[name]:
            yield name, value


def _multipart(fields: Fields, boundary: str) -> bytes:
    parts = []
    for name, value in fields:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, tuple):
            head += f'; filename="{value[0]}"\r\nContent-Type: application/octet-stream'
        content = value[1] if isinstance(value, tuple) else value.encode()
        parts.append(f"{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode()
