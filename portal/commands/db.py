"""`portal db`: the database's migrations."""

from __future__ import annotations

import click

from portal.commands.opening import open_portal


@click.group()
def db() -> None:
    """Look after the database.

    \b
    Example:
      portal db upgrade
    """


@db.command()
def upgrade() -> None:
    """Bring the database up to date with this version of the portal.

    \b
    Example:
      portal db upgrade
    """
    settings, _clock = open_portal()
    from portal.storage import database

    if not settings.data_dir.is_dir():
        raise click.ClickException(f"{settings.data_dir} is missing: run portal init first")
    if database.is_current(settings.database_url):
        click.echo("The database is up to date.")
        return
    database.upgrade(settings.database_url)
    click.echo("The database has been brought up to date.")
