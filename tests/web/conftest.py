"""A portal filled once, and put back for each test file that plays with it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.support.clock import FixedClock
from tests.support.crawl import Crawl
from tests.support.database_rows import Snapshot
from tests.support.marked_portal import MarkedPortal, marked_portal
from tests.support.portal import NOON, Portal, open_portal, staffed_portal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "portal.db"


@pytest.fixture(scope="session")
def filled(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[MarkedPortal, Snapshot]]:
    folder = tmp_path_factory.mktemp("marked")
    with _opened(sqlite_template, folder) as portal:
        marked = marked_portal(portal)
        with Snapshot(str(folder / DATABASE)) as snapshot:
            yield marked, snapshot


@pytest.fixture(scope="module")
def quiet_portal(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """Both sides, for tests that only look; `/broken` fails."""
    with _opened(sqlite_template, tmp_path_factory.mktemp("quiet")) as portal:
        portal.app.add_url_rule("/broken", "broken", lambda: 1 // 0)
        yield portal


@contextmanager
def _opened(template: Path, folder: Path) -> Iterator[Portal]:
    shutil.copyfile(template, folder / DATABASE)
    clock = FixedClock(NOON)
    app = open_portal(f"sqlite:///{folder / DATABASE}", folder, ["intake", "staff"], clock)
    portal = staffed_portal(app, clock)
    yield portal
    portal.workplace.database.close()


@pytest.fixture(scope="module")
def snapshot(filled: tuple[MarkedPortal, Snapshot]) -> Snapshot:
    """The database as it was filled."""
    filled[1].put_back()
    return filled[1]


@pytest.fixture(scope="module")
def crawl(filled: tuple[MarkedPortal, Snapshot], snapshot: Snapshot) -> Crawl:
    return Crawl(filled[0], snapshot)
