"""What keeps the server from writing down who asked for what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from portal.log import LogEvent, log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# What the application never sees it cannot write down.
FORGOTTEN = (
    "REMOTE_ADDR", "REMOTE_PORT", "REMOTE_HOST", "PROXY_ADDR", "PROXY_PORT", "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP", "HTTP_FORWARDED", "HTTP_VIA",
)  # fmt: skip


def forget_who_asked(app: WsgiApp) -> WsgiApp:
    """`app` without the address and the browser of whoever asks."""

    def forgetful(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        for name in FORGOTTEN:
            environ.pop(name, None)
        return app(environ, start_response)

    return forgetful


class SilentLogger(Logger):  # type: ignore[misc]
    """Says that something went wrong and of which kind; gunicorn's texts quote addresses."""

    def __init__(self, cfg: Any) -> None:
        self.cfg = cfg

    def setup(self, cfg: Any) -> None:
        """Nothing to set up: the lines go to portal/log.py."""
        self.cfg = cfg

    @property
    def access_log_enabled(self) -> bool:
        """Never: who asked for what when is nobody's business."""
        return False

    def critical(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """A failure, as `error`."""
        self.error(_msg)

    def error(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """A failure: the class of the exception being handled, if any."""
        log(LogEvent.LIBRARY_FAILED, error=sys.exc_info()[1], source="gunicorn")

    def exception(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """A failure, as `error`."""
        self.error(_msg)

    def warning(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """A warning: the class of the exception being handled, if any."""
        log(LogEvent.LIBRARY_WARNED, error=sys.exc_info()[1], source="gunicorn")

    def info(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: starting and stopping have lines of their own."""

    def debug(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """Nothing."""

    def log(self, _lvl: Any, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: gunicorn's own code names the level by the method."""

    def access(self, *_args: Any) -> None:
        """Nothing, ever."""

    def reopen_files(self) -> None:
        """Nothing is written to files."""

    def close_on_exec(self) -> None:
        """Nothing is written to files."""
