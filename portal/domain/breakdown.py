"""A number and the parts it is made of: what every table of the report is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.distribution import percent


@dataclass(frozen=True)
class Cell:
    """One part. `count` and `percent` are None where they are withheld; `percent` is None too
    where there is nothing to be a share of."""

    code: str
    count: int | None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Breakdown:
    """The cells sum to `total`, which is None where it is withheld with them."""

    total: int | None
    cells: tuple[Cell, ...]

    @property
    def counts(self) -> dict[str, int | None]:
        """The counts by code, in order."""
        return {cell.code: cell.count for cell in self.cells}

    @property
    def withheld(self) -> bool:
        return any(cell.count is None for cell in self.cells)


def breakdown(order: Sequence[str], found: Iterable[str], total: int) -> Breakdown:
    """Count the codes `found`: those of `order` first, also where there are none, then any other.

    `total` is counted by itself, so that what does not add up shows.
    """
    counted = Counter(found)
    others = sorted(set(counted) - set(order))
    cells = (Cell(code, counted[code], percent(counted[code], total)) for code in (*order, *others))
    return Breakdown(total, tuple(cells))
