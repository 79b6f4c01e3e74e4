"""A large upload through the real server, beside the same chunks written to the database alone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from crypto.identifiers import new_id
from crypto.sealed_file import CHUNK, FileSealer, new_file_key
from portal.domain.access import Desk, Role
from tests.bench.measuring import report
from tests.support.filing import Visitor
from tests.support.portal import add_member, open_portal

if TYPE_CHECKING:
    from tests.support.server import Installation

MEBIBYTE = 1024 * 1024
SIZE = 256 * MEBIBYTE
BATCH = 32


def test_uploading_a_large_file(installation: Installation) -> None:
    installation.settings["PORTAL_MAX_UPLOAD_MB"] = "600"
    installation.run("init", "--lead", "leder@kommune.example")
    url = _without_statement_log(installation.settings["PORTAL_DATABASE_URL"])
    installation.settings["PORTAL_DATABASE_URL"] = url
    workplace = open_portal(url, installation.data_folder, ["intake"]).extensions["portal"]
    add_member(workplace, "Birgitte", Role.LEAD, Desk.BOTH)

    sealer = FileSealer(new_file_key(), new_id())
    content = bytes(CHUNK)
    begun = time.perf_counter()
    boxes = [box for _ in range(SIZE // CHUNK) for box in sealer.feed(content)]
    sealing = time.perf_counter() - begun

    begun = time.perf_counter()
    file_id = new_id()
    for first in range(0, len(boxes), BATCH):
        with workplace.open_unit(write=True) as unit:
            if first == 0:
                unit.files.begin(file_id, workplace.today())
            unit.files.append(file_id, first, boxes[first : first + BATCH])
            unit.commit()
    database_alone = time.perf_counter() - begun
    workplace.database.close()

    server = installation.start("--workers", "1")
    visitor = Visitor.at(server.origin).in_her_case()
    before = _peak_memory(server.process.pid)
    begun = time.perf_counter()
    status = visitor.upload("Se filen.", "fil", (content for _ in range(SIZE // CHUNK)), SIZE)
    measured = time.perf_counter() - begun
    assert status == 303
    report(f"uploading {SIZE // MEBIBYTE} MiB", measured, "the database alone", database_alone)
    report("  the same", measured, "the sealing alone", sealing)
    grown = _peak_memory(server.process.pid) - before
    print(f"  {SIZE / MEBIBYTE / measured:.0f} MiB/s; the server's peak memory grew by {grown} MiB")


def _without_statement_log(url: str) -> str:
    """The tests' PostgreSQL writes every statement with its values into its log: not here."""
    quiet = "&options=-c%20log_statement%3Dnone"
    return url + quiet if url.startswith("postgresql") else url


def _peak_memory(process: int) -> int:
    """The largest resident size among a server's processes so far, in MiB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    family = [process, *map(int, children)]
    return max(_status(member, "VmHWM") for member in family) // 1024


def _status(process: int, name: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
