"""Files a report over a raw connection, so that a test holds the upload in its hands."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

BOUNDARY = "----part-of-a-report"


def _connect(origin: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)


@dataclass
class Visitor:
    """Somebody with a cookie and the token of an open form at `origin`: the one that leads to
    `path`, whose text is called `text`."""

    origin: str
    cookie: str
    token: str
    connect: Callable[[str], http.client.HTTPConnection] = _connect
    path: str = "/report/new"
    text: str = "description"

    @classmethod
    def at(
        cls, origin: str, connect: Callable[[str], http.client.HTTPConnection] = _connect
    ) -> Visitor:
        """Open the form, over a connection of another kind if she has one."""
        connection = connect(origin)
        connection.request("GET", "/report/new")
        answer = connection.getresponse()
        page = answer.read().decode()
        token = _token(page)
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        connection.close()
        return cls(origin, cookie, token, connect)

    def in_her_case(self) -> Visitor:
        """File a report without files and come back with its code: she writes in the case now,
        where larger files are taken."""
        self._sends("/report/new", description="Filerne kommer bagefter.")
        receipt = self._reads("/report/receipt")
        code = re.search(r'id="receipt-code"[^>]*>(.*?)</p>', receipt, re.DOTALL)
        assert code, "there is no receipt"
        self._sends("/case", receipt_code=re.sub(r"<[^>]+>|\s", "", code.group(1)))
        self.token = _token(self._reads("/case/dialogue"))
        self.path, self.text = "/case/dialogue", "message"
        return self

    def _sends(self, path: str, **typed: str) -> None:
        connection = self.connect(self.origin)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": self.token, **typed})
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        assert answer.status == http.client.SEE_OTHER, answer.status
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).split(";")[0]
        connection.close()

    def _reads(self, path: str) -> str:
        connection = self.connect(self.origin)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        page = connection.getresponse().read().decode()
        connection.close()
        return page

    def begin_upload(
        self, words: str, name: str, size: int
    ) -> tuple[http.client.HTTPConnection, bytes]:
        """Send everything up to the content of one file of `size` bytes.

        Returns the connection, and the bytes that have to follow the content.
        """
        head = (
            b"".join(
                _field(field, value)
                for field, value in (("csrf_token", self.token), (self.text, words))
            )
            + (
                f"--{BOUNDARY}\r\n"
                f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n"
            ).encode()
        )
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = self.connect(self.origin)
        connection.putrequest("POST", self.path)
        connection.putheader("Cookie", self.cookie)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(len(head) + size + len(tail)))
        connection.endheaders(head)
        return connection, tail

    def upload(self, words: str, name: str, pieces: Iterable[bytes], size: int) -> int:
        """Send the form with one file; the status of the answer."""
        connection, tail = self.begin_upload(words, name, size)
        for piece in pieces:
            connection.send(piece)
        connection.send(tail)
        status = connection.getresponse().status
        connection.close()
        return status


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([0-9a-f]+)"', page)
    assert found, "the page has no form"
    return found.group(1)


def _field(name: str, value: str) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
    ).encode()
