"""The proxy's files, run: what they let through, and that they leave nothing behind."""

from __future__ import annotations

import http.client
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.deploy.ready import laid_ground
from tests.deploy.running_proxy import (
    INTAKE,
    SOURCE,
    STAFF,
    Proxy,
    Telling,
    running_proxy,
)
from tests.support.filing import Visitor
from tests.support.leak_search import search
from tests.support.server import HOST, free_port

if TYPE_CHECKING:
    from tests.support.server import Installation

# What must stand in no file afterwards: parts of what running_proxy.TOLD says, and of an address.
TRACES = [SOURCE, "Sladrebrowseren", "medarbejder-0815", "10.77.77.7", "spor-i-adressen"]
PIECE = b"Spektrolitkassen " * 4096
PIECES = 120
WITH_BUFFER = {"proxy_request_buffering off;": "proxy_request_buffering on;"}


class Upstream(BaseHTTPRequestHandler):
    """Stands where the portal would: keeps what it was told, and says what it has so far."""

    told: ClassVar[list[dict[str, str]]] = []
    first_bytes = threading.Event()

    def do_GET(self) -> None:
        self.told.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.rfile.read(size // 2)
        self.first_bytes.set()
        self.rfile.read(size - size // 2)
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def upstream() -> Iterator[int]:
    Upstream.told.clear()
    Upstream.first_bytes.clear()
    server = HTTPServer((HOST, 0), Upstream)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(proxy: Proxy, path: str, name: str = INTAKE) -> http.client.HTTPResponse:
    connection = Telling(proxy, name)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def ask_plainly(proxy: Proxy, method: str, name: str) -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection(HOST, proxy.http, timeout=20)
    connection.request(method, "/report/new?lang=en", headers={"Host": name})
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    return answer.status, answer.getheader("Location"), page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_report_leaves_no_trace_of_who_sent_it(
    installation: Installation, tmp_path: Path
) -> None:
    laid_ground(installation)
    url = installation.settings["PORTAL_DATABASE_URL"]
    # The address is the proxy's: cookies are those of TLS.
    told = {"PORTAL_BASE_URL": f"https://{INTAKE}"}
    portal = installation.start("--area", "intake", "--no-jobs", settings=told)
    with running_proxy(tmp_path / "proxy", int(portal.origin.rpartition(":")[2])) as proxy:
        # Whatever the proxy wanted to put on a disk, it could not: the request would fail.
        for folder in sorted(proxy.scratch.iterdir()):
            folder.rmdir()
        assert ask(proxy, "/report?spor-i-adressen=1").status == 200
        visitor = Visitor.at(f"https://{INTAKE}", connect=lambda _: Telling(proxy))
        assert visitor.cookie.startswith("__Host-portal=")
        size = len(PIECE) * PIECES
        filed = visitor.upload("Se filen.", "fil.bin", (PIECE for _ in range(PIECES)), size)
        assert filed == 303
        assert ask(proxy, "/case/spor-i-adressen").status == 404
        portal.stop()
        assert ask(proxy, "/report?spor-i-adressen=2").status == 502
    assert search([proxy.written, installation.folder], [*TRACES, "Spektrolitkassen"]) == []
    database = Path(url.removeprefix("sqlite:///")).parent
    assert search(database.glob("portal.db*"), TRACES) == []
    assert [path.name for path in proxy.written.rglob("*") if path.is_file()] == ["said"]
    assert (proxy.written / "said").read_bytes() == b""


def test_a_proxy_that_collects_uploads_would_have_been_noticed(tmp_path: Path) -> None:
    with upstream() as port, running_proxy(tmp_path, port, WITH_BUFFER) as proxy:
        for folder in sorted(proxy.scratch.iterdir()):
            folder.rmdir()
        connection = Telling(proxy)
        connection.request("POST", "/", body=PIECE * PIECES)
        assert connection.getresponse().status == 500
        connection.close()


def test_an_upload_is_passed_on_while_it_comes(tmp_path: Path) -> None:
    with upstream() as port, running_proxy(tmp_path, port) as proxy:
        connection = Telling(proxy)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(2 * len(PIECE)))
        connection.endheaders(PIECE)
        assert Upstream.first_bytes.wait(20)
        connection.send(PIECE)
        assert connection.getresponse().status == 200
        connection.close()


def test_the_portal_is_not_told_who_asks(tmp_path: Path) -> None:
    with upstream() as port, running_proxy(tmp_path, port) as proxy:
        connection = Telling(proxy)
        connection.request("GET", "/", headers={"Sec-Fetch-Site": "same-origin", "Cookie": "a=b"})
        connection.getresponse().read()
        connection.close()
    [told] = Upstream.told
    assert told == {
        "host": INTAKE,
        "sec-fetch-site": "same-origin",
        "cookie": "a=b",
        "accept-encoding": "identity",
    }


def test_a_proxy_that_keeps_a_log_would_have_been_noticed(tmp_path: Path) -> None:
    kept = tmp_path / "written"
    logs = {
        "access_log off;": f"access_log {kept}/access.log combined;",
        "error_log /dev/null crit;": f"error_log {kept}/error.log;",
    }
    with running_proxy(tmp_path, free_port(), logs) as proxy:
        assert ask(proxy, "/spor-i-adressen").status == 502
    found = search([kept], TRACES)
    assert {leak.path.name for leak in found} == {"access.log", "error.log"}
    assert {SOURCE, "Sladrebrowseren", "spor-i-adressen"} <= {leak.word for leak in found}


def test_plain_http_leads_to_tls_and_shows_no_page(tmp_path: Path) -> None:
    with running_proxy(tmp_path, free_port()) as proxy:
        for name in (INTAKE, STAFF):
            for method in ("GET", "POST"):
                status, location, page = ask_plainly(proxy, method, name)
                assert (status, location) == (301, f"https://{name}/report/new?lang=en")
                assert b"<form" not in page


def test_who_asks_for_another_name_learns_nothing(tmp_path: Path) -> None:
    with running_proxy(tmp_path, free_port()) as proxy:
        with pytest.raises(OSError, match=r"(?i)unrecognized.name"):
            ask(proxy, "/", "kommune.example")
        with pytest.raises(ConnectionResetError):
            ask_plainly(proxy, "GET", "kommune.example")


def test_a_portal_that_does_not_answer_is_said_in_both_languages(tmp_path: Path) -> None:
    with running_proxy(tmp_path, free_port()) as proxy:
        connection = Telling(proxy)
        connection.request("GET", "/report/new")
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
    assert answer.status == 502
    assert "er ikke modtaget, medmindre" in page
    assert "has not been received unless" in page
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("Server") == "nginx"


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        (["-tls1_3"], True),
        (["-tls1_2"], True),
        (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], False),
        (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], False),
    ],
)
def test_only_tls_that_is_still_good_is_spoken(
    tmp_path: Path, asked: list[str], taken: bool
) -> None:
    with running_proxy(tmp_path, free_port()) as proxy:
        assert (spoken(proxy, *asked).returncode == 0) is taken


def test_the_hybrid_key_exchange_goes_first_where_it_is_known(tmp_path: Path) -> None:
    with running_proxy(tmp_path, free_port()) as proxy:
        said = spoken(proxy, "-tls1_3").stdout
    # What could not be taken was replaced, as an operator does.
    chosen = tmp_path / "configuration" / "portal" / "key-exchange.conf"
    hybrid = "X25519MLKEM768" in chosen.read_text("utf-8")
    used = re.search(r"(?:Server Temp Key|Negotiated TLS1.3 group): (\w+)", said)
    assert used, said
    assert used.group(1) == ("X25519MLKEM768" if hybrid else "X25519")


def spoken(proxy: Proxy, *wishes: str) -> subprocess.CompletedProcess[str]:
    """What OpenSSL's own client says of a connection."""
    where = f"{HOST}:{proxy.https}"
    return subprocess.run(
        ["openssl", "s_client", "-connect", where, "-servername", INTAKE, *wishes],
        input="",
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
