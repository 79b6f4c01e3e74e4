"""What the tests of the crypto package share: one way to see a refusal, and small strategies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from crypto.errors import CannotOpen

# Other tests may be using the same processor: time is no reason to fail here.
unhurried = settings(deadline=None)
few = settings(deadline=None, max_examples=5)

keys = st.binary(min_size=32, max_size=32)
ids = st.binary(min_size=16, max_size=16)
numbers = st.integers(min_value=0, max_value=2**31)


@contextmanager
def refused() -> Iterator[None]:
    """The block must raise CannotOpen, telling nothing and keeping no trace of the cause."""
    with pytest.raises(CannotOpen) as caught:
        yield
    assert caught.value.args == ()
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def with_byte_changed(box: bytes, position: int, difference: int) -> bytes:
    """The box with one byte changed; `position` wraps around, `difference` is 1 to 255."""
    changed = bytearray(box)
    changed[position % len(box)] ^= difference
    return bytes(changed)
