"""`portal run-jobs` and `portal worker`: what runs by itself."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import click

from portal.commands.check import refuse_errors
from portal.commands.opening import open_portal, open_workplace
from portal.log import Area

if TYPE_CHECKING:
    from portal.jobs.runner import Turn


@click.command("run-jobs")
def run_jobs() -> None:
    """Run every due job once, then exit. Prints a line per job with what it did.

    \b
    Example:
      portal run-jobs
    """
    settings, clock = open_portal(area=Area.JOBS)
    from portal.jobs.runner import run_due

    with open_workplace(settings, clock, signs_in=False) as workplace:
        turns = run_due(workplace, settings.data_dir)
    for turn in turns:
        click.echo(_line(turn))
    failed = [turn.job.name for turn in turns if turn.error]
    if failed:
        raise click.ClickException(f"failed: {', '.join(failed)}")


@click.command()
def worker() -> None:
    """Run the jobs alone, again and again, until told to stop.

    \b
    Example:
      portal worker
    """
    settings, clock = open_portal(area=Area.JOBS)
    refuse_errors(settings, clock, signs_in=False)
    from portal.jobs.runner import start_runner
    from portal.server import lock_down

    lock_down()
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    with open_workplace(settings, clock, signs_in=False) as workplace:
        stop = start_runner(workplace, settings.data_dir)
        told_to_stop.wait()
        stop()


def _line(turn: Turn) -> str:
    if turn.error:
        return f"{turn.job.name}: failed ({turn.error})"
    if turn.count is not None:
        return f"{turn.job.name}: {turn.count} {turn.job.done}"
    due = turn.due_at.isoformat(timespec="minutes") if turn.due_at else "now"
    return f"{turn.job.name}: not due before {due}"
