"""Medians, percentiles and percentages by their definitions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.distribution import TENTH, WHOLE, median, percent, percentile

VALUES = st.lists(st.integers(0, 400), min_size=1)


@pytest.mark.parametrize(
    ("values", "middle", "ninetieth"),
    [
        ([7], "7", 7),
        ([3, 1], "2", 3),
        ([4, 1], "2.5", 4),
        ([9, 1, 5], "5", 9),
        (list(range(1, 11)), "5.5", 9),
        (list(range(1, 12)), "6", 10),
        (list(range(1, 101)), "50.5", 90),
    ],
)
def test_the_middle_and_the_ninetieth(values: list[int], middle: str, ninetieth: int) -> None:
    assert median(values) == Decimal(middle)
    assert percentile(values, 90) == ninetieth


def test_of_nothing_there_is_neither() -> None:
    assert median([]) is None
    assert percentile([], 90) is None
    assert percent(0, 0) is None


@given(VALUES, st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(
    values: list[int], rank: int
) -> None:
    found = percentile(values, rank)
    enough = [one for one in values if 100 * sum(v <= one for v in values) >= rank * len(values)]
    assert found == min(enough)


@pytest.mark.parametrize(
    ("count", "of", "tenths", "whole"),
    [
        (65, 202, "32.2", "32"),
        (1, 202, "0.5", "0"),
        (10, 202, "5.0", "5"),
        (1, 8, "12.5", "13"),
        (1, 16, "6.3", "6"),
        (3, 3, "100.0", "100"),
        (0, 3, "0.0", "0"),
    ],
)
def test_percentages_are_rounded_once_and_halves_go_up(
    count: int, of: int, tenths: str, whole: str
) -> None:
    assert str(percent(count, of, TENTH)) == tenths
    assert str(percent(count, of, WHOLE)) == whole
