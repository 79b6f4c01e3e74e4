"""No figure from 1 to below the threshold can be worked out of those that are told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.bounds import Attack, Interval, Sum, sums_by_name
from portal.domain.withholding import Figure, told_of, withhold
from tests.support.attacker import Attacker

THRESHOLDS = st.sampled_from([3, 5])
COUNTS = st.sampled_from([0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 9, 40])


def a_row(counts: Sequence[int]) -> tuple[list[Figure], list[Sum]]:
    """Cells and their total, which is told whatever it is."""
    names = [f"cell {place}" for place in range(len(counts))]
    cells = [Figure(name, count) for name, count in zip(names, counts, strict=True)]
    total = Figure("total", sum(counts), sensitive=False, fixed=True)
    return [total, *cells], [Sum("total", tuple(names))]


def a_table(rows: Sequence[Sequence[int]]) -> tuple[list[Figure], list[Sum]]:
    """Cells in rows and columns with the totals of both, and the total of all, which is fixed."""
    figures = [Figure("total", sum(map(sum, rows)), sensitive=False, fixed=True)]
    figures += [
        Figure(f"{row},{column}", count)
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
    ]
    width = range(len(rows[0]))
    figures += [Figure(f"row {row}", sum(counts)) for row, counts in enumerate(rows)]
    figures += [Figure(f"column {one}", sum(row[one] for row in rows)) for one in width]
    sums = [
        Sum(f"row {row}", tuple(f"{row},{column}" for column in width)) for row in range(len(rows))
    ]
    sums += [
        Sum(f"column {column}", tuple(f"{row},{column}" for row in range(len(rows))))
        for column in width
    ]
    sums.append(Sum("total", tuple(f"row {row}" for row in range(len(rows)))))
    sums.append(Sum("total", tuple(f"column {column}" for column in width)))
    return figures, sums


def attacked(figures: Sequence[Figure], sums: Sequence[Sum], withheld: frozenset[str]) -> Attacker:
    attacker = Attacker()
    for figure in figures:
        hidden = figure.name in withheld or not figure.told
        attacker.reads(figure.name, None if hidden else figure.count)
    for one in sums:
        attacker.adds_up(one.whole, one.parts)
    return attacker


def exposed(
    figures: Sequence[Figure],
    sums: Sequence[Sum],
    withheld: frozenset[str],
    threshold: int,
) -> list[str]:
    """The small figures of which he learns more than from a report with everything withheld that
    may be, and more than that they are small."""
    everything = frozenset(one.name for one in figures if one.told and not one.fixed)
    attacker, blind = attacked(figures, sums, withheld), attacked(figures, sums, everything)
    counts = {one.name: one.count for one in figures}
    guess = all(counts[name] for name in withheld)
    blind_guess = all(counts[name] for name in everything)
    found = []
    for figure in figures:
        if not (figure.sensitive and 0 < figure.count < threshold):
            continue
        least, most = attacker.range_of(figure.name, nothing_withheld_is_zero=guess)
        at_least, at_most = blind.range_of(figure.name, nothing_withheld_is_zero=blind_guess)
        if least > max(1, at_least) or most < min(threshold - 1, at_most):
            found.append(figure.name)
    return found


@given(st.lists(COUNTS, min_size=1, max_size=7), THRESHOLDS)
def test_nothing_small_can_be_worked_out_of_a_row(counts: list[int], threshold: int) -> None:
    figures, sums = a_row(counts)
    withheld = withhold(figures, sums, threshold)
    assert exposed(figures, sums, withheld, threshold) == []


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=4
        )
    ),
    THRESHOLDS,
)
def test_nothing_small_can_be_worked_out_of_rows_columns_and_totals(
    rows: list[list[int]], threshold: int
) -> None:
    figures, sums = a_table(rows)
    withheld = withhold(figures, sums, threshold)
    assert exposed(figures, sums, withheld, threshold) == []


@given(st.lists(COUNTS, min_size=1, max_size=7), THRESHOLDS)
def test_a_small_figure_is_never_told(counts: list[int], threshold: int) -> None:
    figures, sums = a_row(counts)
    told = told_of(figures, withhold(figures, sums, threshold))
    assert [name for name, count in told.items() if 0 < count < threshold and name != "total"] == []


@given(st.lists(st.sampled_from([0, 3, 7, 40]), min_size=1, max_size=7))
def test_where_nothing_is_small_everything_is_told(counts: list[int]) -> None:
    assert withhold(*a_row(counts)) == frozenset()


@pytest.mark.parametrize(
    ("counts", "threshold", "gone"),
    [
        # The least of the others goes along, and what is withheld together tells nothing.
        ([40, 17, 9, 1], 3, {"cell 2", "cell 3"}),
        # Two that sum to two would both be one: nothing withheld is zero, somebody might guess.
        ([40, 1, 1], 3, {"cell 0", "cell 1", "cell 2"}),
        ([40, 9, 1, 1], 3, {"cell 1", "cell 2", "cell 3"}),
        # With a third of them it cannot even be told that a figure is small.
        ([40, 1, 2], 3, {"cell 1", "cell 2"}),
        ([40, 1, 2], 5, {"cell 0", "cell 1", "cell 2"}),
        # Where there is nothing else, a zero has to go, and all of them, for which one would tell.
        ([2, 0, 0], 3, {"cell 0", "cell 1", "cell 2"}),
    ],
)
def test_the_cheapest_others_go_along(counts: list[int], threshold: int, gone: set[str]) -> None:
    assert withhold(*a_row(counts), threshold) == gone


def test_a_zero_that_is_told_elsewhere_hides_nothing() -> None:
    """Three answers, and a share says that none of them was yes: the others cannot be hidden by
    withholding the yes as well."""
    figures = [
        Figure("total", 3, sensitive=False, fixed=True),
        Figure("yes", 0),
        Figure("no", 1),
        Figure("unknown", 1),
        Figure("unstated", 1),
        Figure("share", 0),
    ]
    answers = ("yes", "no", "unknown", "unstated")
    withheld = withhold(figures, [Sum("total", answers), Sum("share", ("yes",))])
    assert withheld == {*answers, "share"}


def test_what_is_left_of_a_whole_is_not_given_back_either() -> None:
    """40 of 41 were told of: one was not."""
    figures = [
        Figure("whole", 41, sensitive=False, fixed=True),
        Figure("part", 40),
        Figure("rest", 1, told=False),
    ]
    assert withhold(figures, [Sum("whole", ("part", "rest"))]) == {"part"}


def test_a_figure_that_two_people_decided_to_tell_is_told_and_gives_no_other_back() -> None:
    figures, sums = a_row([40, 9, 1, 1])
    withheld = withhold(figures, sums, exact=["cell 2"])
    assert "cell 2" not in withheld
    assert exposed([one for one in figures if one.name != "cell 2"], sums, withheld, 3) == []
    assert len(withheld) > 1


def test_what_the_law_wants_told_stays_though_it_exposes() -> None:
    """One report with one matter: its theme is gone, the number is not."""
    figures, sums = a_row([1, 0, 0])
    withheld = withhold(figures, sums)
    assert "cell 0" in withheld
    assert "total" not in withheld


def test_figures_that_do_not_fit_their_sum_are_refused() -> None:
    figures = [Figure("total", 5, fixed=True), Figure("a", 1), Figure("b", 9)]
    with pytest.raises(ValueError, match="contradicts"):
        withhold(figures, [Sum("total", ("a", "b"))])


def test_an_attack_finds_the_ends_of_what_can_be() -> None:
    sums = sums_by_name([Sum("total", ("a", "b", "c"))])
    attack = Attack({"total": 10, "a": 4}, sums)
    assert attack.interval("b") == Interval(0, 6)
    assert attack.interval("a") == Interval(4, 4)
    guessing = Attack({"total": 10, "a": 4}, sums, ["b", "c"], 1)
    assert guessing.interval("b") == Interval(1, 5)
