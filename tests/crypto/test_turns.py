"""Of those who wait for a turn, strangers come last."""

import threading
import time

from crypto._turns import Turns


def wait_until(turns: Turns, ahead: int, waiting: int) -> None:
    """Until so many who go first, and so many in all, stand and wait."""
    for _ in range(5_000):
        with turns._changed:
            if turns._ahead == ahead and len(turns._changed._waiters) == waiting:  # type: ignore[attr-defined]
                return
        time.sleep(0.001)
    raise AssertionError("they never came to wait")


def test_whoever_comes_later_goes_before_the_strangers_who_wait() -> None:
    turns = Turns()
    order: list[str] = []

    def have_turn(name: str, last: bool) -> None:
        with turns.turn(last=last):
            order.append(name)

    crowd = []
    with turns.turn(last=True):
        for number in range(6):
            last = number < 3
            name = "stranger" if last else "known"
            crowd.append(threading.Thread(target=have_turn, args=(name, last), daemon=True))
            crowd[-1].start()
            wait_until(turns, max(0, number - 2), number + 1)
    for thread in crowd:
        thread.join(timeout=30)
    assert order == ["known"] * 3 + ["stranger"] * 3


def test_a_turn_that_failed_is_over() -> None:
    turns = Turns()
    for last in (True, False):
        try:
            with turns.turn(last=last):
                raise ValueError
        except ValueError:
            pass
    with turns.turn(last=True):
        pass
