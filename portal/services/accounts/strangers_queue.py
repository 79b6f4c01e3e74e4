"""How many may wait to have their passphrases tried without being known: few, and the rest hear at
once that there is no room.

Each waits in a thread of the server's. A queue without an end would take them all, those of
reporters too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from portal.domain.errors import SignInBusy
from portal.domain.throttling import MOST_STRANGERS_WAITING

_PLACES = BoundedSemaphore(MOST_STRANGERS_WAITING)


@contextmanager
def place_in_queue(known: bytes) -> Iterator[None]:
    """Have a place while the block runs; who is known needs none.

    Asked before anything is looked up, so that it is refused alike whoever's address was typed.
    Raises SignInBusy.
    """
    if known:
        yield
        return
    if not _PLACES.acquire(blocking=False):
        raise SignInBusy
    try:
        yield
    finally:
        _PLACES.release()
