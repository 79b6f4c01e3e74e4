"""The portal as an operator runs it: real processes, on each database engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from portal.jobs.schedule import SCHEDULE
from tests.support.server import PROGRAM, free_port

LEAD = "head@example.org"
LATER = "2026-03-05T09:00:00+01:00"
ONCE_SERVED = 10


def get(origin: str, path: str):
    return urllib.request.urlopen(f"{origin}{path}", timeout=10)


def status_of(origin: str, path: str) -> int:
    try:
        with get(origin, path) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def clock_of(server) -> datetime:
    with get(server.origin, "/healthz") as answer:
        return datetime.fromisoformat(answer.headers["Portal-Now"])


def log_lines(server) -> list[dict]:
    lines = server.log_file.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


@pytest.fixture
def portal(installation):
    ran = installation.run("init", "--lead", LEAD)
    assert ran.returncode == 0, ran.stderr
    return installation


def test_the_portal_serves_and_its_health_shows_the_clock(portal):
    portal.set_clock(LATER)
    server = portal.start()
    first = clock_of(server)
    assert timedelta(0) < first - datetime.fromisoformat(LATER) < timedelta(seconds=30)
    assert status_of(server.origin, "/readyz") == 200
    assert all(clock_of(server) >= first for _ in range(ONCE_SERVED))


def test_every_worker_has_the_same_clock_even_one_that_was_replaced(portal):
    server = portal.start("--workers", "2")
    time.sleep(2)
    before = clock_of(server)
    for pid in children_of(server.process.pid):
        subprocess.run(["kill", "-KILL", str(pid)], check=True)
    server.wait_until_ready()
    assert clock_of(server) > before


def test_what_was_asked_for_does_not_land_in_the_log(portal):
    server = portal.start()
    for path in ("/", "/report?SECRET=1", "/case", "/SECRET", "/staff/login?SECRET=1"):
        status_of(server.origin, path)
    server.stop()
    log = server.log_file.read_text()
    assert "SECRET" not in log
    assert urlsplit(server.origin).netloc not in log
    assert "127.0.0.1" not in log
    timed = [line for line in log_lines(server) if "time" in line]
    assert {line["area"] for line in timed} <= {"server", "jobs", "staff"}


@pytest.mark.parametrize(
    ("area", "there", "elsewhere"),
    [("intake", "/case", "/staff/login"), ("staff", "/staff/login", "/case")],
)
def test_an_area_serves_its_own_pages_alone(portal, area, there, elsewhere):
    server = portal.start("--area", area)
    assert status_of(server.origin, there) == 200
    assert status_of(server.origin, elsewhere) == 404


def test_the_jobs_run_with_the_server_unless_told_otherwise(portal):
    server = portal.start("--no-jobs")
    server.stop()
    assert not [line for line in log_lines(server) if line.get("area") == "jobs"]
    server = portal.start()
    wait_for(lambda: len([line for line in log_lines(server) if "job" in line]) == len(SCHEDULE))
    assert portal.run("run-jobs").stdout.count("not due before") == len(SCHEDULE)


def test_a_restart_with_a_later_clock_makes_the_jobs_due(portal):
    assert portal.run("run-jobs").stdout.count("not due") == 0
    assert portal.run("run-jobs").stdout.count("not due") == len(SCHEDULE)
    portal.set_clock(LATER)
    ran = portal.run("run-jobs")
    assert (ran.returncode, ran.stdout.count("not due")) == (0, 0)


def test_the_worker_runs_the_jobs_alone_and_stops_when_told(portal):
    process = subprocess.Popen(
        [PROGRAM, "worker"],
        env=portal._environment({}),
        cwd=portal.folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert any("sweep_sessions" in line for line in process.stderr)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
    assert process.returncode == 0


def test_a_second_server_on_the_same_port_says_so_on_one_line(portal):
    server = portal.start()
    port = urlsplit(server.origin).port
    ran = portal.run("serve", "--port", str(port))
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("portal: cannot serve on")
    assert "Traceback" not in ran.stderr


def test_ctrl_c_ends_the_server_whoever_of_its_processes_hears_it_first(portal):
    for _ in range(3):
        server = portal.start()
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(timeout=ONCE_SERVED) in (0, -signal.SIGINT)


def test_nothing_is_served_before_init(installation):
    ran = installation.run("serve", "--port", str(free_port()))
    assert ran.returncode == 1
    assert "run portal init" in ran.stderr


def children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as children:  # noqa: PTH123
        return [int(child) for child in children.read().split()]


def wait_for(condition) -> None:
    give_up_at = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
