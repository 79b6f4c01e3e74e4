"""What other editions tell of the same days: whoever has the report of a year and that of its first
half has the second half as well.

The days of all periods are cut into pieces that none of them cuts further. A figure of a period is
the sum of the same figure of its pieces, and no small figure of a piece may be worked out either,
though it stands in no edition.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from portal.domain.bounds import Sum
from portal.domain.period import Period
from portal.domain.withholding import Figure

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Edition:
    """What was published already: the figures that it tells, by name."""

    period: Period
    told: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """The figures of one period or piece, and their sums, with every cell."""

    figures: Sequence[Figure]
    sums: Sequence[Sum]


@dataclass(frozen=True)
class Others:
    """The other editions whose days hang together with those of a report, and what is counted now
    in each piece of them all."""

    editions: tuple[Edition, ...] = ()
    pieces: Mapping[Period, Counted] | None = None


def hanging_together(period: Period, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions that share days with a period, or with another edition that does."""
    found: list[Edition] = []
    left, reached = list(editions), [period]
    while reached:
        one = reached.pop()
        near = [edition for edition in left if edition.period.overlaps(one)]
        left = [edition for edition in left if edition not in near]
        found += near
        reached += [edition.period for edition in near]
    return tuple(found)


def pieces_of(period: Period, editions: Iterable[Edition]) -> list[Period]:
    """The pieces that the days of a period and of the editions fall into, in their order."""
    periods = [period, *(edition.period for edition in editions)]
    starts: set[date] = set()
    for one in periods:
        starts |= {one.first, one.last + _DAY}
    between = (Period(first, after - _DAY) for first, after in pairwise(sorted(starts)))
    return [piece for piece in between if any(piece.overlaps(one) for one in periods)]


def with_others(
    period: Period, counted: Counted, others: Others, not_added: Collection[str]
) -> Counted:
    """The figures and sums of a report together with those of the other editions.

    `not_added` are the tables (the beginnings of names) that count a day or what was alive, and so
    are no sum of their pieces: they are the same in an edition that ends on the same day.
    """
    if not others.editions or not others.pieces:
        return counted
    own = tuple(counted.figures)
    added = _added(own, not_added)
    for within in others.pieces.values():
        added = _added(within.figures, not_added) | added
    missing = [_nothing(name) for name in sorted(set(added) - {one.name for one in own})]
    figures, sums = [*own, *missing], list(counted.sums)
    printed = _printed(others.editions)
    for piece, within in others.pieces.items():
        told, found = printed.get(piece, {}), _added(within.figures, not_added)
        figures += [_placed(found.get(name, _nothing(name)), piece, told) for name in added]
        sums += [_named(one, piece) for one in within.sums if set(one.names) <= set(added)]
    pieces = list(others.pieces)
    sums += _over_pieces(added, "", pieces, period)
    now = {one.name: one.count for one in figures}
    for one, told in printed.items():
        if one not in pieces:
            sums += _over_pieces(added, _place(one), pieces, one)
            figures += _as_counted_now(added, Edition(one, told), pieces, now)
        for known, rest, difference in _compared(own, Edition(one, told), period, added):
            figures += [known, rest]
            sums.append(difference)
    return Counted(figures, sums)


def _added(figures: Iterable[Figure], not_added: Collection[str]) -> dict[str, Figure]:
    """The figures of a period that are the sum of those of its pieces, by name."""
    return {
        one.name: one
        for one in figures
        if one.name.split(".", maxsplit=1)[0].lstrip("~") not in not_added
    }


def _nothing(name: str) -> Figure:
    """A code that nobody used in a period, and that its tables therefore do not have."""
    return Figure(name, 0, sensitive=False, fixed=True)


def _place(period: Period) -> str:
    return f"@{period.first}/{period.last}"


def _printed(editions: Iterable[Edition]) -> dict[Period, Mapping[str, int]]:
    """What is told of each period; of a figure that was corrected, as it was told last."""
    told: dict[Period, Mapping[str, int]] = {}
    for edition in editions:
        told[edition.period] = {**told.get(edition.period, {}), **edition.told}
    return told


def _placed(figure: Figure, period: Period, printed: Mapping[str, int]) -> Figure:
    """The figure of a piece or of another edition, which is known where that tells it. One whose
    facts have changed since tells nothing of them as they are now but by its difference."""
    told = printed.get(figure.name) == figure.count or figure == _nothing(figure.name)
    return replace(figure, name=figure.name + _place(period), told=told, fixed=True)


def _named(one: Sum, piece: Period) -> Sum:
    place = _place(piece)
    return Sum(one.whole + place, tuple(part + place for part in one.parts))


def _over_pieces(
    names: Iterable[str], place: str, pieces: Iterable[Period], period: Period
) -> list[Sum]:
    within = [piece for piece in pieces if piece.overlaps(period)]
    return [Sum(name + place, tuple(name + _place(piece) for piece in within)) for name in names]


def _as_counted_now(
    added: Mapping[str, Figure],
    edition: Edition,
    pieces: Sequence[Period],
    now: Mapping[str, int],
) -> Iterator[Figure]:
    """The figures of an edition as they are counted today."""
    within = [piece for piece in pieces if piece.overlaps(edition.period)]
    for one in added.values():
        count = sum(now[one.name + _place(piece)] for piece in within)
        yield _placed(replace(one, count=count), edition.period, edition.told)


def _compared(
    figures: Sequence[Figure], edition: Edition, period: Period, added: Collection[str]
) -> Iterator[tuple[Figure, Figure, Sum]]:
    """Each figure beside the same one as it was printed: by what they differ can be seen, also
    where the facts have changed since."""
    inside = period.first <= edition.period.first and edition.period.last <= period.last
    same_end = edition.period.last == period.last
    for one in figures:
        beside = inside if one.name in added else same_end
        if one.name not in edition.told or not beside:
            continue
        printed = edition.told[one.name]
        known = f"{one.name}!{_place(edition.period)}"
        rest = f"~{known}"
        yield (
            Figure(known, printed, sensitive=False, fixed=True),
            Figure(rest, abs(one.count - printed), one.sensitive, told=False),
            Sum(one.name, (known, rest)) if one.count >= printed else Sum(known, (one.name, rest)),
        )
