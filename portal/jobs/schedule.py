"""The one table of what runs by itself, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from portal.services.drafts.sweep_drafts import sweep_drafts
from portal.services.sweeping import empty_write_ahead_log, sweep_files, sweep_sessions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from portal.services.workplace import Workplace


@dataclass(frozen=True)
class Job:
    """A service that runs by itself.

    `run` returns how many things it dealt with, in the words of `done`. It may run twice without
    harm: after a failure it is tried again, and a run is noted only once it has ended well.
    """

    name: str
    every: timedelta
    run: Callable[[Workplace], int]
    done: str

    def due_at(self, last_run: datetime | None) -> datetime | None:
        """When the next run is due (aware), or None for at once."""
        return last_run + self.every if last_run else None

    def is_due(self, last_run: datetime | None, now: datetime) -> bool:
        """Whether it is time; also when the clock was set back by so much since the last run."""
        return last_run is None or abs(now - last_run) >= self.every


SCHEDULE = (
    Job("sweep_files", timedelta(hours=1), sweep_files, "unattached files removed"),
    Job("sweep_sessions", timedelta(hours=1), sweep_sessions, "expired sessions removed"),
    Job("sweep_drafts", timedelta(days=1), sweep_drafts, "old drafts removed"),
    Job("empty_log", timedelta(hours=1), empty_write_ahead_log, "write-ahead logs emptied"),
)
