"""Measuring side by side: the thing itself, and something real that it cannot be faster than."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def seconds(work: Callable[[], object], *, runs: int = 15, warm_up: int = 2) -> float:
    """The median time of one run of `work`, in seconds."""
    for _ in range(warm_up):
        work()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


def report(name: str, measured: float, floor_name: str, floor: float) -> None:
    """Print one figure with its ratio to the floor of the same run."""
    print(f"\n{name}: {measured * 1000:.2f} ms = {measured / floor:.1f} x {floor_name}")
    print(f"  ({floor_name}: {floor * 1000:.2f} ms)")
