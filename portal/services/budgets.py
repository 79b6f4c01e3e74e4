"""What is left of each budget, in the memory of one process.

Nothing of it is written anywhere: a row would tell the moment of a reporter's act, and make a flood
cost a write to the disk for each try. A restart fills every budget.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock

from portal.domain.budget import Budget, BudgetKind, Level, level_now, seconds_until, taken

# Of this many cases the use is remembered, those that were used last.
_MOST_KEPT = 4096

_Place = tuple[BudgetKind, bytes]


class Budgets:
    """Safe to share between threads. `of` tells cases apart, by their locators, and tickets; empty,
    a budget is everybody's."""

    def __init__(self, budgets: Mapping[BudgetKind, Budget]) -> None:
        self._budgets = budgets
        self._levels: OrderedDict[_Place, Level] = OrderedDict()
        self._lock = Lock()

    def take(self, kind: BudgetKind, now: datetime, amount: float = 1, *, of: bytes = b"") -> bool:
        """Use `amount` of a budget at `now` (aware); False, and nothing is used, where there is not
        so much left."""
        place, budget = (kind, of), self._budgets[kind]
        with self._lock:
            before = self._levels.get(place)
            after = taken(budget, before, now, amount)
            self._keep(place, after or level_now(budget, before, now))
        return after is not None

    def wait_seconds(self, kind: BudgetKind, now: datetime, *, of: bytes = b"") -> int:
        """Whole seconds until there is one more, 0 where there is."""
        with self._lock:
            return seconds_until(self._budgets[kind], self._levels.get((kind, of)), now)

    def _keep(self, place: _Place, level: Level) -> None:
        self._levels[place] = level
        self._levels.move_to_end(place)
        if len(self._levels) > _MOST_KEPT:
            self._levels.popitem(last=False)
