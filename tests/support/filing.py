"""Files a report over a raw connection, so that a test holds the upload in its hands."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

BOUNDARY = "----part-of-a-report"


@dataclass
class Visitor:
    """Somebody with a cookie and the token of an open form at `origin`."""

    origin: str
    cookie: str
    token: str

    @classmethod
    def at(cls, origin: str) -> Visitor:
        """Open the form."""
        connection = _connect(origin)
        connection.request("GET", "/report/new")
        answer = connection.getresponse()
        page = answer.read().decode()
        found = re.search(r'name="csrf_token"[^>]*value="([0-9a-f]+)"', page)
        assert found, f"{answer.status}: the page has no form"
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        connection.close()
        return cls(origin, cookie, found.group(1))

    def begin_upload(
        self, description: str, name: str, size: int
    ) -> tuple[http.client.HTTPConnection, bytes]:
        """Send everything up to the content of one file of `size` bytes.

        Returns the connection, and the bytes that have to follow the content.
        """
        head = (
            b"".join(
                _field(field, value)
                for field, value in (("csrf_token", self.token), ("description", description))
            )
            + (
                f"--{BOUNDARY}\r\n"
                f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n"
            ).encode()
        )
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = _connect(self.origin)
        connection.putrequest("POST", "/report/new")
        connection.putheader("Cookie", self.cookie)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(len(head) + size + len(tail)))
        connection.endheaders(head)
        return connection, tail

    def upload(self, description: str, name: str, pieces: Iterable[bytes], size: int) -> int:
        """File a report with one file; the status of the answer."""
        connection, tail = self.begin_upload(description, name, size)
        for piece in pieces:
            connection.send(piece)
        connection.send(tail)
        status = connection.getresponse().status
        connection.close()
        return status


def _connect(origin: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)


def _field(name: str, value: str) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
    ).encode()
