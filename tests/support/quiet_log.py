"""A log of a test's own: what the portal takes over in the process is given back afterwards."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from portal import log

if TYPE_CHECKING:
    from collections.abc import Iterator

HOOKS = ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"))


@contextmanager
def own_log() -> Iterator[None]:
    """Within the block `configure_log` may be called at will."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    hooks = [(module, name, getattr(module, name)) for module, name in HOOKS]
    state, log._state = log._state, log._State()
    try:
        with warnings.catch_warnings():
            yield
    finally:
        logging.captureWarnings(False)
        log._state = state
        root.handlers[:] = handlers
        root.setLevel(level)
        for module, name, hook in hooks:
            setattr(module, name, hook)
