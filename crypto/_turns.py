"""One at a time, and strangers last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """Lets one thread at a time do something. Who comes `last` waits until nobody else does."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._ahead = 0

    @contextmanager
    def turn(self, *, last: bool) -> Iterator[None]:
        """Wait for one's turn, and have it for as long as the block runs."""
        with self._changed:
            self._ahead += not last
            self._changed.wait_for(lambda: not self._taken and not (last and self._ahead))
            self._ahead -= not last
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
