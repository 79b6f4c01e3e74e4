"""A file that is there as a whole or not at all, and that nobody else can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click


def refuse_existing(path: Path, *, overwrite: bool) -> None:
    """Raises click.ClickException when nothing can be written here, or a file would be overwritten
    that may not be."""
    if not path.parent.is_dir():
        raise click.ClickException(f"there is no folder {path.parent}")
    if path.is_dir():
        raise click.ClickException(f"{path} is a folder: name a file")
    if not overwrite and os.path.lexists(path):
        raise click.ClickException(f"{path} is there already: --force overwrites it")


def refuse_taken(path: Path) -> None:
    """Raises click.ClickException when nothing can be written here or anything is there: said
    before somebody types for nothing."""
    refuse_existing(path, overwrite=True)
    if os.path.lexists(path):
        raise click.ClickException(f"{path} is there already: name another file")


def write_whole(path: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file of mode 0600 and put it into its place once all of it is on the disk.

    Raises click.ClickException when the place is taken and `overwrite` is not set, OSError.
    """
    # mkstemp makes it with mode 0600, whatever the umask.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not overwrite:
            _take_place(path)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _take_place(path: Path) -> None:
    """Take the name, so that what somebody else puts there meanwhile is not overwritten."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        refuse_existing(path, overwrite=False)
        raise
