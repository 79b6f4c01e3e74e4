"""How long a closed case is kept, and what stands against erasing it."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import Matter, Outcome, PassOn
from portal.domain.recommendation import Recommendation, RecommendationKind
from portal.domain.retention import advisers_time, erase_after, erasure_obstacles, left_of_erased
from tests.domain.examples import in_scope, rejected

MONTHS = {"rejected": 3, "refuted": 6, "other": 12, "confirmed": 24, "complaint": 18}
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
    ],
)
def test_a_case_is_kept_as_long_as_the_matter_that_is_kept_longest(
    matters: list[Matter], day: date
) -> None:
    assert erase_after(CLOSED, matters, MONTHS) == day


def test_a_complaint_has_a_time_of_its_own() -> None:
    """It has no matters, and no report is closed without any."""
    assert erase_after(CLOSED, [], MONTHS) == date(2028, 5, 30)


def test_what_the_adviser_has_is_kept_by_what_it_is() -> None:
    assert advisers_time(CaseFile(_facts(CaseKind.COMPLAINT))) == "complaint"
    assert advisers_time(CaseFile(_facts(CaseKind.ASSISTANCE))) == "assistance"
    assert advisers_time(CaseFile(_facts(CaseKind.OWN_MOTION))) == "supervision"
    call = Recommendation(1, RecommendationKind.CALL, "SOF", "Svar", CLOSED, (2026,))
    with_call = CaseFile(_facts(CaseKind.COMPLAINT), recommendations=(call,))
    assert advisers_time(with_call) == "supervision"
    assert erase_after(CLOSED, [], MONTHS | {"assistance": 24}, advisers="assistance") == date(
        2028, 11, 30
    )


def _facts(kind: CaseKind) -> CaseFacts:
    return CaseFacts(
        id=bytes(16),
        number="2026-7KQ4M",
        kind=kind,
        state=CaseState.CLOSED,
        rests_with=None,
        received_on=CLOSED,
        feedback_due=CLOSED,
        closed_on=CLOSED,
    )


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


CLOSED_CASE = CaseFacts(
    id=bytes(16),
    number="2026-7KQ4M",
    kind=CaseKind.REPORT,
    state=CaseState.CLOSED,
    rests_with=RestsWith.UNIT,
    received_on=date(2026, 3, 2),
    acknowledged_on=date(2026, 3, 4),
    feedback_due=date(2026, 6, 4),
    extended_due=date(2026, 9, 4),
    due=date(2026, 9, 4),
    act_from=date(2026, 3, 5),
    closed_on=CLOSED,
    handler=b"Anna",
)


def test_of_an_erased_case_no_date_is_left_but_the_year_in_its_number_and_the_day() -> None:
    erased_on, new_year = date(2028, 12, 1), date(2026, 1, 1)
    assert left_of_erased(CLOSED_CASE, nobody=b"nobody", on=erased_on) == CaseFacts(
        id=bytes(16),
        number="2026-7KQ4M",
        kind=CaseKind.REPORT,
        state=CaseState.ERASED,
        rests_with=None,
        received_on=new_year,
        feedback_due=new_year,
        erased_on=erased_on,
        handler=b"nobody",
    )


@pytest.mark.parametrize("state", sorted(set(CaseState) - {CaseState.CLOSED}))
def test_only_of_a_closed_case_something_is_left(state: CaseState) -> None:
    with pytest.raises(ForbiddenMove):
        left_of_erased(replace(CLOSED_CASE, state=state), nobody=b"", on=CLOSED)
