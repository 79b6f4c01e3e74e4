from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.jobs.runner import run_due, start_runner
from portal.jobs.schedule import SCHEDULE, Job
from portal.log import configure_log
from portal.municipality import load_municipality
from portal.services.workplace import Secrets, Workplace
from portal.storage.database import Database
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
def workplace(database_url, clock):
    database = Database(database_url)
    yield Workplace(database, clock, load_municipality(), Secrets(b"p" * 32, b"s" * 32))
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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from portal.jobs import runner
from portal.jobs.schedule import Job
from portal.services.workplace import Workplace
from portal.storage.database import Database
from portal.clock import SystemClock

runner.LOOK_EVERY_SECONDS = 1
folder, name = Path(sys.argv[1]), sys.argv[2]
workplace = Workplace(Database(f"sqlite:///{folder}/portal.db"), SystemClock(), None, None)
mark = folder / "marks"

def note(_workplace):
    with mark.open("a") as file:
        file.write(name + "\\n")
    return 1

runner.start_runner(workplace, folder, [Job("note", timedelta(0), note, "notes")])
time.sleep(60)
"""


def test_one_process_alone_runs_the_jobs_and_another_takes_over(tmp_path):
    from portal.storage.database import upgrade

    upgrade(f"sqlite:///{tmp_path}/portal.db")
    marks = tmp_path / "marks"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RUNNER, str(tmp_path), name],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stderr=subprocess.DEVNULL,
        )
        for name in ("a", "b")
    ]
    try:
        first = wait_for_marks(marks, 3)
        assert len(set(first)) == 1
        holder = first[0]
        processes["ab".index(holder)].send_signal(signal.SIGKILL)
        processes["ab".index(holder)].wait()
        so_far = len(marks.read_text().splitlines())
        assert set(wait_for_marks(marks, so_far + 2)[so_far:]) == {"b" if holder == "a" else "a"}
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for_marks(path: Path, count: int) -> list[str]:
    give_up_at = time.monotonic() + 20
    while time.monotonic() < give_up_at:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.1)
    raise AssertionError(f"fewer than {count} runs")
