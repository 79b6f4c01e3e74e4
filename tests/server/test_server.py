"""The real server process: what it answers, and what it must not write down."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.server.served import ROOT, SMALL_PORTAL, running, start


def lines_of(log: str) -> list[dict]:
    return [json.loads(line) for line in log.splitlines()]


def test_a_served_request_leaves_no_trace_in_the_log():
    with running() as server:
        server.get("/case?code=SECRET", **{"User-Agent": "Secret/1", "Referer": "http://secret"})
        log = server.stop()
    assert {line["event"] for line in lines_of(log)} == {
        "server:started",
        "worker:started",
        "worker:stopped",
        "server:stopped",
    }
    for trace in ("127.0.0.1", "case", "secret", "SECRET", "Secret"):
        assert trace not in log


def test_the_application_sees_neither_address_nor_browser():
    with running() as server:
        forwarded = {"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7"}
        seen = json.load(server.get("/", **forwarded))
    assert not {
        "REMOTE_ADDR",
        "REMOTE_PORT",
        "HTTP_USER_AGENT",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_FORWARDED",
    } & set(seen)


MALFORMED = {
    b"SECRET\r\n\r\n": b"400",
    b"GET /SECRET HTTP/9.9\r\n\r\n": b"400",
    b"GET /SECRET HTTP/1.1\r\nSECRET header\r\n\r\n": b"400",
    b"G@T /SECRET HTTP/1.1\r\nHost: x\r\n\r\n": b"400",
    b"GET /" + b"SECRET" * 2000 + b" HTTP/1.1\r\nHost: x\r\n\r\n": b"414",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"SECRET" * 3000 + b"\r\n\r\n": b"431",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: SECRET\r\n\r\n": b"501",
    b"\x16\x03\x01SECRET\r\n\r\n": b"400",
}


def test_a_malformed_request_is_refused_and_not_quoted_in_the_log():
    with running() as server:
        answers = {data: server.send_raw(data) for data in MALFORMED}
        log = server.stop()
    assert {data: answer.split(b" ")[1] for data, answer in answers.items()} == MALFORMED
    assert not any(b"gunicorn" in answer for answer in answers.values())
    assert "SECRET" not in log
    assert "127.0.0.1" not in log
    warnings = [line for line in lines_of(log) if line["event"] == "library:warned"]
    assert sum(line["count"] for line in warnings) == len(MALFORMED)


def test_a_failure_is_told_by_its_class_alone_without_the_time_of_day():
    with running() as server:
        with pytest.raises(urllib.error.HTTPError) as answer:
            server.get("/fail")
        assert answer.value.code == 500
        assert b"secret" not in answer.value.read()
        answer.value.close()
        with closing(server.get("/fail-late")) as broken_off:
            broken_off.read1()
        log = server.stop()
    assert "secret" not in log
    failures = [line for line in lines_of(log) if line["event"] == "library:failed"]
    assert {line["exception"] for line in failures} == {"ValueError"}
    assert sum(line["count"] for line in failures) == 2
    assert all("time" not in line for line in failures)


def test_a_failure_is_not_printed_while_the_day_lasts():
    with running() as server:
        server.send_raw(b"SECRET\r\n\r\n")
        time.sleep(0.5)
        os.set_blocking(server.process.stderr.fileno(), False)
        so_far = server.process.stderr.read() or ""
    assert "library" not in so_far


def test_an_application_that_cannot_be_made_ends_the_server_without_its_text():
    server = start("broken")
    _, log = server.process.communicate(timeout=30)
    assert server.process.returncode == 3
    assert "secret" not in log
    failure = next(line for line in lines_of(log) if line["event"] == "server:failed")
    assert failure["exception"] == "ValueError"


def test_the_server_header_names_no_software():
    with running() as server:
        assert server.get("/").headers["Server"] == "portal"


def test_a_long_body_streams_through():
    with running() as server:
        body = b"x" * 5_000_000
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/upload", data=body)
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.read() == b"5000000"


def test_clients_that_never_finish_a_request_keep_nobody_out():
    with running() as server, ExitStack() as idle:
        for _ in range(20):
            client = socket.create_connection(("127.0.0.1", server.port))
            idle.enter_context(closing(client)).sendall(b"POST /upload HTTP/1.1\r\nHost: x")
        assert server.get("/").status == 200


def test_a_client_that_falls_silent_loses_its_connection():
    with (
        running() as server,
        closing(socket.create_connection(("127.0.0.1", server.port), timeout=30)) as client,
    ):
        client.sendall(b"GET /SECRET HTTP/1.1\r\nHost: x")
        assert client.recv(100) in (b"", b"HTTP/1.1 400 Bad Request")
        log = server.stop()
    assert "SECRET" not in log


def test_no_process_of_the_server_can_leave_a_core_dump():
    with running() as server:
        server.get("/")
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        for pid in [server.process.pid, *map(int, children.read_text().split())]:
            assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
            assert "Umask:\t0077" in Path(f"/proc/{pid}/status").read_text()


def test_a_worker_that_is_killed_is_replaced():
    with running() as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        server.get("/")
        first = children.read_text().split()
        for pid in first:
            os.kill(int(pid), signal.SIGKILL)
        deadline = time.monotonic() + 10
        while len(set(children.read_text().split()) - set(first)) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert server.get("/").status == 200


def test_ctrl_c_while_a_thread_is_being_started_ends_the_server():
    with running("slow") as server:
        assert server.get("/").status == 200
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0


def test_a_taken_port_is_an_error_at_once():
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        process = subprocess.run(
            [sys.executable, str(SMALL_PORTAL), str(port)],
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=10,
        )
    assert process.returncode == 1
    assert "ready" not in process.stdout


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"


def test_tls_is_served_from_version_1_2_on(certificate):
    with running(*map(str, certificate)) as server:
        context = ssl.create_default_context(cafile=str(certificate[0]))
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        address = f"https://localhost:{server.port}/"
        with urllib.request.urlopen(address, context=context, timeout=10) as answer:
            assert answer.status == 200
        log = server.stop()
    assert "secret" not in log


def test_handshakes_that_never_end_keep_nobody_out_and_a_large_body_comes_through(certificate):
    body = b"x" * 3_000_000
    with running(*map(str, certificate)) as server, ExitStack() as idle:
        for _ in range(100):
            client = socket.create_connection(("127.0.0.1", server.port))
            idle.enter_context(closing(client)).sendall(b"\x16\x03\x01\x02\x00\x01")
        context = ssl.create_default_context(cafile=str(certificate[0]))
        address = f"https://localhost:{server.port}/upload"
        for sent in (b"small", body):
            with urllib.request.urlopen(address, sent, context=context, timeout=10) as answer:
                assert answer.read() == str(len(sent)).encode()


def test_connections_broken_off_before_tls_begins_end_no_process(certificate):
    with running(*map(str, certificate)) as server:
        for _ in range(100):
            client = socket.create_connection(("127.0.0.1", server.port), timeout=10)
            # Closed so, it is reset instead of ended.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        context = ssl.create_default_context(cafile=str(certificate[0]))
        with urllib.request.urlopen(f"https://localhost:{server.port}/", context=context) as page:
            assert page.status == 200
        assert "server:failed" not in server.stop()


def test_plain_http_to_a_tls_port_is_not_quoted_in_the_log(certificate):
    with running(*map(str, certificate)) as server:
        server.send_raw(b"GET /SECRET HTTP/1.1\r\nHost: x\r\n\r\n")
        log = server.stop()
    assert "SECRET" not in log
    assert "127.0.0.1" not in log
