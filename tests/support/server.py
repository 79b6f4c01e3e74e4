"""The portal as a real process: its own folder, its own clock, its own temporary files."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.certificate import Certificate

HOST = "127.0.0.1"
START_SECONDS = 90.0
STOP_SECONDS = 15.0
COMMAND_SECONDS = 120.0
# A Monday in winter time, in the middle of a working day.
A_WORKING_DAY = "2026-03-02T09:00:00+01:00"
PROGRAM = Path(sys.executable).parent / "portal"


@dataclass
class RunningServer:
    """A portal that answers at `origin` (`http://127.0.0.1:PORT`), and the process that does it."""

    origin: str
    process: subprocess.Popen[bytes]
    log_file: Path

    def stop(self) -> None:
        """Ask the server to end and wait until it has.

        TimeoutError when it does not: it is then killed with all that it started.
        """
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise TimeoutError(f"the portal did not stop: {self.log_file.read_text()}") from None

    def wait_until_ready(self) -> None:
        """Return once `/healthz` answers. RuntimeError with the server's own words otherwise."""
        give_up_at = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < give_up_at:
            if _answers(self.origin):
                return
            time.sleep(0.05)
        raise RuntimeError(f"the portal did not start: {self.log_file.read_text()}")


@dataclass
class Installation:
    """One portal on one database: its folder, its settings, its commands and its servers.

    `settings` are the `PORTAL_` variables of everything started from now on; change them between a
    stop and a start, as an operator does.
    """

    folder: Path
    settings: dict[str, str]
    own_origins: set[str]
    servers: list[RunningServer] = field(default_factory=list)

    @property
    def data_folder(self) -> Path:
        """What `PORTAL_DATA_DIR` says."""
        return Path(self.settings["PORTAL_DATA_DIR"])

    @property
    def temporary_folder(self) -> Path:
        """The only place the portal's processes can leave temporary files in."""
        return self.folder / "tmp"

    def set_clock(self, moment: str) -> None:
        """Let everything started from now on begin at an ISO moment with its offset."""
        self.settings["PORTAL_NOW"] = moment

    def run(
        self, *arguments: str, typed: str = "", settings: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `portal ARGUMENTS` to its end, with `typed` on its standard input."""
        return subprocess.run(
            [PROGRAM, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
            cwd=self.folder,
            env=self._environment(settings or {}),
        )

    def start(
        self,
        *arguments: str,
        settings: dict[str, str] | None = None,
        port: int = 0,
        certificate: Certificate | None = None,
        watched_by: tuple[str, ...] = (),
    ) -> RunningServer:
        """Start `portal serve ARGUMENTS` on a free port (or `port`) and wait until it answers.

        With a `certificate` it is served over TLS. `watched_by` is a command that runs it.
        """
        port = port or free_port()
        origin = f"{'https' if certificate else 'http'}://{HOST}:{port}"
        if certificate:
            tls = ("--certificate", str(certificate.chain), "--key", str(certificate.key))
            arguments = (*arguments, *tls)
        log_file = self.folder / f"server-{len(self.servers) + 1}.log"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [*watched_by, PROGRAM, "serve", "--host", HOST, "--port", str(port), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._environment({"PORTAL_BASE_URL": origin} | (settings or {})),
                # A group of its own: what it forks can be ended with it.
                start_new_session=True,
            )
        server = RunningServer(origin, process, log_file)
        self.servers.append(server)
        self.own_origins.add(origin)
        server.wait_until_ready()
        return server

    def stop_all(self) -> None:
        """Stop every server that still runs, newest first."""
        with contextlib.ExitStack() as stack:
            for server in self.servers:
                stack.callback(server.stop)

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        surroundings = {
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "TMPDIR": str(self.temporary_folder),
        }
        return surroundings | self.settings | settings


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _answers(origin: str) -> bool:
    parts = urlsplit(origin)
    address = f"{parts.hostname}:{parts.port}"
    connection = http.client.HTTPConnection(address, timeout=2)
    if parts.scheme == "https":
        # Whether it answers is all that is asked; whom the browser trusts is the test's affair.
        unchecked = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(address, timeout=2, context=unchecked)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture
def installation(
    database_url: str, tmp_path: Path, own_origins: set[str]
) -> Iterator[Installation]:
    """A portal that nobody has set up yet, once on each engine; its servers stop with the test."""
    folder = tmp_path / "portal"
    (folder / "tmp").mkdir(parents=True)
    made = Installation(
        folder,
        {
            "PORTAL_DATA_DIR": str(folder / "data"),
            "PORTAL_DATABASE_URL": database_url,
            "PORTAL_ENV": "test",
            "PORTAL_NOW": A_WORKING_DAY,
        },
        own_origins,
    )
    try:
        yield made
    finally:
        made.stop_all()
