"""The moves of one matter: decision, forwarding, answer, outcome, offer."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.matter import (
    Matter,
    Outcome,
    PassOn,
    answered,
    describe,
    forwarded,
    settled,
    triaged,
)
from portal.domain.offer import matter_answered, offer_withdrawn, passed_on, standing_answered
from tests.domain.examples import (
    ANSWERED_BUF,
    ASKED_BUF,
    IN_SCOPE,
    REJECTED,
    TODAY,
    in_scope,
    matter,
    rejected,
)

UNTRIED = matter()
ASKED_TMF = replace(ASKED_BUF, administration="TMF")


def test_a_correction_keeps_the_theme_of_the_first_sorting() -> None:
    corrected = describe(UNTRIED, summary="Nyt", theme="law", administration="TMF")
    assert (corrected.summary, corrected.theme, corrected.administration) == ("Nyt", "law", "TMF")
    assert corrected.first_theme == "finance"
    assert corrected.id == UNTRIED.id


def test_a_rejection_carries_its_guidance_and_the_offer_if_there_is_one() -> None:
    done = triaged(UNTRIED, REJECTED, guidance="Gå til politiet.", offer_pass_on=True, on=TODAY)
    assert (done.rejected, done.guidance, done.pass_on) == (
        True,
        "Gå til politiet.",
        PassOn.OFFERED,
    )
    done = triaged(UNTRIED, REJECTED, guidance="Gå til politiet.", offer_pass_on=False, on=TODAY)
    assert done.pass_on is PassOn.NOT_OFFERED


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_a_rejection_without_guidance_is_refused(nothing: str) -> None:
    with pytest.raises(InvalidInput, match="guidance: missing"):
        triaged(UNTRIED, REJECTED, guidance=nothing, offer_pass_on=False, on=TODAY)


def test_a_matter_in_scope_is_not_offered_to_anyone_outside_the_scheme() -> None:
    with pytest.raises(InvalidInput, match="offer_pass_on: only_for_rejection"):
        triaged(UNTRIED, IN_SCOPE, guidance="", offer_pass_on=True, on=TODAY)


def test_a_matter_in_scope_keeps_no_guidance() -> None:
    assert (
        triaged(UNTRIED, IN_SCOPE, guidance="Gå til politiet.", offer_pass_on=False, on=TODAY)
        == in_scope()
    )


@pytest.mark.parametrize("before", [rejected(), rejected(PassOn.OFFERED), in_scope()])
def test_a_decision_can_be_corrected_while_nothing_rests_on_it(before: Matter) -> None:
    assert triaged(before, IN_SCOPE, guidance="", offer_pass_on=False, on=TODAY) == in_scope()
    again = triaged(before, REJECTED, guidance="Gå til politiet.", offer_pass_on=False, on=TODAY)
    assert again == rejected()


@pytest.mark.parametrize(
    "before",
    [
        in_scope(ASKED_BUF),
        in_scope(ANSWERED_BUF),
        in_scope(outcome=Outcome.REFUTED),
        rejected(PassOn.ACCEPTED),
        rejected(PassOn.DECLINED),
        rejected(PassOn.PASSED_ON),
    ],
)
def test_a_decision_that_something_rests_on_stands(before: Matter) -> None:
    for triage in (IN_SCOPE, REJECTED):
        with pytest.raises(ForbiddenMove):
            triaged(before, triage, guidance="Gå til politiet.", offer_pass_on=False, on=TODAY)


def test_a_matter_in_scope_is_forwarded_and_rests_there_until_the_answer() -> None:
    asked = forwarded(in_scope(), ASKED_BUF)
    assert asked.with_administration
    done = answered(asked, "BUF", "Det passer.", date(2026, 3, 20))
    assert done.forwardings == (ANSWERED_BUF,)
    assert not done.with_administration


@pytest.mark.parametrize("before", [UNTRIED, rejected(), in_scope(outcome=Outcome.CONFIRMED)])
def test_only_a_matter_in_scope_without_outcome_is_forwarded(before: Matter) -> None:
    with pytest.raises(ForbiddenMove):
        forwarded(before, ASKED_BUF)


def test_two_administrations_may_have_a_matter_at_once_but_none_has_it_twice() -> None:
    asked = forwarded(in_scope(ASKED_BUF), ASKED_TMF)
    with pytest.raises(ForbiddenMove):
        forwarded(asked, ASKED_BUF)
    one_left = answered(asked, "BUF", "Det passer.", date(2026, 3, 20))
    assert one_left.with_administration
    assert one_left.forwardings == (ANSWERED_BUF, ASKED_TMF)


def test_an_administration_that_answered_may_be_asked_again() -> None:
    again = forwarded(in_scope(ANSWERED_BUF), ASKED_BUF)
    done = answered(again, "BUF", "Nu med bilag.", date(2026, 4, 1))
    assert done.forwardings[0] == ANSWERED_BUF
    assert done.forwardings[1].answer == "Nu med bilag."


def test_an_answer_is_not_wanted_before_it_was_asked_for() -> None:
    with pytest.raises(InvalidInput, match="due: before_sending"):
        forwarded(in_scope(), replace(ASKED_BUF, due=date(2026, 3, 1)))
    assert forwarded(in_scope(), replace(ASKED_BUF, due=TODAY)).with_administration


@pytest.mark.parametrize(
    "before", [UNTRIED, in_scope(), in_scope(ANSWERED_BUF), in_scope(ASKED_TMF)]
)
def test_an_answer_that_nobody_waits_for_is_refused(before: Matter) -> None:
    with pytest.raises(ForbiddenMove):
        answered(before, "BUF", "Det passer.", TODAY)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_matter_in_scope_gets_an_outcome_which_can_be_corrected(outcome: Outcome) -> None:
    done = settled(in_scope(ANSWERED_BUF), outcome, police_report=True, on=TODAY)
    assert (done.outcome, done.police_report, done.finished) == (outcome, True, True)
    corrected = settled(done, Outcome.UNSETTLED, police_report=False, on=TODAY)
    assert (corrected.outcome, corrected.police_report) == (Outcome.UNSETTLED, False)


@pytest.mark.parametrize("before", [UNTRIED, rejected(), rejected(PassOn.DECLINED)])
def test_a_matter_that_is_not_in_scope_has_no_outcome(before: Matter) -> None:
    with pytest.raises(ForbiddenMove):
        settled(before, Outcome.CONFIRMED, police_report=False, on=TODAY)


@pytest.mark.parametrize(
    "outcome", [one for one in Outcome if one is not Outcome.STOPPED_TO_PROTECT]
)
def test_no_outcome_is_set_while_an_administration_has_the_matter(outcome: Outcome) -> None:
    with pytest.raises(ForbiddenMove):
        settled(in_scope(ASKED_BUF), outcome, police_report=False, on=TODAY)


def test_a_matter_may_be_stopped_to_protect_the_reporter_at_any_time() -> None:
    stop = {"outcome": Outcome.STOPPED_TO_PROTECT, "police_report": False}
    stopped = settled(in_scope(ASKED_BUF, ANSWERED_BUF), **stop, on=TODAY)
    assert stopped.finished
    assert not stopped.with_administration
    assert [sent.called_off_on for sent in stopped.forwardings] == [TODAY, None]
    assert settled(stopped, Outcome.UNSETTLED, police_report=False, on=TODAY).finished
    with pytest.raises(ForbiddenMove):
        answered(stopped, "BUF", "For sent.", TODAY)


@pytest.mark.parametrize(
    ("pass_on", "accepted", "after"),
    [
        (PassOn.OFFERED, True, PassOn.ACCEPTED),
        (PassOn.OFFERED, False, PassOn.DECLINED),
        (PassOn.OFFERED, None, PassOn.OFFERED),
        (PassOn.NOT_OFFERED, True, PassOn.NOT_OFFERED),
        (PassOn.ACCEPTED, False, PassOn.ACCEPTED),
        (PassOn.DECLINED, True, PassOn.DECLINED),
        (PassOn.PASSED_ON, False, PassOn.PASSED_ON),
    ],
)
def test_the_reporters_answer_counts_for_an_open_offer_alone(
    pass_on: PassOn, accepted: bool | None, after: PassOn
) -> None:
    before = rejected(pass_on)
    answers = {} if accepted is None else {before.id: accepted}
    answers["e" * 32] = True
    assert matter_answered(before, answers).pass_on is after
    assert standing_answered(before.standing, answers).pass_on is after
    assert matter_answered(before, answers).standing == standing_answered(before.standing, answers)


def test_a_matter_is_passed_on_after_a_yes_and_only_then() -> None:
    assert passed_on(rejected(PassOn.ACCEPTED)) == rejected(PassOn.PASSED_ON)
    for pass_on in set(PassOn) - {PassOn.ACCEPTED}:
        with pytest.raises(ForbiddenMove):
            passed_on(rejected(pass_on))


def test_an_open_offer_can_be_taken_back_and_no_other() -> None:
    assert offer_withdrawn(rejected(PassOn.OFFERED)) == rejected()
    for pass_on in set(PassOn) - {PassOn.OFFERED}:
        with pytest.raises(ForbiddenMove):
            offer_withdrawn(rejected(pass_on))


@pytest.mark.parametrize(
    ("one", "finished"),
    [
        (UNTRIED, False),
        (in_scope(), False),
        (in_scope(ASKED_BUF), False),
        (in_scope(ANSWERED_BUF), False),
        (in_scope(outcome=Outcome.CONFIRMED), True),
        (rejected(), True),
        (rejected(PassOn.OFFERED), False),
        (rejected(PassOn.ACCEPTED), False),
        (rejected(PassOn.DECLINED), True),
        (rejected(PassOn.PASSED_ON), True),
    ],
)
def test_a_matter_is_finished_when_nobody_has_a_move_left(one: Matter, finished: bool) -> None:
    assert one.finished is one.standing.finished is finished


def test_a_matter_is_decided_once_it_was_triaged_and_no_crime_until_somebody_says_so() -> None:
    assert [one.standing.decided for one in (UNTRIED, in_scope(), rejected())] == [
        False,
        True,
        True,
    ]
    assert not UNTRIED.police_report


def test_a_standing_says_nothing_of_what_a_matter_is_about() -> None:
    one = in_scope(ASKED_BUF)
    standing = repr(one.standing)
    for word in (one.summary, one.theme, one.administration, ASKED_BUF.text):
        assert word not in standing
