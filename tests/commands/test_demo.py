"""`portal demo` as anybody starts it: a real process, twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from base64 import b32decode

import pytest

from crypto.one_time_code import code_at
from portal.clock import SystemClock
from tests.support.server import PROGRAM, free_port

GIVE_UP_SECONDS = 600


class Demo:
    def __init__(self, folder) -> None:
        self.folder, self.port = folder, free_port()
        self.data = folder / "demo"
        self.process: subprocess.Popen[str] | None = None

    def start(self, *, within: float) -> float:
        """Start it, wait for an answer, and say how many seconds that took."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(self.port), "--data", str(self.data)],
            env={"PATH": os.defpath, "HOME": str(self.folder), "TMPDIR": str(self.folder)},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while time.monotonic() - began < within:
            if self.process.poll() is not None:
                raise AssertionError(self.process.communicate()[1])
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError(f"no answer within {within} s")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                return True
        except OSError:
            return False

    def interrupt(self) -> tuple[str, str]:
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=15)


class Visitor:
    """A member of the unit with a browser that knows no more than forms and cookies."""

    def __init__(self, demo: Demo) -> None:
        self.base = f"http://127.0.0.1:{demo.port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def get(self, path: str) -> bytes:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return answer.read()

    def fill_in(self, path: str, **fields: str) -> None:
        [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', self.get(path).decode()))
        form = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        headers = {"Origin": self.base, "Sec-Fetch-Site": "same-origin"}
        request = urllib.request.Request(self.base + path, form, headers)
        with self.opener.open(request, timeout=60):
            return

    def sign_in(self, person: dict[str, str]) -> None:
        told = {name: person[name] for name in ("email", "passphrase")}
        self.fill_in("/staff/login", **told)
        code = code_at(b32decode(person["otp_secret"]), SystemClock().now())
        self.fill_in("/staff/login/otp", otp=code)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    made = Demo(tmp_path_factory.mktemp("demo"))
    made.filled_in = made.start(within=GIVE_UP_SECONDS)
    made.pdf = a_pdf_typeset_by(made)
    made.first_words, _ = made.interrupt()
    assert made.process.returncode == 0
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.communicate()


def a_pdf_typeset_by(demo: Demo) -> bytes:
    """A draft of last year's report, asked of the demo that has just typeset its published one."""
    written = json.loads((demo.data / "demo.json").read_text())
    visitor = Visitor(demo)
    visitor.sign_in(written["staff"][0])
    year = SystemClock().now().year - 1
    return visitor.get(f"/staff/publications/annual/{year}-01-01/{year}-12-31/files/da.pdf")


def test_a_demo_that_has_just_been_filled_goes_on_typesetting(demo):
    """The typesetter hangs in the child of a process that has used it."""
    assert demo.pdf.startswith(b"%PDF-")


def test_the_demo_says_where_it_is_and_how_to_get_in(demo):
    assert f"http://127.0.0.1:{demo.port}" in demo.first_words
    written = json.loads((demo.data / "demo.json").read_text())
    assert {"email", "passphrase", "otp_secret", "role", "desk", "administration"} <= set(
        written["staff"][0]
    )
    assert {"code", "state", "kind"} <= set(written["cases"][0])
    contacts = [one["administration"] for one in written["staff"] if one["role"] == "contact"]
    assert set(contacts) == {"OKF", "KFF", "BUF", "SUF", "SOF", "TMF", "BIF"}
    # The second one of BIF is there for complaints alone.
    assert {one for one in contacts if contacts.count(one) == 2} == {"BUF", "SUF", "SOF", "BIF"}
    desks = {one["email"]: one["desk"] for one in written["staff"]}
    assert [email for email, desk in desks.items() if desk == "complaints"] == [
        "mette@demo.example",
        "klager.bif@demo.example",
    ]
    assert {one["administration"] for one in written["staff"] if one["role"] != "contact"} == {""}
    assert written["staff"][0]["email"] in demo.first_words


def test_what_the_demo_writes_is_for_its_owner_alone(demo):
    for path in [demo.data, *demo.data.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_start_takes_seconds_and_finds_everything_as_it_was(demo):
    before = (demo.data / "demo.json").read_bytes()
    took = demo.start(within=GIVE_UP_SECONDS)
    words, log = demo.interrupt()
    # Beside the filling, on the same machine in the same minute.
    assert took < demo.filled_in / 2
    assert (demo.data / "demo.json").read_bytes() == before
    assert f"http://127.0.0.1:{demo.port}" in words
    assert "job:done" in log or "worker:started" in log


def test_an_unfinished_demo_is_said_to_be_one(demo):
    half = demo.folder / "half"
    environment = {"PATH": os.defpath, "HOME": str(demo.folder), "PORTAL_ENV": "demo"}
    subprocess.run(
        [PROGRAM, "init", "--lead", "head@example.org"],
        env=environment | {"PORTAL_DATA_DIR": str(half)},
        cwd=demo.folder,
        check=True,
        capture_output=True,
    )
    ran = subprocess.run(
        [PROGRAM, "demo", "--data", str(half)],
        env=environment,
        cwd=demo.folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "cut short" in ran.stderr
    assert "Traceback" not in ran.stderr
