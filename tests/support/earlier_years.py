"""The published totals of earlier years, as the demo ships them, and ways to spoil their file."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import portal
from portal.domain.earlier_totals import EarlierTotals
from portal.services.statistics.read_totals import read_totals

SHIPPED = Path(portal.__file__).parent / "demo" / "earlier_years.json"

File = dict[str, Any]


def shipped() -> File:
    """The file, to be changed at will."""
    read: File = json.loads(SHIPPED.read_text("utf-8"))
    return copy.deepcopy(read)


def spoilt(change: Callable[[File], object]) -> bytes:
    """The file with something changed in it."""
    file = shipped()
    change(file)
    return json.dumps(file).encode()


def earlier_years() -> EarlierTotals:
    """The totals of the file."""
    return read_totals(SHIPPED.read_bytes())
