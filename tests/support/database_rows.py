"""What stands in a SQLite database: compared row by row, and put back as it was."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

from portal.storage.tables import metadata

if TYPE_CHECKING:
    from typing import Self

Row = tuple[Any, ...]
Content = dict[str, Counter[Row]]

# The row of whoever asks: that she asked may change it.
OWN = {"sessions"}
# To these, lines are added and nothing else is ever done.
LOGS = {"case_log", "system_log"}
# Numbers of cases and dossiers, ids and tokens are drawn anew each time.
DRAWN = re.compile(r"D?\d{4}-[0-9A-Z]{5}\b|\b[0-9a-f]{32}\b|[\w-]{43}")


class Snapshot:
    """A database as it was when this was made. Cheap to ask while nobody writes."""

    def __init__(self, file: str) -> None:
        self._live = sqlite3.connect(file, timeout=20)
        self._kept = sqlite3.connect(":memory:")
        self._live.backup(self._kept)
        self._version = self._written()
        self.content = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._live.close()
        self._kept.close()

    def put_back(self) -> None:
        """Make the database what it was, whatever was done to it since."""
        self._kept.backup(self._live)
        self._version = self._written()
        self.content = self._read()

    def changed(self) -> tuple[str, ...]:
        """The tables that are others than when it was asked last; `… grew` for a log to which
        lines came and nothing else was done."""
        version = self._written()
        if version == self._version:
            return ()
        before, self.content, self._version = self.content, self._read(), version
        return tuple(
            f"{name} grew" if name in LOGS and before[name] <= rows else name
            for name, rows in self.content.items()
            if rows != before[name]
        )

    def _written(self) -> int:
        """Another number each time that anybody else has written."""
        [version] = self._live.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _read(self) -> Content:
        names = [table.name for table in metadata.sorted_tables if table.name not in OWN]
        return {name: Counter(self._live.execute(f"SELECT * FROM {name}")) for name in names}


def shape(before: Content, after: Content) -> Content:
    """What came and what went, table by table, without what chance alone makes: of sealed and
    random values the length is left."""
    found: Content = {}
    for name, rows in after.items():
        came, went = rows - before[name], before[name] - rows
        shapes = Counter(("+", *map(_shape, row)) for row in came.elements())
        shapes += Counter(("-", *map(_shape, row)) for row in went.elements())
        if shapes:
            found[name] = shapes
    return found


def _shape(value: object) -> object:
    if isinstance(value, bytes):
        return ("bytes", len(value))
    return DRAWN.sub("…", value) if isinstance(value, str) else value
