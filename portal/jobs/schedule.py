"""The one table of what runs by itself, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from portal.domain.legal_calendar import COPENHAGEN, copenhagen_date
from portal.services.drafts.sweep_drafts import sweep_drafts
from portal.services.mailing.send_mails import send_due_mails
from portal.services.mailing.sweep_mails import sweep_mails
from portal.services.reminding.write_digests import write_digests
from portal.services.sweeping import empty_write_ahead_log, sweep_files, sweep_sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.services.workplace import Workplace

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """A service that runs by itself.

    `run` returns how many things it dealt with, in the words of `done`. It may run twice without
    harm: after a failure it is tried again, and a run is noted only once it has ended well.
    `daily_at`: once a day from that time of Copenhagen's clocks on; `every` is a day then.
    """

    name: str
    every: timedelta
    run: Callable[[Workplace], int]
    done: str
    daily_at: time | None = None

    def due_at(self, last_run: datetime | None) -> datetime | None:
        """When the next run is due (aware), or None for at once."""
        if last_run is None:
            return None
        if self.daily_at is None:
            return last_run + self.every
        day = copenhagen_date(last_run)
        slot = _moment(day, self.daily_at)
        return slot if slot > last_run else _moment(day + _DAY, self.daily_at)

    def is_due(self, last_run: datetime | None, now: datetime) -> bool:
        """Whether it is time; also when the clock was set back by so much since the last run."""
        due_at = self.due_at(last_run)
        if last_run is None or due_at is None:
            return True
        return now >= due_at or last_run - now >= self.every


def _moment(day: date, at: time) -> datetime:
    """A time of Copenhagen's clocks as a moment. One that the clocks skip is the moment it would
    have been; of one that they show twice, the first."""
    return datetime.combine(day, at, COPENHAGEN).astimezone(UTC)


# Mails are sent after whatever writes them.
SCHEDULE = (
    Job("sweep_files", timedelta(hours=1), sweep_files, "unattached files removed"),
    Job("sweep_sessions", timedelta(hours=1), sweep_sessions, "expired sessions removed"),
    Job("sweep_drafts", _DAY, sweep_drafts, "old drafts removed"),
    Job("empty_log", timedelta(hours=1), empty_write_ahead_log, "write-ahead logs emptied"),
    Job("write_digests", _DAY, write_digests, "people reminded", daily_at=time(6)),
    Job("send_mails", timedelta(minutes=1), send_due_mails, "mails sent"),
    Job("sweep_mails", _DAY, sweep_mails, "old mails removed", daily_at=time(3)),
)
