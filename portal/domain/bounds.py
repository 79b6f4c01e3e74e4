"""What somebody can work out of the figures that are told: the least and the most that one of the
others can be.

An attack by integer programming: everything told is a constant, everything else a whole number that
is not negative, and each sum that the reader knows of must hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

# More than anything that is counted here; who reaches it has not been bounded at all.
_NO_LIMIT: Final = 10**7


@dataclass(frozen=True)
class Sum:
    """`whole` is the sum of `parts`; each is the name of a figure."""

    whole: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Interval:
    """Both ends included."""

    least: int
    most: int

    def holds(self, other: "Interval") -> bool:
        return self.least <= other.least and other.most <= self.most


def sums_by_name(sums: Iterable[Sum]) -> Mapping[str, Sequence[Sum]]:
    """The sums that each figure is in."""
    found: dict[str, list[Sum]] = {}
    for one in sums:
        for name in one.names:
            found.setdefault(name, []).append(one)
    return found


class Attack:
    """Everything that is known: the figures told, by name, and the sums that each figure is in.

    `at_least` is what the attacker takes every figure of `guessed` to be at the least. Raises
    ValueError when asked of a figure while what is told contradicts itself.
    """

    def __init__(
        self,
        told: Mapping[str, int],
        sums_of: Mapping[str, Sequence[Sum]],
        guessed: Iterable[str] = (),
        at_least: int = 0,
    ) -> None:
        self._told = told
        self._guessed = frozenset(guessed)
        self._at_least = at_least
        self._sums_of = sums_of

    def interval(self, name: str) -> Interval:
        """The least and the most that a figure can be."""
        if name in self._told:
            return Interval(self._told[name], self._told[name])
        names, sums = self._around(name)
        if not sums:
            return Interval(self._least_of(name), _NO_LIMIT)
        return Interval(self._extreme(name, names, sums, 1), self._extreme(name, names, sums, -1))

    def around(self, name: str) -> list[str]:
        """The figures not told that hang together with one, itself among them."""
        return self._around(name)[0]

    def _around(self, name: str) -> tuple[list[str], list[Sum]]:
        names, sums, waiting = {name: 0}, {}, [name]
        while waiting:
            for one in self._sums_of.get(waiting.pop(), ()):
                if id(one) in sums:
                    continue
                sums[id(one)] = one
                for other in one.names:
                    if other not in self._told and other not in names:
                        names[other] = len(names)
                        waiting.append(other)
        return list(names), list(sums.values())

    def _extreme(self, name: str, names: list[str], sums: list[Sum], sign: int) -> int:
        place = {other: number for number, other in enumerate(names)}
        entries: list[tuple[int, int, int]] = []
        right = np.zeros(len(sums))
        for row, one in enumerate(sums):
            for other, factor in ((one.whole, 1), *((part, -1) for part in one.parts)):
                if other in place:
                    entries.append((row, place[other], factor))
                else:
                    right[row] -= factor * self._told[other]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(sums), len(names)))
        goal = np.zeros(len(names))
        goal[place[name]] = sign
        found = milp(
            goal,
            constraints=LinearConstraint(matrix, right, right),
            bounds=Bounds([self._least_of(other) for other in names], _NO_LIMIT),
            integrality=np.ones(len(names)),
        )
        if found.x is None:
            raise ValueError("what is told contradicts itself")
        return round(float(found.x[place[name]]))

    def _least_of(self, name: str) -> int:
        return self._at_least if name in self._guessed else 0
