"""The files of this repository, as the promises about the whole of it see them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Somebody else's work, taken in as it is, licence included.
VENDORED = ("portal/web/static/dkfds/", "tests/vendor/")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or would be committed, as absolute paths."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            # CI and a developer's container may not own the folder they check out.
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def own_files(*endings: str, under: tuple[str, ...] = ("",)) -> list[Path]:
    """Our files with one of these endings (all, if none is named), below one of these folders."""
    return [
        path
        for path in project_files()
        if shown(path).startswith(under)
        and not shown(path).startswith(VENDORED)
        and (not endings or path.suffix in endings)
    ]


def shown(path: Path) -> str:
    """A path as a reader of the repository names it."""
    return path.relative_to(ROOT).as_posix()
