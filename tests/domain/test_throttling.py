"""How long a guesser has to wait."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.throttling import wait_seconds

DAY = 24 * 60 * 60


def test_the_first_four_failures_cost_nothing_and_then_the_wait_doubles() -> None:
    waits = [wait_seconds(failures) for failures in range(12)]
    assert waits == [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900]


@given(st.integers(0, 10**9))
def test_one_more_failure_never_shortens_the_wait_and_none_is_longer_than_a_quarter_hour(
    failures: int,
) -> None:
    assert 0 <= wait_seconds(failures) <= wait_seconds(failures + 1) <= 900


def test_a_guesser_gets_about_a_hundred_tries_on_the_first_day_and_fewer_after() -> None:
    tries = [0, 0]
    moment = failures = 0
    while moment < 2 * DAY:
        tries[moment // DAY] += 1
        failures += 1
        moment += wait_seconds(failures)
    assert tries == [105, 96]
