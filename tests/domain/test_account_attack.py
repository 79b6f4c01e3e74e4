"""Whoever reads the published account of complaints works out no small figure from it."""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.domain.account_disclosure import counted_account
from portal.domain.account_sums import NOT_ADDED
from portal.domain.annual_account import count_account
from portal.domain.overlapping import Counted, Edition, Others, pieces_of, with_others
from portal.domain.period import Period, year_of
from portal.domain.statistics import StatisticalFacts
from portal.domain.withholding import told_of
from tests.domain.counted_adviser import ANY
from tests.domain.counted_complaints import COPENHAGEN, YEAR, complaints_of_2023
from tests.domain.counted_histories import TODAY
from tests.support.attack_on_accounts import known, learned_of_account, small, sums
from tests.support.attacker import Attacker

ALL_YEARS = Period(date(2021, 1, 1), date(2026, 12, 31))
# Each is attacked by dozens of integer programmes: too slow to be made smaller once one is found.
FEW = settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate])
# Of each so many that are alike: else every table would have a small cell.
MANY = st.lists(st.tuples(ANY, st.integers(1, 6)), max_size=8)


@FEW
@given(MANY, st.sampled_from([ALL_YEARS, year_of(2025)]))
def test_no_small_figure_of_an_account_can_be_worked_out(
    told: list[tuple[StatisticalFacts, int]], period: Period
) -> None:
    alike = [case for case, times in told for _ in range(times)]
    assert learned_of_account(count_account(alike, period, TODAY, COPENHAGEN)) == {}


def test_no_small_figure_of_the_published_year_can_be_worked_out() -> None:
    account = count_account(complaints_of_2023(), YEAR, TODAY, COPENHAGEN)
    assert "discrimination:sexual_orientation" in small(account)
    assert learned_of_account(account) == {}


def test_the_attacker_finds_a_cell_that_is_withheld_alone() -> None:
    account = count_account(complaints_of_2023(), YEAR, TODAY, COPENHAGEN)
    attacker = Attacker()
    for name, value in known(account):
        attacker.reads(name, None if name == "discrimination:sexual_orientation" else value)
    for parts, whole in sums(account):
        attacker.adds_up(whole, parts)
    assert attacker.range_of("discrimination:sexual_orientation") == (1, 1)


@FEW
@given(st.lists(ANY, min_size=5, max_size=30))
def test_what_is_counted_in_pieces_fulfils_every_sum(told: list[StatisticalFacts]) -> None:
    """Also where a piece has no complaint with a code that another has. A sum that does not hold
    would make control believe something safe that is not."""
    first, year = Period(date(2025, 1, 1), date(2025, 6, 30)), year_of(2025)

    def counted(period: Period) -> Counted:
        return counted_account(count_account(told, period, TODAY, COPENHAGEN))

    editions = [Edition(first, told_of(counted(first).figures, frozenset()))]
    pieces = {piece: counted(piece) for piece in pieces_of(year, editions)}
    whole = with_others(year, counted(year), Others(tuple(editions), pieces), NOT_ADDED)
    counts = {one.name: one.count for one in whole.figures}
    assert len(counts) == len(whole.figures)
    assert min(counts.values()) >= 0
    assert [one for one in whole.sums if counts[one.whole] != sum(map(counts.get, one.parts))] == []
