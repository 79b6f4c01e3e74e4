"""Which figures of a report are withheld, so that nobody can work out a small one.

A figure from 1 to below the threshold is never told, and neither is what would give it back: others
of its row, its column, its total, or another period's. Whether it would is not guessed but tried:
after each choice the figures that are left are attacked (bounds.py), until no attack narrows a
small figure down. There are two attackers. One takes what is withheld to be any number; from him
every count from 1 to the threshold itself stays hidden, so that he cannot even tell that it is
small. The other guesses, where it is so, that nothing withheld is zero; from him every count below
the threshold stays hidden. Where the figures that the law wants told leave less room than that,
everything else around them is withheld.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from portal.domain.bounds import Attack, Interval, Sum, sums_by_name

THRESHOLD: Final = 3
# Two that are withheld together can only both be small where their sum is below this many times
# the threshold.
_TWICE: Final = 2


@dataclass(frozen=True)
class Figure:
    """One count. `sensitive`: it is of cases or matters, so a small one could point at somebody.
    `told`: it stands in what is printed; one that is not is what can be worked out of others.
    `fixed`: it is known in any case, by law or because it was published already."""

    name: str
    count: int
    sensitive: bool = True
    told: bool = True
    fixed: bool = False


def withhold(
    figures: Sequence[Figure],
    sums: Sequence[Sum],
    threshold: int = THRESHOLD,
    exact: Iterable[str] = (),
    secret: bytes = b"",
) -> frozenset[str]:
    """The names of the figures that are not told. Those of `exact` are told whatever they are.

    `secret` (up to 64 bytes) decides between those that would do equally well: whoever knows this
    file and not the secret cannot tell which of them the small one is. Raises ValueError when the
    figures do not fit the sums.
    """
    return _Control(figures, sums, threshold, frozenset(exact), secret).decided()


def is_small(count: int | None, threshold: int) -> bool:
    """Whether a count is of somebody, and below the threshold."""
    return count is not None and 0 < count < threshold


class _Control:
    def __init__(
        self,
        figures: Sequence[Figure],
        sums: Sequence[Sum],
        threshold: int,
        exact: frozenset[str],
        secret: bytes,
    ) -> None:
        self._figures = {figure.name: figure for figure in figures}
        self._sums = sums
        self._threshold = threshold
        self._low = _TWICE * threshold
        self._free = [
            figure.name
            for figure in figures
            if figure.told and not figure.fixed and figure.name not in exact
        ]
        small = [one for one in figures if one.sensitive and is_small(one.count, threshold)]
        self._hidden = [one.name for one in small if one.name in self._free or not one.told]
        wholes = {one.whole for one in sums}
        # The cheapest first: a part rather than a sum, something rather than nothing, and of those
        # the least. Whatever is near small is as good as anything else that is: if always the least
        # of those were taken, their sum would say how much each is.
        self._cost = {
            name: (
                name in wholes,
                self._count(name) == 0,
                0 if self._count(name) < self._low else self._count(name),
                blake2b(name.encode(), key=secret).digest(),
            )
            for name in self._free
        }
        self._known = {one.name: one.count for one in figures if one.told}
        self._withheld = {name for name in self._hidden if name in self._free}
        self._sums_of = sums_by_name(sums)
        self._found: dict[tuple[str, frozenset[str], bool], Interval] = {}
        self._most_room: dict[str, tuple[Interval, Interval]] = {}

    def decided(self) -> frozenset[str]:
        """Withhold more until nothing small is exposed, and no zero says where it is."""
        before = -1
        while before != len(self._withheld):
            before = len(self._withheld)
            self._hide()
            self._withheld |= self._telling_zeros()
        return frozenset(self._withheld)

    def _hide(self) -> None:
        waiting = list(self._hidden)
        while waiting:
            name = waiting[0]
            more = self._next(name) if self._exposed(name, self._withheld) else None
            if more is None:
                # It is hidden, or what is fixed exposes it and nothing that is left changes that.
                waiting.pop(0)
                continue
            self._withheld |= self._with_companions(more)
            # What was safe from one who guesses may not be, now that more hangs together.
            waiting = [name, *(one for one in self._hidden if one != name)]

    def _telling_zeros(self) -> set[str]:
        """The zeros of every sum in which what is not known is low together, and all of a whole
        that cannot be more: told beside it, they would say where it is, or how much, to one who
        knows what the portal withholds and when."""
        telling: set[str] = set()
        for one in self._sums:
            unknown = [
                part for part in one.parts if part in self._withheld or part not in self._known
            ]
            hiding = any(part in self._withheld or part in self._hidden for part in unknown)
            if hiding and 0 < sum(map(self._count, unknown)) < self._low:
                telling |= {
                    part for part in one.parts if part in self._cost and self._count(part) == 0
                }
            if one.whole in self._withheld and self._is_near_small(one.whole):
                telling |= {part for part in one.parts if part in self._cost}
        return telling

    def _is_near_small(self, name: str) -> bool:
        plain, _ = self._width(name, self._withheld)
        return plain.most < self._low

    def _with_companions(self, name: str) -> set[str]:
        """A figure, and where it is zero all others of its sums: which zero was taken would say
        where the small figures are."""
        together = {name}
        if self._count(name) == 0:
            for one in self._sums:
                if name in one.parts:
                    together.update(part for part in one.parts if part in self._cost)
        return together

    def _next(self, name: str) -> str | None:
        """The cheapest figure that hides the small one; else the cheapest that makes room for it;
        None when there is none."""
        now = self._width(name, self._withheld)
        helps = None
        for candidate in self._candidates(name):
            more = self._withheld | {candidate}
            if not self._exposed(name, more):
                return candidate
            if helps is None and self._width(name, more) != now:
                helps = candidate
        return helps or next(self._untried(name), None)

    def _untried(self, name: str) -> Iterator[str]:
        """What can still be withheld near a small figure, if withholding everything would help."""
        if self._room(name) != self._width(name, self._withheld):
            yield from self._candidates(name)

    def _candidates(self, name: str) -> list[str]:
        """What is told in a sum with anything that hangs together with a figure."""
        around = set(self._attack(self._withheld).around(name))
        near = {
            other
            for one in self._sums
            if around.intersection(one.names)
            for other in one.names
            if other in self._cost and other not in self._withheld
        }
        return sorted(near, key=self._cost.__getitem__)

    def _exposed(self, name: str, withheld: set[str]) -> bool:
        """Whether too little stays possible. Wanted is everything from one to the threshold, and to
        just below it for who guesses; where there is less room than that even with everything
        withheld, all there is."""
        found = self._width(name, withheld)
        wanted = (Interval(1, self._threshold), Interval(1, self._threshold - 1))
        if all(one.holds(other) for one, other in zip(found, wanted, strict=True)):
            return False
        return not all(
            one.holds(other if room.holds(other) else room)
            for one, other, room in zip(found, wanted, self._room(name), strict=True)
        )

    def _room(self, name: str) -> tuple[Interval, Interval]:
        """How much stays possible with everything withheld: asked for only where it matters, as
        everything hangs together then."""
        if name not in self._most_room:
            self._most_room[name] = self._width(name, {*self._free, *self._withheld})
        return self._most_room[name]

    def _width(self, name: str, withheld: set[str]) -> tuple[Interval, Interval]:
        """What each of the two attackers finds. Who guesses does so of what hangs together with the
        figure, and not of what anybody can see to be zero."""
        attack = self._attack(withheld)
        around = attack.around(name)
        plain = self._interval(attack, name, around)
        guessed = [
            one
            for one in around
            if one in withheld and (self._count(one) or self._interval(attack, one, around).most)
        ]
        if any(self._count(one) == 0 for one in guessed):
            return plain, plain
        return plain, self._interval(self._attack(withheld, guessed), name, around, guessing=True)

    def _interval(
        self, attack: Attack, name: str, around: Sequence[str], *, guessing: bool = False
    ) -> Interval:
        """What an attack finds. It depends on nothing but what is not known around the figure."""
        key = (name, frozenset(around), guessing)
        if key not in self._found:
            self._found[key] = attack.interval(name)
        return self._found[key]

    def _attack(self, withheld: set[str], guessed: Iterable[str] = ()) -> Attack:
        told = {name: count for name, count in self._known.items() if name not in withheld}
        return Attack(told, self._sums_of, guessed, at_least=1)

    def _count(self, name: str) -> int:
        return self._figures[name].count


def small_told(figures: Iterable[Figure], exact: Collection[str], threshold: int) -> frozenset[str]:
    """Those of the figures that two people decided to tell which are small."""
    return frozenset(
        one.name for one in figures if one.name in exact and is_small(one.count, threshold)
    )


def told_of(figures: Iterable[Figure], withheld: frozenset[str]) -> Mapping[str, int]:
    """The figures that are printed, by name."""
    return {
        figure.name: figure.count
        for figure in figures
        if figure.told and figure.name not in withheld
    }
