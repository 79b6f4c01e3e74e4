"""How a whole year of the demo is told: in columns, each with something of every case."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Told = dict[str, Any]


@cache
def read_year(path: Path) -> Mapping[str, Any]:
    """The columns of a file. Raises OSError, tomllib.TOMLDecodeError."""
    return tomllib.loads(path.read_text("utf-8"))


def told_of(columns: Sequence[Told], number: int) -> list[Told]:
    """What the columns tell of each of so many. Raises ValueError for a column of another
    length."""
    told: list[Told] = [{} for _ in range(number)]
    for column in columns:
        runs = [row for row in column["rows"] for _ in range(row["count"])]
        if len(runs) != number:
            raise ValueError(f"{len(runs)} of {number}")
        for place, one in enumerate(told):
            one.update(runs[place * column["step"] % number])
    return told
