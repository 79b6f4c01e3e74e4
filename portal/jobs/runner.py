"""Runs what is due: once on demand, or again and again in one process of the machine."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from portal.clock import SystemClock, stopwatch
from portal.jobs.schedule import SCHEDULE, Job
from portal.log import Area, LogEvent, caused_by, log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from portal.services.workplace import Workplace

# Short, so that a moved clock shows its effect soon; looking costs one small query per job.
LOOK_EVERY_SECONDS = 30


@dataclass(frozen=True)
class Turn:
    """What came of looking at one job: `count` when it ran well, `error` when it failed.

    Neither when it was not due before `due_at`.
    """

    job: Job
    count: int | None = None
    error: str | None = None
    due_at: datetime | None = None


def run_due(workplace: Workplace, data_dir: Path, schedule: Sequence[Job] = SCHEDULE) -> list[Turn]:
    """Run every due job of `schedule` once, in its order; one that fails does not stop the rest.

    Waits while another process on this machine does the same.
    """
    with _held(data_dir / "jobs.lock"), caused_by(Area.JOBS):
        return [_take_turn(workplace, job) for job in schedule]


def start_runner(
    workplace: Workplace, data_dir: Path, schedule: Sequence[Job] = SCHEDULE
) -> Callable[[], None]:
    """Look for due jobs in the background, from now until the answer is called.

    Any number of processes may start one: only the one that holds a lock in the data folder does
    the work, and when it ends another takes over.
    """
    baton = _Baton(data_dir / "runner.lock")

    def look() -> None:
        if baton.take():
            run_due(workplace, data_dir, schedule)

    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    # The real time, whatever PORTAL_NOW says: it is what the scheduler waits by.
    at_once = SystemClock().now()
    scheduler.add_job(look, "interval", seconds=LOOK_EVERY_SECONDS, next_run_time=at_once)
    scheduler.start()

    def stop() -> None:
        scheduler.shutdown(wait=True)
        baton.drop()

    return stop


def _take_turn(workplace: Workplace, job: Job) -> Turn:
    elapsed = stopwatch()
    try:
        with workplace.open_unit() as unit:
            last_run = unit.jobs.last_run(job.name)
        now = workplace.now()
        if not job.is_due(last_run, now):
            return Turn(job, due_at=job.due_at(last_run))
        count = job.run(workplace)
        with workplace.open_unit(write=True) as unit:
            unit.jobs.mark_run(job.name, now)
            unit.commit()
    except Exception as error:  # noqa: BLE001  # whatever it was, the other jobs have their turn
        log(LogEvent.JOB_FAILED, job=job.name, error=error)
        return Turn(job, error=type(error).__name__)
    log(LogEvent.JOB_DONE, job=job.name, count=count, duration_ms=elapsed())
    return Turn(job, count=count)


class _Baton:
    """A file lock that one process of the machine holds for as long as it lives."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Whether this process holds it, now or already."""
        if self._descriptor is None:
            descriptor = _open(self._path)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            self._descriptor = descriptor
        return True

    def drop(self) -> None:
        """Let another process have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextmanager
def _held(path: Path) -> Iterator[None]:
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
