"""What a request left is forgotten although nothing else happens."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from portal.server.forgetting import forget_each_second


class Round:
    """Something that refers to itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def quiet_evening() -> Iterator[None]:
    """Python itself would free nothing for hours."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_a_circle_is_freed_on_a_quiet_evening(quiet_evening: None) -> None:
    stop = forget_each_second()
    freed = threading.Event()
    weakref.finalize(Round(), freed.set)
    assert freed.wait(30)
    stop()


def test_an_address_that_was_asked_for_is_forgotten(quiet_evening: None) -> None:
    stop = forget_each_second()
    urlsplit("/staff/cases?q=Zirkonkvarts")
    assert urlsplit.cache_info().currsize
    for _ in range(300):
        if not urlsplit.cache_info().currsize:
            break
        time.sleep(0.1)
    assert urlsplit.cache_info().currsize == 0
    stop()
