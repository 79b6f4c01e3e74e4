"""`portal demo`: a portal with invented staff and cases on this machine."""

from __future__ import annotations

import sys
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import click
from rich.console import Console

from portal.commands.ground import lay_ground
from portal.commands.opening import open_portal
from portal.commands.serve import PORT, run_server

if TYPE_CHECKING:
    from portal.clock import Clock
    from portal.settings import Settings

HOST = "127.0.0.1"
_HALF_FILLED = 3
DEFAULTS = {"env": "demo", "data_dir": "data/demo"}


@click.command()
@click.option("--port", default=8000, show_default=True, type=PORT, metavar="N")
@click.option("--data", metavar="DIR", help="Where the demo lives.  [default: data/demo]")
def demo(port: int, data: str | None) -> None:
    """Serve a portal with invented cases.

    A second start finds everything as it was left.

    \b
    Example:
      portal demo --port 8123 --data /tmp/demo
    """
    settings, clock = open_portal(defaults=DEFAULTS, overrides={"data_dir": data} if data else None)
    if settings.env == "production":
        raise click.ClickException("PORTAL_ENV is production: a demo would mix with real cases")
    settings = settings.served_at(HOST, port)
    from portal.demo import print_welcome

    lay_ground(settings)
    # In a process of its own: the typesetter hangs in the child of a process that has used it, and
    # the server's workers are children of this one.
    filling = get_context("fork").Process(target=_fill, args=(settings, clock))
    with Console(stderr=True).status("Inventing staff and cases …"):
        filling.start()
        filling.join()
    if filling.exitcode == _HALF_FILLED:
        raise click.ClickException(
            f"an earlier demo in {settings.data_dir} was cut short: delete that folder, start again"
        )
    if filling.exitcode:
        raise click.ClickException("the demo could not be filled")
    run_server(
        settings,
        clock,
        host=HOST,
        port=port,
        workers=2,
        areas=("intake", "staff"),
        jobs=True,
        on_ready=partial(print_welcome, settings, clock),
    )


def _fill(settings: Settings, clock: Clock) -> None:
    from portal.demo import HalfFilled, fill_demo

    try:
        fill_demo(settings, clock)
    except HalfFilled:
        sys.exit(_HALF_FILLED)
