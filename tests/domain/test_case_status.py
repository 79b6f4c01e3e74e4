"""The table of moves, whose move a case is, and what stands against closing it."""

from collections import Counter
from itertools import combinations_with_replacement, product

import pytest

from portal.domain.case_status import (
    MOVES,
    CaseState,
    Move,
    RestsWith,
    case_rests_with,
    closing_obstacles,
    matter_rests_with,
    moved,
)
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import Matter, Outcome, PassOn
from tests.domain.examples import ANSWERED_BUF, ASKED_BUF, in_scope, matter, rejected

ALLOWED = {
    ("received", "take_up"): "open",
    ("open", "close"): "closed",
    ("closed", "reopen"): "open",
    ("closed", "erase"): "erased",
}

WITH_UNIT = matter()
WITH_ADMINISTRATION = in_scope(ASKED_BUF)
WITH_REPORTER = rejected(PassOn.OFFERED)
FINISHED = in_scope(outcome=Outcome.REFUTED)


def holder(*matters: Matter, asked: tuple[str | None, ...] = ()) -> RestsWith | None:
    return case_rests_with(CaseState.OPEN, [one.standing for one in matters], asked)


@pytest.mark.parametrize(("state", "move"), list(product(CaseState, Move)))
def test_a_case_moves_as_the_table_says_and_in_no_other_way(state: CaseState, move: Move) -> None:
    if to := ALLOWED.get((state.value, move.value)):
        assert moved(state, move) == to
    else:
        with pytest.raises(ForbiddenMove, match=f"{move} from {state}"):
            moved(state, move)


def test_every_state_is_reached_and_only_erasure_is_for_good() -> None:
    assert {*MOVES.values(), CaseState.RECEIVED} == set(CaseState)
    assert set(CaseState) - {state for state, _ in MOVES} == {CaseState.ERASED}


@pytest.mark.parametrize(
    ("one", "asked", "whose"),
    [
        (matter(), False, RestsWith.UNIT),
        (matter(), True, RestsWith.REPORTER),
        (in_scope(), False, RestsWith.UNIT),
        (in_scope(), True, RestsWith.REPORTER),
        (in_scope(ASKED_BUF), False, RestsWith.ADMINISTRATION),
        (in_scope(ASKED_BUF), True, RestsWith.ADMINISTRATION),
        (in_scope(ANSWERED_BUF, ASKED_BUF), False, RestsWith.ADMINISTRATION),
        (in_scope(ANSWERED_BUF), False, RestsWith.UNIT),
        (in_scope(ANSWERED_BUF), True, RestsWith.REPORTER),
        (in_scope(outcome=Outcome.CONFIRMED), True, None),
        (in_scope(ASKED_BUF, outcome=Outcome.STOPPED_TO_PROTECT), False, None),
        (rejected(), True, None),
        (rejected(PassOn.OFFERED), False, RestsWith.REPORTER),
        (rejected(PassOn.ACCEPTED), False, RestsWith.UNIT),
        (rejected(PassOn.ACCEPTED), True, RestsWith.REPORTER),
        (rejected(PassOn.DECLINED), True, None),
        (rejected(PassOn.PASSED_ON), True, None),
    ],
)
def test_whose_move_a_matter_is(one: Matter, asked: bool, whose: RestsWith | None) -> None:
    assert matter_rests_with(one.standing, asked=asked) is whose


def test_a_case_counts_once_with_the_unit_first_and_the_reporter_last() -> None:
    ranking = [WITH_UNIT, WITH_ADMINISTRATION, WITH_REPORTER]
    holders = [RestsWith.UNIT, RestsWith.ADMINISTRATION, RestsWith.REPORTER]
    for size in (1, 2, 3):
        for chosen in combinations_with_replacement(range(3), size):
            matters = [ranking[index] for index in chosen]
            assert holder(*matters) is holders[min(chosen)]
            assert holder(FINISHED, *reversed(matters)) is holders[min(chosen)]


def test_a_question_about_one_matter_moves_that_matter_alone() -> None:
    first, second = matter(ordinal=1), matter(ordinal=2)
    assert holder(first, second, asked=(first.id,)) is RestsWith.UNIT
    assert holder(first, second, asked=(first.id, second.id)) is RestsWith.REPORTER
    assert holder(first, second, asked=(None,)) is RestsWith.REPORTER
    assert holder(first, in_scope(ASKED_BUF, ordinal=2), asked=(None,)) is RestsWith.ADMINISTRATION


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.OPEN])
def test_without_an_open_matter_the_unit_has_to_split_or_close_unless_it_asked(
    state: CaseState,
) -> None:
    for matters in ([], [FINISHED.standing], [rejected().standing]):
        assert case_rests_with(state, matters, []) is RestsWith.UNIT
        assert case_rests_with(state, matters, [None]) is RestsWith.REPORTER
    finished_question = [FINISHED.id]
    assert case_rests_with(state, [FINISHED.standing], finished_question) is RestsWith.UNIT


def test_a_closed_case_rests_with_nobody_unless_the_reporter_wrote_last() -> None:
    matters = [FINISHED.standing]
    assert case_rests_with(CaseState.CLOSED, matters, []) is None
    wrote = case_rests_with(CaseState.CLOSED, matters, [], reporter_had_last_word=True)
    assert wrote is RestsWith.UNIT


def test_an_erased_case_rests_with_nobody() -> None:
    for wrote in (False, True):
        assert case_rests_with(CaseState.ERASED, [], [], reporter_had_last_word=wrote) is None


def test_who_wrote_last_decides_nothing_in_an_open_case() -> None:
    standings = [WITH_ADMINISTRATION.standing]
    for wrote in (False, True):
        found = case_rests_with(CaseState.OPEN, standings, [], reporter_had_last_word=wrote)
        assert found is RestsWith.ADMINISTRATION


def test_the_sentence_of_2024_is_printed_as_34_is_3_and_30_and_1() -> None:
    # Annual accounts 2024: 34 pending, 3 with the unit, 30 with the administrations, 1 with the
    # reporter. Several of these have matters with more than one holder, and count once.
    pending = [
        *([WITH_UNIT, WITH_ADMINISTRATION], [rejected(PassOn.ACCEPTED), WITH_REPORTER], []),
        *([WITH_ADMINISTRATION, FINISHED, WITH_REPORTER] for _ in range(12)),
        *([in_scope(ANSWERED_BUF, ASKED_BUF)] for _ in range(18)),
        [WITH_REPORTER, rejected(), FINISHED],
    ]
    closed = [[FINISHED], [rejected(PassOn.DECLINED)]]
    found = [holder(*matters) for matters in pending]
    found += [case_rests_with(CaseState.CLOSED, [m.standing for m in case], []) for case in closed]
    counted = Counter(found)
    assert counted == {
        RestsWith.UNIT: 3,
        RestsWith.ADMINISTRATION: 30,
        RestsWith.REPORTER: 1,
        None: 2,
    }
    assert sum(count for whose, count in counted.items() if whose) == len(pending) == 34


@pytest.mark.parametrize(
    ("matters", "given", "obstacles"),
    [
        ([], False, ["no_matter"]),
        ([], True, ["no_matter"]),
        ([matter()], True, ["open_matter"]),
        ([matter()], False, ["open_matter", "no_feedback"]),
        ([in_scope(ASKED_BUF)], True, ["open_matter"]),
        ([rejected(PassOn.OFFERED)], False, ["open_matter"]),
        ([rejected(PassOn.ACCEPTED)], False, ["open_matter"]),
        ([FINISHED], False, ["no_feedback"]),
        ([FINISHED], True, []),
        ([rejected()], False, []),
        ([rejected(PassOn.DECLINED), rejected(PassOn.PASSED_ON, ordinal=2)], False, []),
        ([rejected(), in_scope(outcome=Outcome.CONFIRMED, ordinal=2)], False, ["no_feedback"]),
        ([rejected(), in_scope(outcome=Outcome.CONFIRMED, ordinal=2)], True, []),
    ],
)
def test_what_stands_against_closing_is_named(
    matters: list[Matter], given: bool, obstacles: list[str]
) -> None:
    standings = [one.standing for one in matters]
    assert closing_obstacles(standings, final_feedback_given=given) == obstacles
