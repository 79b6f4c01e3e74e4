"""The `portal` command line: what an operator does with the portal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.commands.check import check
from portal.commands.db import db
from portal.commands.demo import demo
from portal.commands.init import init
from portal.commands.jobs import run_jobs, worker
from portal.commands.recovery import recovery
from portal.commands.recovery_on_server import bring, list_key, request
from portal.commands.report import report
from portal.commands.serve import serve
from portal.commands.staff import staff
from portal.commands.wiped_memory import wipe_what_is_freed
from portal.log import LogEvent, flush_held, log
from portal.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

# What runs for long and has cases in its memory.
SERVING = {"serve", "worker"}
BUG = 70
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def portal() -> None:
    """The whistleblower portal.

    \b
    Example:
      portal init --lead head@example.org
      portal check
      portal serve
    """


for _command in (check, db, demo, init, recovery, report, run_jobs, serve, staff, worker):
    portal.add_command(_command)
for _command in (bring, list_key, request):
    recovery.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process: 0, or one line on standard error and another status."""
    # Whatever a command writes is for the portal's own user alone.
    os.umask(0o077)
    if arguments is None and SERVING.intersection(sys.argv[1:2]):
        wipe_what_is_freed()
    try:
        status = portal.main(arguments, prog_name="portal", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        status = asked.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except Exception as error:  # noqa: BLE001  # one line for each, and no text that may quote
        status = _explain(error)
    finally:
        flush_held()
    sys.exit(status)


def _explain(error: Exception) -> int:
    """Say why on one line; the answer is the status to end with."""
    if isinstance(error, click.ClickException):
        return _say(error.format_message(), error.exit_code)
    if isinstance(error, SettingsError):
        return _say(str(error), 1)
    if isinstance(error, OperationalError):
        return _say("the database cannot be reached, or has no tables yet (see portal check)", 1)
    if isinstance(error, DBAPIError):
        return _say("the database is not as expected (see portal check)", 1)
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return _say(f"{error.strerror}{place}", 1)
    log(LogEvent.COMMAND_FAILED, error=error)
    return _say(f"this is a fault of the portal's own ({type(error).__name__})", BUG)


def _say(text: str, status: int) -> int:
    click.echo(f"portal: {' '.join(text.split())}", err=True)
    return status
