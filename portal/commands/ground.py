"""What every portal stands on: the data folder, the server's own secrets, the database."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import click

from crypto.identifiers import new_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portal.settings import Settings

FOLDER_MODE = 0o700
SECRET_MODE = 0o600
SECRETS = ("pepper", "server_key")
# What a process needs that signs nobody in.
WITHOUT_PEPPER = ("server_key",)
SECRET_BYTES = 32


def lay_ground(settings: Settings) -> list[str]:
    """Make what is missing, leave what is there; says what it made, a line each.

    Raises click.ClickException when the pepper is gone but accounts that need it exist.
    """
    from portal.storage.database import is_current, upgrade

    said = [*_folder(settings.data_dir), *_folder(settings.secrets_dir)]
    if not is_current(settings.database_url):
        upgrade(settings.database_url)
        said.append("The database has been brought up to date.")
    _refuse_lost_pepper(settings)
    return said + [line for name in SECRETS for line in _secret(settings.secrets_dir / name)]


def mode_of(path: Path) -> int:
    """The permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def _folder(path: Path) -> Iterator[str]:
    if not path.exists():
        path.mkdir(parents=True, mode=FOLDER_MODE)
        yield f"The folder {path} has been made."
    elif mode_of(path) & 0o077 and _ours_alone(path):
        path.chmod(FOLDER_MODE)
        yield f"The folder {path} is now closed to others."


def _ours_alone(path: Path) -> bool:
    """Whether closing the folder shuts nobody out: not /tmp, not another's, not a home."""
    found = path.stat()
    shared = bool(found.st_mode & stat.S_ISVTX)
    return found.st_uid == os.geteuid() and not shared and path != path.home()


def _secret(path: Path) -> Iterator[str]:
    """32 random bytes in a file of its own, on the disk before anything depends on them."""
    if path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SECRET_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(new_secret())
        file.flush()
        os.fsync(file.fileno())
    yield f"The secret {path.name} has been made: keep a copy apart from the database's backups."


def _refuse_lost_pepper(settings: Settings) -> None:
    """A new pepper would lock every member of staff out for good, and hide that one was lost."""
    from portal.storage.database import Database

    if (settings.secrets_dir / "pepper").exists():
        return
    database = Database(settings.database_url)
    try:
        with database.open_unit() as unit:
            activated = any(account.box for account in unit.accounts.every())
    finally:
        database.close()
    if activated:
        raise click.ClickException(
            f"{settings.secrets_dir / 'pepper'} is missing, and no passphrase opens without it:"
            " put its copy back"
        )
