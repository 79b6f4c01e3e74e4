"""While a large file arrives, and after, the real server has written nothing of it in clear."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portal.domain.access import Desk, Role
from portal.services.workplace import Workplace
from portal.storage.database import Database
from tests.support.filing import Visitor
from tests.support.leak_search import search
from tests.support.portal import add_member, open_portal

if TYPE_CHECKING:
    from tests.support.engines import PostgresServer
    from tests.support.server import Installation, RunningServer

WORD = "Spektrolitkassen"
PIECE = (WORD + " ").encode() * 4096
PIECES = 400


def test_an_upload_is_never_plain_on_a_disk(
    installation: Installation, request: pytest.FixtureRequest
) -> None:
    url = installation.settings["PORTAL_DATABASE_URL"]
    places = [installation.folder]
    if url.startswith("postgresql"):
        postgres: PostgresServer = request.getfixturevalue("postgres_server")
        places += [postgres.data_folder, postgres.log_file]
    else:
        places += [Path(url.removeprefix("sqlite:///")).parent]
    installation.run("init", "--lead", "leder@kommune.example")
    _activate_a_lead(url, installation.data_folder)
    server = installation.start()
    visitor = Visitor.at(server.origin)

    size = len(PIECE) * PIECES
    connection, tail = visitor.begin_upload("Se den vedlagte fil.", "fil.bin", size)
    for sent in range(PIECES):
        connection.send(PIECE)
        if sent == PIECES // 2:
            assert search(places, [WORD]) == []
            assert _open_files_outside(server, places) == []
    connection.send(tail)
    answer = connection.getresponse()
    assert answer.status == 303
    connection.close()
    assert list(installation.temporary_folder.iterdir()) == []
    assert search(places, [WORD]) == []


def _activate_a_lead(url: str, data_folder: Path) -> None:
    """A head of unit, so that the unit takes reports; she never signs in here."""
    app = open_portal(url, data_folder, ["intake"])
    workplace: Workplace = app.extensions["portal"]
    add_member(workplace, "Birgitte", Role.LEAD, Desk.BOTH)
    database: Database = workplace.database
    database.close()


def _open_files_outside(server: RunningServer, places: list[Path]) -> list[str]:
    """Regular files that the server's processes hold open, deleted ones included."""
    found = []
    for process in _family(server.process.pid):
        for entry in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                target = str(entry.readlink())
                writable = target.startswith("/") and not target.startswith(("/dev/", "/proc/"))
                ours = any(target.startswith(str(place)) for place in places)
                if writable and not ours and not target.endswith((".py", ".so")):
                    found.append(target)
    return found


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [process, *(member for child in children for member in _family(int(child)))]
