"""The only reader of the time. Everything else is handed a clock or a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock, or one that was set to `start` when it was made and runs on.

    Processes that must agree on a moved clock share one object, made before they fork.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """`start`: an aware moment, or None for the real time. ValueError without an offset."""
        if start is not None and start.tzinfo is None:
            raise ValueError("the start of a clock needs an offset from UTC")
        real = datetime.now(UTC)
        self._ahead = start.astimezone(UTC) - real if start else real - real

    def now(self) -> datetime:
        """The present moment by this clock, aware, in UTC."""
        return datetime.now(UTC) + self._ahead


def stopwatch() -> Callable[[], int]:
    """Start a stopwatch; calling the answer gives the whole milliseconds since."""
    started = time.monotonic_ns()
    return lambda: (time.monotonic_ns() - started) // 1_000_000
