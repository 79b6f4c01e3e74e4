"""`portal serve`: the production server."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.commands.check import refuse_errors
from portal.commands.opening import open_portal
from portal.settings import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.clock import Clock
    from portal.settings import Settings

AREAS = {"intake": ("intake",), "staff": ("staff",), "all": ("intake", "staff")}
EXISTING = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H")
@click.option("--port", default=8000, show_default=True, type=PORT, metavar="N")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), metavar="N")
@click.option("--area", default="all", show_default=True, type=click.Choice(list(AREAS)))
@click.option("--no-jobs", is_flag=True, help="Leave the jobs to portal worker.")
@click.option("--certificate", type=EXISTING, help="Serve TLS with this certificate chain (PEM).")
@click.option("--key", type=EXISTING, help="The certificate's key (PEM).")
def serve(
    host: str,
    port: int,
    workers: int,
    area: str,
    no_jobs: bool,
    certificate: Path | None,
    key: Path | None,
) -> None:
    """Serve the portal. Refuses to start when portal check finds an error.

    The two areas are meant to run as two processes, best on two host names.

    \b
    Example:
      portal serve --area intake --port 8001 --no-jobs
      portal serve --area staff --port 8002
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together")
    settings, clock = open_portal()
    settings = settings.served_at(host, port)
    if settings.env == "production" and not is_loopback(host) and not settings.secure_cookies:
        raise click.ClickException(
            f"others can reach {host}: set PORTAL_BASE_URL to the address they use"
        )
    refuse_errors(settings, clock, signs_in="staff" in AREAS[area])
    run_server(
        settings,
        clock,
        host=host,
        port=port,
        workers=workers,
        areas=AREAS[area],
        jobs=not no_jobs,
        certificate=certificate,
        key=key,
    )


def run_server(
    settings: Settings,
    clock: Clock,
    *,
    host: str,
    port: int,
    workers: int,
    areas: tuple[str, ...],
    jobs: bool,
    certificate: Path | None = None,
    key: Path | None = None,
    on_ready: Callable[[], object] | None = None,
) -> None:
    """Serve until told to stop; ends the process."""
    # Before the workers are forked, so that they share the memory of the modules.
    from portal import server
    from portal.app import create_app

    start_jobs = _jobs(settings, clock) if jobs else None
    own_id = os.getpid()
    try:
        server.serve(
            server.Serving(
                make_app=partial(create_app, settings, clock, areas=areas),
                clock=clock,
                host=host,
                port=port,
                workers=workers,
                certificate=certificate,
                key=key,
                strict_log=settings.env == "test",
                start_jobs=start_jobs,
                on_ready=on_ready,
            )
        )
    except OSError as error:
        raise click.ClickException(f"cannot serve on {host}:{port}: {error.strerror}") from None
    except SystemExit as ended:
        # The workers, which are forks, end by way of here too and have nothing to say.
        if ended.code and os.getpid() == own_id:
            raise click.ClickException("the server failed: the lines above say where") from None
        raise


def _jobs(settings: Settings, clock: Clock) -> Callable[[], Callable[[], None]]:
    """What starts the jobs in a worker. Only a process that runs them loads their code."""
    from portal.app import build_workplace
    from portal.jobs.runner import start_runner

    def start() -> Callable[[], None]:
        return start_runner(build_workplace(settings, clock, signs_in=False), settings.data_dir)

    return start
