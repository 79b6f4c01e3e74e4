"""nginx with the files of `deploy/nginx`, on loopback, and a connection that tells who it is.

The files run as they stand, but for what must differ on a machine that has no name: ports, paths,
the certificate, the user. Each such change has to be found, or the test fails.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.certificate import make_certificate
from tests.support.server import HOST, free_port
from tests.support.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NGINX = Path("/usr/sbin/nginx")
FILES = ROOT / "deploy" / "nginx"
INTAKE = "whistleblower.example.org"
STAFF = "whistleblower-unit.example.org"
START_SECONDS = 20.0
# Where whoever reports comes from, and what her browser says of itself.
SOURCE = "127.7.7.7"
TOLD = {
    "User-Agent": "Sladrebrowseren/7.7",
    "Referer": "https://intranet.kommune.example/medarbejder-0815",
    "X-Forwarded-For": "10.77.77.78",
    "X-Real-IP": "10.77.77.79",
    "Forwarded": "for=10.77.77.80",
    "Via": "1.1 proxy-i-forvaltningen",
}


@dataclass(frozen=True)
class Proxy:
    """A running nginx. `written` is where all that it can write would lie."""

    https: int
    http: int
    written: Path
    scratch: Path


class Telling(http.client.HTTPSConnection):
    """A connection to one of the proxy's hosts, from SOURCE, whose every request says who asks."""

    def __init__(self, proxy: Proxy, name: str = INTAKE) -> None:
        # Whom the browser trusts is not what these tests are about.
        self._unchecked = ssl._create_unverified_context()
        super().__init__(name, timeout=60, context=self._unchecked)
        self._port = proxy.https

    def connect(self) -> None:
        plain = socket.create_connection((HOST, self._port), 60, source_address=(SOURCE, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self._unchecked.wrap_socket(plain, server_hostname=self.host)

    def endheaders(self, *body: Any, **wishes: Any) -> None:
        for name, value in TOLD.items():
            self.putheader(name, value)
        super().endheaders(*body, **wishes)


@contextlib.contextmanager
def running_proxy(
    folder: Path, intake: int, changes: Mapping[str, str] | None = None
) -> Iterator[Proxy]:
    """nginx before a portal on the port `intake`; `changes` replace lines of its files."""
    configuration = folder / "configuration"
    shutil.copytree(FILES, configuration)
    written, scratch = folder / "written", folder / "written" / "scratch"
    scratch.mkdir(parents=True)
    made = make_certificate(folder)
    proxy = Proxy(free_port(), free_port(), written, scratch)
    surroundings = _surroundings(proxy, configuration, made.chain, made.key, intake)
    _change(configuration, surroundings | dict(changes or {}))
    _take_known_key_exchange(configuration)
    with (written / "said").open("wb") as said:
        process = subprocess.Popen(
            [NGINX, "-c", configuration / "nginx.conf", "-g", "daemon off;"],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={"PATH": os.defpath},
        )
    try:
        _wait_until_ready(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _takes(configuration: Path) -> bool:
    """Whether nginx takes the files; what it may not know is the hybrid, and nothing else."""
    tried = subprocess.run(
        [NGINX, "-t", "-c", configuration / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.defpath},
    )
    if tried.returncode == 0:
        return True
    assert "X25519MLKEM768" in tried.stderr, tried.stderr
    return False


def _take_known_key_exchange(configuration: Path) -> None:
    """What docs/operations.md tells the operator of a machine with an older TLS library to do."""
    if not _takes(configuration):
        older = configuration / "portal" / "key-exchange-before-openssl-3.5.conf"
        shutil.copy(older, configuration / "portal" / "key-exchange.conf")


def _surroundings(
    proxy: Proxy, configuration: Path, chain: Path, key: Path, intake: int
) -> dict[str, str]:
    scratch = "".join(
        f"{kind}_temp_path {proxy.scratch / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "pid /run/nginx.pid;": f"pid {proxy.written / 'pid'};",
        "worker_processes auto;": "worker_processes 1;",
        "    server_tokens off;": f"    server_tokens off;\n{scratch}",
        "listen 443 ssl": f"listen {HOST}:{proxy.https} ssl",
        "listen 80": f"listen {HOST}:{proxy.http}",
        "    listen [::]:443 ssl default_server;\n": "",
        "    listen [::]:443 ssl;\n": "",
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:80;\n": "",
        "/etc/portal/tls/intake.pem": str(chain),
        "/etc/portal/tls/intake.key": str(key),
        "/etc/portal/tls/staff.pem": str(chain),
        "/etc/portal/tls/staff.key": str(key),
        "/etc/nginx/portal": str(configuration / "portal"),
        "http://127.0.0.1:8001": f"http://{HOST}:{intake}",
    }


def _change(configuration: Path, changes: Mapping[str, str]) -> None:
    texts = {path: path.read_text("utf-8") for path in configuration.rglob("*.conf")}
    for old, new in changes.items():
        assert any(old in text for text in texts.values()), f"{old!r} stands in no file"
        texts = {path: text.replace(old, new) for path, text in texts.items()}
    for path, text in texts.items():
        path.write_text(text, "utf-8")


def _wait_until_ready(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection((HOST, proxy.https), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > give_up_at:
                said = (proxy.written / "said").read_text()
                raise RuntimeError(f"nginx did not start: {said}") from None
            time.sleep(0.02)
        else:
            return
