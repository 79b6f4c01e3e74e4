"""Runs what is due: once on demand, or again and again in one process of all that could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from portal.clock import SystemClock, stopwatch
from portal.jobs.schedule import SCHEDULE, Job
from portal.log import Area, LogEvent, caused_by, log
from portal.storage.runner_lock import PASS, RUNNER, runner_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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

    Waits while another process does the same, on whatever machine it runs.
    """
    lock = runner_lock(workplace.database, data_dir, PASS)
    with lock.held(), caused_by(Area.JOBS):
        return [_take_turn(workplace, job) for job in schedule]


def start_runner(
    workplace: Workplace, data_dir: Path, schedule: Sequence[Job] = SCHEDULE
) -> Callable[[], None]:
    """Look for due jobs in the background, from now until the answer is called.

    Any number of processes may start one, on any number of machines with one database: only the
    one that holds the lock does the work, and when it ends another takes over.
    """
    baton = runner_lock(workplace.database, data_dir, RUNNER)

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
