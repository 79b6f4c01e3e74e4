"""From the statutory questions to a decision and its ground."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InvalidInput
from portal.domain.triage import (
    Assessment,
    Decision,
    Ground,
    Relation,
    ScopeLeg,
    Triage,
    decide,
    possible_grounds,
)

ALL_YES = Assessment(Relation.WORKER, True, True, True, True, ScopeLeg.EU_ACT)

assessments = st.builds(
    Assessment,
    st.sampled_from(Relation),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(ScopeLeg),
)


@pytest.mark.parametrize(
    ("answer", "ground"),
    [
        ({"relation": Relation.OTHER}, Ground.OUTSIDE_CIRCLE),
        ({"responsible": False}, Ground.NOT_RESPONSIBLE),
        ({"public_interest": False}, Ground.NO_PUBLIC_INTEREST),
        ({"probable": False}, Ground.NOT_SUBSTANTIATED),
        ({"examinable": False}, Ground.NO_CONSENT),
        ({"scope_leg": ScopeLeg.NONE}, Ground.NOT_SERIOUS),
    ],
)
def test_each_no_gives_its_ground_and_no_other(answer: dict[str, Any], ground: Ground) -> None:
    assessment = replace(ALL_YES, **answer)
    assert possible_grounds(assessment) == {ground}
    triage = decide(assessment, Decision.REJECTED, ground)
    assert (triage.decision, triage.ground) == (Decision.REJECTED, ground)
    for other in set(Ground) - {ground, Ground.EXCLUDED_BY_LAW}:
        assert _refusal(assessment, Decision.REJECTED, other) == ("ground", "not_from_answers")


def test_all_no_gives_every_ground_but_exclusion_by_law() -> None:
    nothing = Assessment(Relation.OTHER, False, False, False, False, ScopeLeg.NONE)
    assert possible_grounds(nothing) == set(Ground) - {Ground.EXCLUDED_BY_LAW}


@pytest.mark.parametrize("relation", [one for one in Relation if one is not Relation.OTHER])
def test_the_circle_of_persons_and_an_unknown_relation_are_no_ground(relation: Relation) -> None:
    assert possible_grounds(replace(ALL_YES, relation=relation)) == frozenset()


@pytest.mark.parametrize("leg", [one for one in ScopeLeg if one is not ScopeLeg.NONE])
def test_each_leg_of_the_act_is_in_scope(leg: ScopeLeg) -> None:
    triage = decide(replace(ALL_YES, scope_leg=leg), Decision.IN_SCOPE, None)
    assert (triage.decision, triage.ground) == (Decision.IN_SCOPE, None)


def test_an_exclusion_by_law_rejects_whatever_the_answers_are() -> None:
    for assessment in (ALL_YES, replace(ALL_YES, probable=False)):
        triage = decide(assessment, Decision.REJECTED, Ground.EXCLUDED_BY_LAW)
        assert triage.ground is Ground.EXCLUDED_BY_LAW


@pytest.mark.parametrize(
    ("answers", "decision", "ground", "refusal"),
    [
        ({"probable": False}, Decision.IN_SCOPE, None, ("decision", "answers_speak_against")),
        (
            {"probable": False},
            Decision.IN_SCOPE,
            Ground.NOT_SUBSTANTIATED,
            ("decision", "answers_speak_against"),
        ),
        ({}, Decision.IN_SCOPE, Ground.NOT_SERIOUS, ("ground", "only_for_rejection")),
        ({}, Decision.REJECTED, None, ("ground", "missing")),
        ({"probable": False}, Decision.REJECTED, None, ("ground", "missing")),
        ({}, Decision.REJECTED, Ground.NOT_SERIOUS, ("ground", "not_from_answers")),
    ],
)
def test_a_decision_that_does_not_follow_is_refused(
    answers: dict[str, Any], decision: Decision, ground: Ground | None, refusal: tuple[str, str]
) -> None:
    assert _refusal(replace(ALL_YES, **answers), decision, ground) == refusal


@given(assessments)
def test_every_assessment_can_be_decided_in_some_way(assessment: Assessment) -> None:
    grounds = possible_grounds(assessment)
    allowed = {
        (decision, ground)
        for decision, ground in product(Decision, (None, *Ground))
        if _refusal(assessment, decision, ground) is None
    }
    rejections = {(Decision.REJECTED, ground) for ground in grounds | {Ground.EXCLUDED_BY_LAW}}
    assert allowed == rejections | (set() if grounds else {(Decision.IN_SCOPE, None)})


def test_no_triage_exists_whose_ground_and_decision_differ() -> None:
    for decision, ground in ((Decision.REJECTED, None), (Decision.IN_SCOPE, Ground.NOT_SERIOUS)):
        with pytest.raises(InvalidInput) as refused:
            Triage(ALL_YES, decision, ground)
        assert refused.value.field == "ground"


def test_the_circle_is_the_eight_letters_of_the_act_and_those_outside_it() -> None:
    assert len(Relation) == 8 + 2
    assert {Relation.OTHER, Relation.UNKNOWN} < set(Relation)


def _refusal(
    assessment: Assessment, decision: Decision, ground: Ground | None
) -> tuple[str, str] | None:
    try:
        decide(assessment, decision, ground)
    except InvalidInput as refused:
        return refused.field, refused.reason
    return None
