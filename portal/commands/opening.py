"""How a command begins: settings, clock, log, and the services' workplace."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from portal.clock import SystemClock
from portal.log import Area, configure_log
from portal.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from portal.clock import Clock
    from portal.services.workplace import Workplace
    from portal.settings import Settings

BROKEN_LIST = "the unit's list is not what was signed: see docs/operations.md"
# The page where a new member of staff chooses her passphrase.
ACTIVATION_PATH = "/staff/activate/"


def open_portal(
    *,
    defaults: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
    area: Area = Area.COMMAND,
) -> tuple[Settings, Clock]:
    """Read the settings and start the clock and the log. Raises SettingsError."""
    settings = load_settings(defaults=defaults, overrides=overrides)
    clock = SystemClock(settings.now)
    configure_log(clock, strict=settings.env == "test", area=area)
    return settings, clock


@contextmanager
def open_workplace(
    settings: Settings, clock: Clock, *, signs_in: bool = True
) -> Iterator[Workplace]:
    """What the services need, closed afterwards; without the pepper where nobody signs in.

    Raises click.ClickException before init.
    """
    from portal.app import build_workplace

    if not settings.secrets_dir.is_dir():
        raise click.ClickException(f"{settings.data_dir} holds no portal: run portal init first")
    workplace = build_workplace(settings, clock, signs_in=signs_in)
    try:
        yield workplace
    finally:
        workplace.database.close()


def activation_link(settings: Settings, token: str) -> str:
    """Where the owner of an invitation activates her account, once."""
    return f"{settings.base_url}{ACTIVATION_PATH}{token}"
