"""While a large file arrives, and after, the real server has written nothing of it in clear."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portal.domain.access import Desk, Role
from portal.services.workplace import Workplace
from portal.storage.database import Database
from tests.support.filing import Visitor
from tests.support.leak_search import search
from tests.support.memory_search import family
from tests.support.portal import add_member, open_portal

if TYPE_CHECKING:
    from tests.support.engines import PostgresServer
    from tests.support.server import Installation, RunningServer

WORD = "Spektrolitkassen"
PIECE = (WORD + " ").encode() * 4096
MEBIBYTE = 1024 * 1024
# What a worker's memory may grow by while a file comes, however large the file is.
GROWS_BY = 24 * MEBIBYTE


def test_an_upload_is_never_plain_on_a_disk(
    installation: Installation, request: pytest.FixtureRequest
) -> None:
    _upload(installation, request, 64 * MEBIBYTE)


@pytest.mark.drill
def test_nor_is_one_of_a_gibibyte(
    installation: Installation, request: pytest.FixtureRequest
) -> None:
    installation.settings["PORTAL_MAX_UPLOAD_MB"] = "1100"
    _upload(installation, request, 1024 * MEBIBYTE)


def _upload(installation: Installation, request: pytest.FixtureRequest, size: int) -> None:
    url = installation.settings["PORTAL_DATABASE_URL"]
    places = [installation.folder]
    if url.startswith("postgresql"):
        postgres: PostgresServer = request.getfixturevalue("postgres_server")
        places += [postgres.data_folder, postgres.log_file]
        # Every statement with its values: what is sealed stands there in hex, twice as large.
        installation.settings["PORTAL_DATABASE_URL"] = (
            url + "&options=-c%20log_statement%3Dnone" if size > 500 * MEBIBYTE else url
        )
    else:
        places += [Path(url.removeprefix("sqlite:///")).parent]
    installation.run("init", "--lead", "leder@kommune.example")
    _activate_a_lead(url, installation.data_folder)
    server = installation.start("--workers", "1")
    visitor = Visitor.at(server.origin)
    assert visitor.upload("Se den lille fil.", "fil.bin", [PIECE], len(PIECE)) == 303
    before = _peak_memory(server)

    visitor = Visitor.at(server.origin).in_her_case()
    pieces = size // len(PIECE)
    connection, tail = visitor.begin_upload("Se den vedlagte fil.", "fil.bin", pieces * len(PIECE))
    for sent in range(pieces):
        connection.send(PIECE)
        if sent == pieces // 2:
            assert search(places, [WORD]) == []
            assert _open_files_outside(server, places) == []
    connection.send(tail)
    answer = connection.getresponse()
    assert answer.status == 303
    connection.close()
    assert _peak_memory(server) - before < GROWS_BY
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
    for process in family(server.process.pid):
        for entry in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                target = str(entry.readlink())
                writable = target.startswith("/") and not target.startswith(("/dev/", "/proc/"))
                ours = any(target.startswith(str(place)) for place in places)
                if writable and not ours and not target.endswith((".py", ".so")):
                    found.append(target)
    return found


def _peak_memory(server: RunningServer) -> int:
    """The most that a process of the server ever had in memory, in bytes."""
    states = [Path(f"/proc/{one}/status").read_text("ascii") for one in family(server.process.pid)]
    peaks = [re.search(r"VmHWM:\s+(\d+) kB", state) for state in states]
    return max(int(peak[1]) for peak in peaks if peak) * 1024
