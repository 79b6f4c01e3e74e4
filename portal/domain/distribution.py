"""Shares, medians and percentiles of whole numbers, exact until they are rounded."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
WHOLE = Decimal(1)

_HUNDRED = 100


def percent(count: int, of: int, step: Decimal = TENTH) -> Decimal | None:
    """`count` in per cent of `of`, rounded to `step`, halves upwards; None of nothing."""
    if of == 0:
        return None
    return (Decimal(_HUNDRED * count) / of).quantize(step, ROUND_HALF_UP)


def median(values: Sequence[int]) -> Decimal | None:
    """The middle value, or the mean of the middle two; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return Decimal(ordered[middle] + ordered[-middle - 1]) / 2


def percentile(values: Sequence[int], rank: int) -> int | None:
    """The smallest value that at least `rank` per cent (1 to 100) of the values do not exceed.

    The nearest-rank definition: of n values in order, the one at place n × rank / 100, rounded up.
    It is always one of the values. None of nothing.
    """
    if not values:
        return None
    place = -(-len(values) * rank // _HUNDRED)
    return sorted(values)[place - 1]
