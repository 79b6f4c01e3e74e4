from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from portal.jobs.runner import run_due, start_runner
from portal.jobs.schedule import SCHEDULE, Job
from portal.log import configure_log
from portal.municipality import load_municipality
from portal.services.workplace import Secrets, Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from portal.storage.runner_lock import PASS, runner_lock
from portal.storage.runner_lock import RUNNER as RUNNER_LOCK
from tests.support.clock import FixedClock
from tests.support.quiet_log import own_log

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    with own_log():
        fixed = FixedClock(NOON)
        configure_log(fixed)
        yield fixed


@pytest.fixture
def workplace(database_url, clock, tmp_path):
    database = Database(database_url)
    secrets = Secrets(b"p" * 32, b"s" * 32)
    anchor = AnchorFile(tmp_path / "unit_list")
    yield Workplace(database, clock, load_municipality(), secrets, anchor)
    database.close()


def counting_job(name: str = "count", every: timedelta = HOUR):
    runs: list[datetime] = []

    def run(workplace: Workplace) -> int:
        runs.append(workplace.now())
        return len(runs)

    return Job(name, every, run, "things counted"), runs


def test_a_job_that_never_ran_is_due(workplace, tmp_path):
    job, runs = counting_job()
    (turn,) = run_due(workplace, tmp_path, [job])
    assert (turn.count, turn.error) == (1, None)
    assert runs == [NOON]


def test_a_job_runs_once_until_its_time_has_come_again(workplace, clock, tmp_path):
    job, runs = counting_job()
    run_due(workplace, tmp_path, [job])
    clock.advance(HOUR - timedelta(seconds=1))
    (turn,) = run_due(workplace, tmp_path, [job])
    assert (turn.count, turn.due_at) == (None, NOON + HOUR)
    clock.advance(timedelta(seconds=1))
    run_due(workplace, tmp_path, [job])
    assert runs == [NOON, NOON + HOUR]


def test_a_clock_set_back_does_not_stop_the_jobs(workplace, clock, tmp_path):
    job, runs = counting_job()
    run_due(workplace, tmp_path, [job])
    clock.advance(-timedelta(days=400))
    run_due(workplace, tmp_path, [job])
    assert len(runs) == 2


def test_a_job_that_fails_stops_no_other_and_is_tried_again(workplace, tmp_path, capsys):
    def fail(_workplace: Workplace) -> int:
        raise ValueError("a secret")

    good, runs = counting_job()
    bad = Job("bad", HOUR, fail, "never")
    first = run_due(workplace, tmp_path, [bad, good])
    second = run_due(workplace, tmp_path, [bad, good])
    assert [turn.error for turn in (*first, *second)] == ["ValueError", None, "ValueError", None]
    assert len(runs) == 1
    log = capsys.readouterr().err
    assert "secret" not in log
    failed = [json.loads(line) for line in log.splitlines() if "job:failed" in line]
    assert [(line["job"], line["exception"]) for line in failed] == [("bad", "ValueError")] * 2
    assert all("time" in line for line in failed)


def test_the_real_jobs_run_on_an_empty_portal(workplace, tmp_path):
    turns = run_due(workplace, tmp_path)
    assert [turn.job.name for turn in turns] == [job.name for job in SCHEDULE]
    assert {turn.job.name for turn in turns if turn.count} == {"empty_log"}


def test_no_two_jobs_share_a_name():
    names = [job.name for job in SCHEDULE]
    assert len(set(names)) == len(names)


def test_the_runner_looks_at_once_and_stops_when_told(workplace, tmp_path):
    ran = threading.Event()
    job = Job("once", HOUR, lambda _workplace: ran.set() or 0, "things done")
    stop = start_runner(workplace, tmp_path, [job])
    assert ran.wait(10)
    stop()
    assert not [thread for thread in threading.enumerate() if "APScheduler" in thread.name]


RUNNER = """
import sys, time
from datetime import timedelta
from pathlib import Path
from portal.jobs import runner
from portal.jobs.schedule import Job
from portal.services.workplace import Workplace
from portal.storage.database import Database
from portal.clock import SystemClock

runner.LOOK_EVERY_SECONDS = 1
database_url, folder, marks, name = sys.argv[1:]
workplace = Workplace(Database(database_url), SystemClock(), None, None, None)

def note(_workplace):
    with Path(marks).open("a") as file:
        file.write(name + "\\n")
    return 1

runner.start_runner(workplace, Path(folder), [Job("note", timedelta(0), note, "notes")])
time.sleep(120)
"""


@pytest.fixture
def runners(database_url, tmp_path):
    """Two processes, `a` and `b`, that would run the jobs. On PostgreSQL each has a data folder of
    its own, as on two machines; SQLite's file lies in the one they share."""
    marks, started = tmp_path / "marks", {}
    for name in ("a", "b"):
        folder = tmp_path / name if database_url.startswith("postgresql") else tmp_path
        folder.mkdir(exist_ok=True)
        started[name] = subprocess.Popen(
            [sys.executable, "-c", RUNNER, database_url, str(folder), str(marks), name],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stderr=subprocess.DEVNULL,
        )
    yield started, marks
    for process in started.values():
        process.kill()
        process.wait()


on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def test_one_process_alone_runs_the_jobs_and_another_takes_over(runners):
    processes, marks = runners
    first = wait_for_marks(marks, 3)
    assert len(set(first)) == 1
    holder = first[0]
    processes[holder].send_signal(signal.SIGKILL)
    processes[holder].wait()
    so_far = len(marks.read_text().splitlines())
    assert set(wait_for_marks(marks, so_far + 2)[so_far:]) == {"b" if holder == "a" else "a"}


@on_postgresql
def test_when_the_holder_s_connection_died_one_process_alone_goes_on(runners, engine):
    _, marks = runners
    wait_for_marks(marks, 1)
    assert end_the_holder_s_connection(engine) == 1
    so_far = len(marks.read_text().splitlines())
    later = wait_for_marks(marks, so_far + 6)[so_far:]
    # Whoever was at work when it happened may still have ended that turn.
    assert len(set(later[2:])) == 1
    assert end_the_holder_s_connection(engine) == 1


@on_postgresql
def test_a_lock_whose_connection_died_is_taken_anew_by_whoever_looks_first(two_locks, engine):
    one, two = two_locks
    assert (one.take(), two.take()) == (True, False)
    assert end_the_holder_s_connection(engine) == 1
    assert (one.take(), two.take()) == (True, False)
    assert end_the_holder_s_connection(engine) == 1
    assert (two.take(), one.take()) == (True, False)


@pytest.fixture
def two_locks(database_url, tmp_path):
    """The runner's lock, as two processes with one data folder have it."""
    databases = [Database(database_url) for _ in range(2)]
    locks = [runner_lock(database, tmp_path, RUNNER_LOCK) for database in databases]
    yield locks
    for lock, database in zip(locks, databases, strict=True):
        lock.drop()
        database.close()


def test_the_lock_is_held_by_one_until_it_is_dropped(two_locks):
    one, two = two_locks
    assert (one.take(), one.take(), two.take()) == (True, True, False)
    one.drop()
    assert (two.take(), one.take()) == (True, False)


@on_postgresql
def test_a_dropped_lock_is_free_before_the_server_hears_that_its_connection_closed(
    two_locks, monkeypatch
):
    one, two = two_locks
    assert one.take()
    closed_late = []

    def close_later(connection):
        closed_late.append(connection)

    with monkeypatch.context() as slow:
        slow.setattr(Connection, "close", close_later)
        one.drop()
    assert two.take()
    [connection] = closed_late
    connection.close()


def test_without_a_database_nobody_holds_the_lock(tmp_path):
    nowhere = Database("postgresql+psycopg://portal@127.0.0.1:1/portal")
    assert not runner_lock(nowhere, tmp_path, RUNNER_LOCK).take()


def test_who_runs_the_jobs_once_waits_for_who_runs_them_elsewhere(
    database_url, workplace, tmp_path
):
    elsewhere = Database(database_url)
    own_folder = tmp_path / "own" if database_url.startswith("postgresql") else tmp_path
    own_folder.mkdir(exist_ok=True)
    job, runs = counting_job()
    with ThreadPoolExecutor(1) as pool:
        with runner_lock(elsewhere, tmp_path, PASS).held():
            waiting = pool.submit(run_due, workplace, own_folder, [job])
            with pytest.raises(StillWaiting):
                waiting.result(timeout=0.3)
            assert runs == []
        (turn,) = waiting.result(timeout=30)
    assert (turn.count, runs) == (1, [NOON])
    elsewhere.close()


def end_the_holder_s_connection(engine) -> int:
    """What a network that breaks does to the connection that holds the runner's lock."""
    query = (
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_locks "
        "WHERE locktype = 'advisory' AND objid = 1 AND granted AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with engine.connect() as connection:
        return connection.exec_driver_sql(query).scalar_one()


def wait_for_marks(path: Path, count: int) -> list[str]:
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.1)
    raise AssertionError(f"fewer than {count} runs")
