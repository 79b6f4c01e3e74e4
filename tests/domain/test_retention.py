"""How long a closed case is kept, and what stands against erasing it."""

from datetime import date
from itertools import product

import pytest

from portal.domain.matter import Matter, Outcome, PassOn
from portal.domain.retention import erase_after, erasure_obstacles
from tests.domain.examples import in_scope, rejected

MONTHS = {"rejected": 3, "refuted": 6, "other": 12, "confirmed": 24}
CLOSED = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("matters", "day"),
    [
        ([rejected()], date(2027, 2, 28)),
        ([rejected(PassOn.PASSED_ON)], date(2027, 2, 28)),
        ([in_scope(outcome=Outcome.REFUTED)], date(2027, 5, 30)),
        ([in_scope(outcome=Outcome.UNSETTLED)], date(2027, 11, 30)),
        ([in_scope(outcome=Outcome.STOPPED_TO_PROTECT)], date(2027, 11, 30)),
        ([in_scope(outcome=Outcome.PARTLY_CONFIRMED)], date(2028, 11, 30)),
        ([in_scope(outcome=Outcome.CONFIRMED)], date(2028, 11, 30)),
        ([rejected(), in_scope(outcome=Outcome.REFUTED)], date(2027, 5, 30)),
        (
            [in_scope(outcome=Outcome.REFUTED), in_scope(outcome=Outcome.CONFIRMED), rejected()],
            date(2028, 11, 30),
        ),
        ([], date(2027, 2, 28)),
    ],
)
def test_a_case_is_kept_as_long_as_the_matter_that_is_kept_longest(
    matters: list[Matter], day: date
) -> None:
    assert erase_after(CLOSED, matters, MONTHS) == day


def test_a_municipality_may_keep_the_rejected_longest() -> None:
    months = MONTHS | {"rejected": 60}
    both = [rejected(), in_scope(outcome=Outcome.CONFIRMED)]
    assert erase_after(CLOSED, both, months) == date(2031, 11, 30)


@pytest.mark.parametrize(("early", "wrote", "unanswered"), list(product((False, True), repeat=3)))
def test_each_obstacle_to_erasure_is_named(early: bool, wrote: bool, unanswered: bool) -> None:
    obstacles = erasure_obstacles(
        erase_after=CLOSED,
        today=date(2026, 11, 29) if early else CLOSED,
        reporter_had_last_word=wrote,
        journal_answered=not unanswered,
    )
    named = {"too_early": early, "reporter_wrote": wrote, "journal_unanswered": unanswered}
    assert obstacles == [obstacle for obstacle, stands in named.items() if stands]
