"""When a job is due: every so often, or once a day by Copenhagen's clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from portal.jobs.schedule import SCHEDULE, Job

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def daily(at: time) -> Job:
    return Job("daily", DAY, lambda _workplace: 0, "things done", daily_at=at)


def copenhagen(moment: str) -> datetime:
    """A moment as the clocks show it, with its offset, in UTC as the portal's clock has it."""
    return datetime.fromisoformat(moment).astimezone(UTC)


def test_a_daily_job_is_due_once_a_day_from_its_time_on():
    job = daily(time(6))
    last = copenhagen("2026-03-03T06:00:20+01:00")
    assert not job.is_due(last, copenhagen("2026-03-03T23:59:59+01:00"))
    assert not job.is_due(last, copenhagen("2026-03-04T05:59:59+01:00"))
    assert job.is_due(last, copenhagen("2026-03-04T06:00:00+01:00"))
    assert job.due_at(last) == copenhagen("2026-03-04T06:00:00+01:00")


def test_a_daily_job_that_missed_its_time_runs_as_soon_as_it_can_and_then_at_its_time():
    job = daily(time(6))
    late = copenhagen("2026-03-03T17:00:00+01:00")
    assert job.is_due(copenhagen("2026-03-01T06:00:10+01:00"), late)
    assert job.due_at(late) == copenhagen("2026-03-04T06:00:00+01:00")


def test_a_daily_job_that_never_ran_is_due():
    job = daily(time(6))
    assert job.due_at(None) is None
    assert job.is_due(None, copenhagen("2026-03-03T00:00:00+01:00"))


def runs_of(job: Job, first: str, last: str) -> list[datetime]:
    """When the job runs if it is looked at each minute between two moments, its first run being
    just before."""
    now, end = copenhagen(first), copenhagen(last)
    before, runs = now - MINUTE, []
    while now <= end:
        if job.is_due(before, now):
            before = now
            runs.append(now)
        now += MINUTE
    return runs


# In 2026 Copenhagen's clocks go forward on 29 March and back on 25 October.


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            "2026-03-28T06:01:00+01:00",
            "2026-03-31T05:59:00+02:00",
            ["2026-03-29T06:00:00+02:00", "2026-03-30T06:00:00+02:00"],
        ),
        (
            "2026-10-24T06:01:00+02:00",
            "2026-10-27T05:59:00+01:00",
            ["2026-10-25T06:00:00+01:00", "2026-10-26T06:00:00+01:00"],
        ),
    ],
)
def test_the_clocks_show_the_same_time_before_and_after_they_change(first, last, expected):
    assert runs_of(daily(time(6)), first, last) == [copenhagen(moment) for moment in expected]


def test_a_time_that_the_clocks_skip_is_kept_all_the_same():
    runs = runs_of(daily(time(2, 30)), "2026-03-28T02:31:00+01:00", "2026-03-30T02:30:00+02:00")
    assert runs == [
        copenhagen("2026-03-29T03:30:00+02:00"),
        copenhagen("2026-03-30T02:30:00+02:00"),
    ]


def test_a_time_that_the_clocks_show_twice_is_kept_once():
    runs = runs_of(daily(time(2, 30)), "2026-10-24T02:31:00+02:00", "2026-10-26T02:30:00+01:00")
    assert runs == [
        copenhagen("2026-10-25T02:30:00+02:00"),
        copenhagen("2026-10-26T02:30:00+01:00"),
    ]


def test_a_clock_set_back_a_little_runs_nothing_twice_and_set_back_far_stops_nothing():
    job = daily(time(6))
    last = copenhagen("2026-03-03T06:00:20+01:00")
    assert not job.is_due(last, last - timedelta(hours=1))
    assert not job.is_due(last, copenhagen("2026-03-03T06:00:00+01:00"))
    assert job.is_due(last, last - DAY)
    assert job.is_due(last, last - timedelta(days=400))


def test_mails_are_sent_each_minute_and_swept_once_a_day():
    jobs = {job.name: job for job in SCHEDULE}
    assert jobs["send_mails"].every == MINUTE
    assert jobs["sweep_mails"].daily_at is not None
    assert all(job.every == DAY for job in SCHEDULE if job.daily_at is not None)
