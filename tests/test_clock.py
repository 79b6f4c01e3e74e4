from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from portal.clock import SystemClock, stopwatch
from tests.support.clock import FixedClock

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def test_the_system_clock_tells_the_time_in_utc():
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert before <= told <= datetime.now(UTC)
    assert told.utcoffset() == timedelta(0)


def test_a_clock_that_was_set_starts_there_and_runs_on():
    clock = SystemClock(NOON)
    first = clock.now()
    assert timedelta(0) <= first - NOON < timedelta(seconds=5)
    assert first.utcoffset() == timedelta(0)
    assert clock.now() > first


def test_a_clock_refuses_a_moment_without_an_offset():
    with pytest.raises(ValueError, match="offset"):
        SystemClock(datetime(2027, 3, 1, 12, 0))  # noqa: DTZ001


def test_a_stopwatch_counts_whole_milliseconds_forward():
    elapsed = stopwatch()
    assert isinstance(elapsed(), int)
    assert 0 <= elapsed() <= elapsed()


def test_the_fixed_clock_moves_when_told_only():
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)
    clock.set(NOON)
    assert clock.now() == NOON
