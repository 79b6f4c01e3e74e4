"""The log: JSON lines on standard error that can hold nothing but what is listed here.

A line names an event from a closed list and fields whose keys and shapes are listed too. Texts
of exceptions and of libraries are never printed, since they may quote what somebody wrote.

What the intake causes is not printed when it happens: whoever reads the log, or the journal
that stamps each line, would learn the minute of a reporter's action. It is counted, and the
counts of a day are printed with its date alone when the day is over or the process ends.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

import structlog

from portal.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping
    from types import TracebackType

    from portal.clock import Clock

ROOT = Path(__file__).parent.parent
OWN = (str(ROOT / "portal"), str(ROOT / "crypto"), str(ROOT / "migrations"))


class LogEvent(StrEnum):
    """Everything a line may say. `warned` and `failed` at the end of a name set the level."""

    SERVER_STARTED = "server:started"
    SERVER_STOPPED = "server:stopped"
    SERVER_FAILED = "server:failed"
    WORKER_STARTED = "worker:started"
    WORKER_STOPPED = "worker:stopped"
    REQUEST_SERVED = "request:served"
    REQUEST_FAILED = "request:failed"
    JOB_DONE = "job:done"
    JOB_FAILED = "job:failed"
    MAIL_FAILED = "mail:failed"
    FLOOD_WARNED = "flood:warned"
    COMMAND_FAILED = "command:failed"
    LIBRARY_WARNED = "library:warned"
    LIBRARY_FAILED = "library:failed"


class Area(StrEnum):
    """Whose doing a line is."""

    INTAKE = "intake"
    STAFF = "staff"
    STATIC = "static"
    JOBS = "jobs"
    SERVER = "server"
    COMMAND = "command"


class UnknownLogField(ValueError):
    """A field is not on the list or does not have its shape. Raised in tests only."""


# A static file is asked for by the page that a reporter opens: it tells the minute as well.
TIMED = frozenset({Area.STAFF, Area.JOBS, Area.SERVER, Area.COMMAND})

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}(\.[A-Za-z_][A-Za-z0-9_]{0,79}){0,8}")
PLACE = re.compile(r"(portal|crypto|migrations)/[a-z0-9_/]{1,120}\.py:[0-9]{1,6}")
VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,40}")
LEVELS = ("info", "warning", "error")


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "event": lambda value: isinstance(value, LogEvent),
    "level": lambda value: value in LEVELS,
    "area": lambda value: isinstance(value, Area),
    "endpoint": _matches(NAME),
    "status": lambda value: _is_count(value) and 100 <= value <= 599,
    "duration_ms": _is_count,
    "job": _matches(NAME),
    "count": _is_count,
    "exception": _matches(NAME),
    "where": _matches(PLACE),
    "version": _matches(VERSION),
    "source": _matches(NAME),
}

_area: ContextVar[Area | None] = ContextVar("area", default=None)


class _State:
    """What `configure_log` sets, and the counts that wait for the end of their day."""

    def __init__(self) -> None:
        self.clock: Clock = SystemClock()
        self.strict = False
        self.default_area: Area | None = None
        self.held: Counter[str] = Counter()
        self.lock = threading.Lock()


_state = _State()


def log(event: LogEvent, *, error: BaseException | None = None, **fields: Any) -> None:
    """Write one line, or count it when its area is not one whose time may be known.

    `fields`: area, endpoint (Flask's name, never the path), status, duration_ms, job, count,
    version, source. `error` gives the class of an exception and our own innermost frame.
    Without an `area` the one set by `caused_by` or `configure_log` holds; without any, the line
    is held back. Raises UnknownLogField in the test environment; elsewhere such fields drop out.
    """
    line = {"level": _level(event), "area": _area.get() or _state.default_area, **fields}
    line.update(_about(error) if error else {})
    logger = structlog.get_logger()
    logger.info(event, **{key: value for key, value in line.items() if value is not None})


@contextmanager
def caused_by(area: Area) -> Iterator[None]:
    """Within the block, lines that name no area are the doing of `area`."""
    token = _area.set(area)
    try:
        yield
    finally:
        _area.reset(token)


def configure_log(clock: Clock, *, strict: bool = False, area: Area | None = None) -> None:
    """Give the log its clock, say whose doing unnamed lines are, and take over what libraries log.

    `strict`: an unlisted field raises (the test environment). `area`: None in a process that
    serves reporters, so that what nobody claims is held back to the end of the day.
    """
    _state.clock, _state.strict, _state.default_area = clock, strict, area
    logging.captureWarnings(True)
    # The handler has the level too: a library that sets its logger's own goes past the root's.
    told = LibraryHandler(logging.WARNING)
    logging.basicConfig(handlers=[told], level=logging.WARNING, force=True)
    sys.excepthook = _report_uncaught
    threading.excepthook = lambda args: _report_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    sys.unraisablehook = lambda args: _report_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )


def flush_held(*, before_today: bool = False) -> None:
    """Print what was held back: everything, or only what belongs to earlier days.

    In alphabetical order, so that the order of the lines tells nothing either.
    """
    today = _state.clock.now().date().isoformat()
    with _state.lock:
        due = {
            line: count
            for line, count in _state.held.items()
            if not before_today or json.loads(line)["date"] < today
        }
        for line in due:
            del _state.held[line]
    for line in sorted(due):
        _write(json.loads(line) | {"count": due[line]})


def forget_held() -> None:
    """Drop what was held back: a forked worker must not print its parent's lines again."""
    with _state.lock:
        _state.held.clear()


class LibraryHandler(logging.Handler):
    """Turns what a library logs into a line with its logger's name, level and exception class."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line for `record`, whose message is never looked at."""
        failed = record.levelno >= logging.ERROR
        event = LogEvent.LIBRARY_FAILED if failed else LogEvent.LIBRARY_WARNED
        error = (record.exc_info or (None, None))[1]
        named = NAME.fullmatch(record.name) is not None
        log(event, error=error, source=record.name if named else "unnamed")


def _level(event: LogEvent) -> str:
    if event.endswith("failed"):
        return "error"
    return "warning" if event.endswith("warned") else "info"


def _about(error: BaseException) -> dict[str, str | None]:
    name = type(error).__name__
    where = _own_frame(error.__traceback__)
    return {"exception": name if NAME.fullmatch(name) else "unnamed", "where": where}


def _own_frame(traceback: TracebackType | None) -> str | None:
    """File and line of the innermost frame that is ours, as portal/clock.py:12."""
    own = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(traceback)
        if frame.f_code.co_filename.startswith(OWN)
    ]
    if not own:
        return None
    place = f"{Path(own[-1][0]).relative_to(ROOT).as_posix()}:{own[-1][1]}"
    return place if PLACE.fullmatch(place) else None


def _report_uncaught(
    kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
) -> None:
    """In place of Python's own report, which prints the exception's text."""
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    caught = error if error is not None else kind()
    log(LogEvent.COMMAND_FAILED, error=caught.with_traceback(traceback))


def _allow_listed(
    _logger: Any, _method: str, fields: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    kept = {key: value for key, value in fields.items() if key in SHAPES and SHAPES[key](value)}
    if _state.strict and len(kept) < len(fields):
        raise UnknownLogField(", ".join(sorted(set(fields) - set(kept))))
    if "event" not in kept:
        raise structlog.DropEvent
    return kept


def _stamped_or_held(
    _logger: Any, _method: str, fields: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    now = _state.clock.now()
    if fields.get("area") in TIMED:
        return {"time": now.isoformat(timespec="seconds"), **fields}
    # How long an upload took and how many there were would tell one reporter from another.
    untold = {"duration_ms", "count"}
    line = {key: value for key, value in fields.items() if key not in untold}
    with _state.lock:
        _state.held[json.dumps({"date": now.date().isoformat(), **line}, sort_keys=True)] += 1
    raise structlog.DropEvent


def _print(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> str:
    return json.dumps(fields)


def _write(line: Mapping[str, Any]) -> None:
    _StandardError().info(json.dumps(line))


class _StandardError:
    """Looks standard error up for each line: it may have been replaced since."""

    def info(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = warning = warn = error = critical = fatal = exception = msg = log = info


# At import, so that no line can be written before the allow-list stands before it.
structlog.configure(
    processors=[_allow_listed, _stamped_or_held, _print],
    wrapper_class=structlog.BoundLogger,
    logger_factory=lambda *_: _StandardError(),
    cache_logger_on_first_use=False,
)
