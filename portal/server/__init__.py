"""The production server: gunicorn, told to remember nothing about who asked for what."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
from gunicorn.errors import HaltServer  # type: ignore[import-untyped]

from portal.log import Area, LogEvent, configure_log, flush_held, forget_held, log
from portal.server.forgetting import forget_each_second
from portal.server.lanes import MOST_FIELDS, THREADS
from portal.server.patience import PortalWorker, tls_context
from portal.server.quiet import SilentLogger, forget_who_asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.clock import Clock
    from portal.server.quiet import WsgiApp

GRACE_SECONDS = 60
# All that wait, are kept or have a thread: see portal/server/patience.py and lanes.py.
CONNECTIONS = 1024
FILES = 4 * CONNECTIONS
STOPPING = {signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}
PR_SET_DUMPABLE = 4
SHARED_MEMORY = Path("/dev/shm")  # nosec B108


@dataclass(frozen=True)
class Serving:
    """How to serve: where, with how many processes, and what to do at which moment.

    `make_app` runs in each worker. `start_jobs`, if any, runs in each worker too and returns
    what stops them. `on_ready` runs once, when connections are accepted.
    """

    make_app: Callable[[], WsgiApp]
    clock: Clock
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    certificate: Path | None = None
    key: Path | None = None
    strict_log: bool = False
    start_jobs: Callable[[], Callable[[], None]] | None = None
    on_ready: Callable[[], object] | None = None


def serve(serving: Serving) -> None:
    """Serve until told to stop; ends the process (SystemExit). Raises OSError for a taken port."""
    _refuse_taken(serving.host, serving.port)
    lock_down()
    configure_log(serving.clock, strict=serving.strict_log, area=Area.SERVER)
    try:
        HeedfulArbiter(Portal(serving)).run()
    except HaltServer as halted:
        # A second worker that cannot start, found while gunicorn stops because of the first.
        sys.exit(halted.exit_status)


def lock_down() -> None:
    """No core dumps, no debugger of the same user, and files nobody else can read. As many open
    files as there may be connections."""
    os.umask(0o077)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY:
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The limit does not bind a core handler that is fed through a pipe.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


class HeedfulArbiter(Arbiter):  # type: ignore[misc]
    """gunicorn's master process, whose workers miss no word to stop.

    A worker that was just forked still has the master's handlers, which would swallow the signal:
    the master would then wait for it to the end of the grace. So signals wait until it can hear.
    """

    def spawn_worker(self) -> int:
        """Fork a worker; the number of its process, in the master."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Portal(BaseApplication):  # type: ignore[misc]
    """gunicorn's view of one `Serving`."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        super().__init__()

    def load_config(self) -> None:
        """Set everything that matters here: gunicorn takes some defaults from the environment."""
        for name, value in _configuration(self.serving).items():
            self.cfg.set(name, value)

    def load(self) -> WsgiApp:
        """The application of one worker. Ends the server when it cannot be made."""
        try:
            return forget_who_asked(self.serving.make_app())
        except Exception as error:  # noqa: BLE001  # gunicorn would print its text
            log(LogEvent.SERVER_FAILED, area=Area.SERVER, error=error)
            sys.exit(Arbiter.WORKER_BOOT_ERROR)


def _configuration(serving: Serving) -> dict[str, Any]:
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    chosen: dict[str, Any] = {
        "bind": f"{host}:{serving.port}",
        "workers": serving.workers,
        "worker_class": PortalWorker,
        "threads": THREADS,
        "worker_connections": CONNECTIONS,
        # Off: a database connection or a lock must not be shared by a fork. The modules are
        # imported before it all the same, so that their memory is shared.
        "preload_app": False,
        # A sign of life of the worker's main loop; requests run in threads and may take longer.
        "timeout": 60,
        "graceful_timeout": GRACE_SECONDS,
        "keepalive": 5,
        "limit_request_line": 4094,
        "limit_request_fields": MOST_FIELDS,
        "limit_request_field_size": 8190,
        "forwarded_allow_ips": "127.0.0.1,::1",
        "forwarder_headers": "",
        "accesslog": None,
        "errorlog": None,
        "logger_class": SilentLogger,
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "umask": 0o077,
        "proc_name": "portal",
        "control_socket_disable": True,
        "http_protocols": "h1",
    }
    if serving.certificate and serving.key:
        chosen |= {
            "certfile": str(serving.certificate),
            "keyfile": str(serving.key),
            "ssl_context": tls_context,
        }
    return chosen | _moments(serving)


def _moments(serving: Serving) -> dict[str, Any]:
    """What happens when the server and its workers start and stop."""
    stops: list[Callable[[], None]] = []

    def when_ready(_server: Any) -> None:
        log(LogEvent.SERVER_STARTED, version=version("gunicorn"))
        if serving.on_ready:
            serving.on_ready()

    def post_fork(_server: Any, _worker: Any) -> None:
        forget_held()
        log(LogEvent.WORKER_STARTED, area=Area.SERVER)
        # From here on, what nobody claims may be a reporter's doing.
        configure_log(serving.clock, strict=serving.strict_log, area=None)

    def post_worker_init(_worker: Any) -> None:
        stops.append(_flush_each_day())
        stops.append(forget_each_second())
        if serving.start_jobs:
            stops.append(serving.start_jobs())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    def worker_exit(_server: Any, _worker: Any) -> None:
        for stop in stops:
            stop()
        flush_held()
        log(LogEvent.WORKER_STOPPED, area=Area.SERVER)

    def on_exit(_server: Any) -> None:
        log(LogEvent.SERVER_STOPPED)

    return {
        "when_ready": when_ready,
        "post_fork": post_fork,
        "post_worker_init": post_worker_init,
        "worker_exit": worker_exit,
        "on_exit": on_exit,
    }


def _flush_each_day() -> Callable[[], None]:
    """Print the counts of a day once it is over; the answer stops that."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(60):
            flush_held(before_today=True)

    threading.Thread(target=watch, name="log", daemon=True).start()
    return stop.set


def _refuse_taken(host: str, port: int) -> None:
    """gunicorn would try five times and say nothing that fits on a line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
