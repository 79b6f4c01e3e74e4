"""The two errors of the package."""

from __future__ import annotations


class CannotOpen(Exception):
    """A box did not open. One error whatever the cause, so that a caller, a page or a log
    cannot tell an attacker which of key, place, version or bytes was wrong."""

    def __init__(self) -> None:
        super().__init__()


class MistypedCode(ValueError):
    """A receipt code has a wrong length, character or check character: a slip of the pen,
    told apart from a well-formed code that nobody has."""

    def __init__(self) -> None:
        super().__init__()
