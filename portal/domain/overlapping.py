"""What other editions tell of the same days: whoever has the report of a year and that of its first
half has the second half as well.

The days of all periods are cut into pieces that none of them cuts further. A figure of a period is
the sum of the same figure of its pieces, and no small figure of a piece may be worked out either,
though it stands in no edition.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    in each piece of them all; `printed` is everything that was published, by period."""

    editions: tuple[Edition, ...] = ()
    pieces: Mapping[Period, Counted] = field(default_factory=dict)
    printed: Mapping[Period, Mapping[str, int]] = field(default_factory=dict)


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
    every = (counted, *others.pieces.values())
    names, pairs = _names(every, not_added), _pairs(every)
    own = _filled(counted, names, pairs)
    figures, sums = list(own.figures), list(own.sums)
    printed = printed_by_period(others.editions)
    for piece, within in others.pieces.items():
        filled = _filled(within, names, pairs)
        told = printed.get(piece, {})
        figures += [_placed(one, piece, told) for one in filled.figures if one.name in names]
        sums += [_named(one, piece) for one in filled.sums if names.issuperset(one.names)]
    pieces = list(others.pieces)
    added = [one for one in own.figures if one.name in names]
    sums += _over_pieces(names, "", pieces, period)
    now = {one.name: one.count for one in figures}
    for one, told in printed.items():
        if one not in pieces:
            sums += _over_pieces(names, _place(one), pieces, one)
            figures += _as_counted_now(added, Edition(one, told), pieces, now)
    for number, edition in enumerate(others.editions):
        for known, rest, difference in _compared(counted.figures, edition, number, period, names):
            figures += [known, rest]
            sums.append(difference)
    return Counted(figures, sums)


def _names(every: Iterable[Counted], not_added: Collection[str]) -> frozenset[str]:
    """The figures that are the sum of those of their pieces. A rest that some period has no count
    of, though it has what it is the rest of, is none."""
    have = [{one.name for one in counted.figures} for counted in every]
    return frozenset(
        name
        for name in set().union(*have)
        if name.split(".", maxsplit=1)[0].lstrip("~") not in not_added
        and not any(name not in one and name.removeprefix("~") in one for one in have)
    )


def _pairs(every: Iterable[Counted]) -> dict[str, str]:
    """Of what whole a figure and its rest are, by the name of the figure."""
    return {
        one.parts[0]: one.whole
        for counted in every
        for one in counted.sums
        if len(one.parts) > 1 and one.parts[1:] == (f"~{one.parts[0]}",)
    }


def _filled(counted: Counted, names: Iterable[str], pairs: Mapping[str, str]) -> Counted:
    """The figures of a period with those that only others have: a code that nobody used in it
    counts nothing, and what it is a part of is all rest."""
    counts = {one.name: one.count for one in counted.figures}
    figures, sums = list(counted.figures), list(counted.sums)
    for name in sorted(set(names) - set(counts)):
        part = name.removeprefix("~")
        if name != part and part in pairs:
            figures.append(Figure(name, counts[pairs[part]], told=False))
            sums.append(Sum(pairs[part], (part, name)))
        else:
            figures.append(_nothing(name))
    return Counted(figures, sums)


def _nothing(name: str) -> Figure:
    """A code that nobody used in a period, and that its tables therefore do not have."""
    return Figure(name, 0, sensitive=False, fixed=True)


def _place(period: Period) -> str:
    return f"@{period.first}/{period.last}"


def printed_by_period(editions: Iterable[Edition]) -> dict[Period, Mapping[str, int]]:
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
    added: Sequence[Figure],
    edition: Edition,
    pieces: Sequence[Period],
    now: Mapping[str, int],
) -> Iterator[Figure]:
    """The figures of an edition as they are counted today."""
    within = [piece for piece in pieces if piece.overlaps(edition.period)]
    for one in added:
        count = sum(now[one.name + _place(piece)] for piece in within)
        yield _placed(replace(one, count=count), edition.period, edition.told)


def _compared(
    figures: Sequence[Figure],
    edition: Edition,
    number: int,
    period: Period,
    added: Collection[str],
) -> Iterator[tuple[Figure, Figure, Sum]]:
    """Each figure beside the same one as it was printed: by what they differ can be seen, also
    where the facts have changed since."""
    nested = _holds(period, edition.period) or _holds(edition.period, period)
    same_end = edition.period.last == period.last
    for one in figures:
        beside = nested if one.name in added else same_end
        if one.name not in edition.told or not beside:
            continue
        printed = edition.told[one.name]
        known = f"{one.name}!{number}"
        rest = f"~{known}"
        yield (
            Figure(known, printed, sensitive=False, fixed=True),
            Figure(rest, abs(one.count - printed), one.sensitive, told=False),
            Sum(one.name, (known, rest)) if one.count >= printed else Sum(known, (one.name, rest)),
        )


def _holds(one: Period, other: Period) -> bool:
    return one.first <= other.first and other.last <= one.last
