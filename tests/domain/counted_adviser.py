"""Statistical facts of the adviser's own work made up for the tests of the account: assistance,
supervision and recommendations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from portal.domain.adviser_facts import (
    AssistanceFacts,
    RecommendationFacts,
    Stood,
    SupervisionFacts,
)
from portal.domain.assistance import AssistanceKind, Effect
from portal.domain.case_status import CaseKind
from portal.domain.recommendation import RecommendationKind, Standing
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState
from tests.domain.counted_complaints import COPENHAGEN, complaints
from tests.domain.counted_histories import DAYS
from tests.support.counted import a_case

CLOSED, STARTED = SupervisionState.CLOSED, SupervisionState.STARTED


def an_assistance(
    asked_on: date,
    answered_on: date | None = None,
    *,
    kind: AssistanceKind = AssistanceKind.ADVICE,
    administration: str = "SOF",
    **told: Any,
) -> StatisticalFacts:
    """An assistance that was written down on the day it was answered, or asked for."""
    facts = AssistanceFacts(kind, administration, asked_on, answered_on, **told)
    return an_unread_assistance(answered_on or asked_on, facts)


def an_unread_assistance(on: date, facts: AssistanceFacts | None = None) -> StatisticalFacts:
    """An assistance of which nothing but the day is known."""
    return replace(a_case(on, kind=CaseKind.ASSISTANCE), assistance=facts)


def a_supervision(
    *states: tuple[date, SupervisionState],
    own_motion: bool = True,
    criticism: bool | None = None,
) -> StatisticalFacts:
    """Supervision that went through the states, each from its day on."""
    steps = tuple(Stood(on, state) for on, state in states)
    facts = SupervisionFacts(own_motion, ("SOF",), steps, criticism)
    kind = CaseKind.OWN_MOTION if own_motion else CaseKind.COMPLAINT
    return replace(a_case(steps[0].on, kind=kind), supervision=facts)


def recommended(*given: RecommendationFacts) -> StatisticalFacts:
    """A case in which something was recommended."""
    return replace(a_case(given[0].given_on, kind=CaseKind.OWN_MOTION), recommendations=given)


def a_recommendation(
    given_on: date, standing: Standing = Standing.CANNOT_BE_JUDGED, **told: Any
) -> RecommendationFacts:
    """An encouragement to SOF, unless something else is told."""
    one = RecommendationFacts(
        RecommendationKind.ENCOURAGEMENT, "SOF", given_on, (given_on.year,), standing
    )
    return replace(one, **told)


ADMINISTRATIONS = st.sampled_from(["", *COPENHAGEN.codes("administration"), "OLD"])

RECOMMENDATIONS = st.builds(
    RecommendationFacts,
    kind=st.sampled_from(RecommendationKind),
    administration=ADMINISTRATIONS,
    given_on=DAYS,
    years=st.just((2025,)),
    standing=st.sampled_from(Standing),
    standing_on=st.one_of(st.none(), DAYS),
)


@st.composite
def assistance(draw: st.DrawFn) -> StatisticalFacts:
    """An assistance with any facts that can be, or none that can be read."""
    asked_on = draw(DAYS)
    if draw(st.integers(0, 9)) == 0:
        return an_unread_assistance(asked_on)
    waited = draw(st.one_of(st.none(), st.integers(0, 60)))
    return an_assistance(
        asked_on,
        None if waited is None else asked_on + timedelta(days=waited),
        kind=draw(st.sampled_from(AssistanceKind)),
        administration=draw(ADMINISTRATIONS),
        quarters=draw(st.integers(0, 40)),
        competence_raised=draw(st.sampled_from([None, True, False])),
        changed_practice=draw(st.sampled_from([None, *Effect])),
    )


@st.composite
def supervised(draw: st.DrawFn) -> StatisticalFacts:
    """Supervision on own initiative, or a complaint with one in it; with recommendations or not."""
    own_motion = draw(st.booleans())
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=4)))
    states = tuple(Stood(on, draw(st.sampled_from(SupervisionState))) for on in days)
    case = a_case(days[0], kind=CaseKind.OWN_MOTION) if own_motion else draw(complaints())
    return replace(
        case,
        supervision=SupervisionFacts(
            own_motion, (draw(ADMINISTRATIONS),), states, draw(st.sampled_from([None, True, False]))
        ),
        recommendations=tuple(draw(st.lists(RECOMMENDATIONS, max_size=2))),
    )


# Whatever the adviser does.
ANY = st.one_of(complaints(), assistance(), supervised())
