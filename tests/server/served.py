"""The small application behind the real server, as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL_PORTAL = Path(__file__).parent / "small_portal.py"


class Running:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str, **headers: str):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        return urllib.request.urlopen(request, timeout=10)

    def send_raw(self, data: bytes) -> bytes:
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=10)) as client:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            with suppress(ConnectionResetError):
                while part := client.recv(65536):
                    answer += part
        return answer

    def stop(self) -> str:
        """End the server as an operator does and give back everything it logged."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=30)[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*arguments: str) -> Running:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(SMALL_PORTAL), str(port), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A group of its own: a worker that hangs can be ended with it.
        start_new_session=True,
    )
    return Running(process, port)


@contextmanager
def running(*arguments: str):
    server = start(*arguments)
    try:
        assert server.process.stdout.readline() == "ready\n"
        yield server
    finally:
        if server.process.poll() is None:
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.communicate()
