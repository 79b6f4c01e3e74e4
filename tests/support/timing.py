"""Whether two kinds of requests can be told apart by how long they take.

They are measured in turns, so that whatever else the machine does falls on both alike; medians are
compared, so that single hiccups do not count; and a difference is measured again, twice, before it
is believed. What is compared are ratios within one run, never seconds.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from crypto.identifiers import shuffled

if TYPE_CHECKING:
    from collections.abc import Callable

# What the first kind took and what the second, in seconds.
Measured = tuple[list[float], list[float]]

TOLERATED = 1.10
MEASUREMENTS = 3


def cpu_seconds(act: Callable[[], object]) -> float:
    """What an act costs this process with all its threads; other processes do not disturb it."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def in_turns(first: Callable[[], float], second: Callable[[], float], rounds: int) -> Measured:
    """Each measured once a round, in an order drawn anew."""
    taken: dict[Callable[[], float], list[float]] = {first: [], second: []}
    for _ in range(rounds):
        for measured in shuffled([first, second]):
            taken[measured].append(measured())
    return taken[first], taken[second]


def told_apart(measure: Callable[[], Measured]) -> float | None:
    """How many times as long the second kind takes as the first, if by more than a tenth each time
    it is measured, and always in the same direction; None otherwise."""
    ratios: list[float] = []
    for _ in range(MEASUREMENTS):
        first, second = measure()
        ratios.append(median(second) / median(first))
        longer, shorter = (min(ratios) > TOLERATED, max(ratios) < 1 / TOLERATED)
        if not longer and not shorter:
            return None
    return median(ratios)
