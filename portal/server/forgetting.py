"""What a request leaves in a worker's memory is freed within a second of its end.

Much of a request refers to itself in a circle: form, session, error with its variables. Python
frees circles when so many new objects have come, which on a quiet evening is after hours.
"""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, Final
from urllib.parse import clear_cache  # type: ignore[attr-defined]  # it is not in the stubs

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS: Final = 1.0


def forget_each_second() -> Callable[[], None]:
    """Look for circles each second, from now on, and forget addresses; the answer stops that.

    What is there now (modules, the application) is never looked at again, so that it takes two or
    three milliseconds. Called before the first request.
    """
    gc.collect()
    gc.freeze()
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(_SECONDS):
            # It keeps the last 128 addresses it took apart, with what was searched for in them.
            clear_cache()
            gc.collect()

    threading.Thread(target=look, name="forgetting", daemon=True).start()
    return stop.set
