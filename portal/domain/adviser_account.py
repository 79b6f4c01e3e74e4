"""What the account says of the adviser's own work in a period: assistance, supervision and
recommendations.

Assistance counts on the day it was asked for, a recommendation on the day it was given. Of
supervision, and of how recommendations stand, everything is counted that was alive on any day of
the period, as it stood at its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.domain.account_figures import UNSTATED, Duration, Hours, duration_of, hours_of
from portal.domain.account_parts import NO, YES, AccountPart
from portal.domain.adviser_facts import (
    ENDED,
    AssistanceFacts,
    RecommendationFacts,
    SupervisionFacts,
)
from portal.domain.assistance import AssistanceKind, Effect
from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.case_status import CaseKind
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.recommendation import RecommendationKind, Standing
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState

_BOOLEAN: Final[Mapping[bool | None, str]] = {True: YES, False: NO, None: UNSTATED}


@dataclass(frozen=True)
class Assisted:
    """How long advice took from the question to the answer, and how much is not answered yet; how
    many hours all assistance took, teaching too. What is withheld is None."""

    duration: Duration
    unanswered: int | None
    hours: Hours


@dataclass(frozen=True)
class SupervisionStock:
    """Supervision on the adviser's own initiative: how many were not ended when the period began,
    and how many came in it, those that were taken up again among them."""

    opening: int
    opened: int


def asked_on(case: StatisticalFacts) -> date:
    """The day on which an assistance was asked for; the case's own where that is not known."""
    return case.assistance.asked_on if case.assistance else case.received_on


def assistance_in(cases: Sequence[StatisticalFacts], period: Period) -> list[StatisticalFacts]:
    """The assistance asked for in a period."""
    return [case for case in cases if case.kind is CaseKind.ASSISTANCE and asked_on(case) in period]


def assisted(assistance: Sequence[StatisticalFacts]) -> Assisted:
    """The time that went into the assistance of a period. What nobody could read is unanswered."""
    advice = _advice_among(assistance)
    duration = duration_of((one.asked_on, one.answered_on) for one in advice)
    unread = sum(case.assistance is None for case in assistance)
    return Assisted(
        duration,
        len(advice) + unread - (duration.closed or 0),
        hours_of([case.assistance.quarters if case.assistance else 0 for case in assistance]),
    )


def _advice_among(assistance: Sequence[StatisticalFacts]) -> list[AssistanceFacts]:
    told = [case.assistance for case in assistance if case.assistance]
    return [one for one in told if one.kind is AssistanceKind.ADVICE]


def supervision_stock(cases: Sequence[StatisticalFacts], period: Period) -> SupervisionStock:
    """How much supervision on own initiative there was to begin with, and how much came."""
    alive = _alive(cases, period, own_motion=True)
    opening = sum(_is_running(one, period.eve) for one in alive)
    return SupervisionStock(opening, len(alive) - opening)


def adviser_tables(
    cases: Sequence[StatisticalFacts], period: Period, municipality: Municipality
) -> dict[AccountPart, Breakdown]:
    """Every table of the adviser's own work, from the facts of all cases."""
    return (
        _assistance_tables(assistance_in(cases, period), municipality)
        | _supervision_tables(cases, period)
        | _recommendation_tables(
            [one for case in cases for one in case.recommendations], period, municipality
        )
    )


def _assistance_tables(
    assistance: Sequence[StatisticalFacts], municipality: Municipality
) -> dict[AccountPart, Breakdown]:
    told = [case.assistance for case in assistance]
    unread = told.count(None)
    advice = _advice_among(assistance)
    return {
        AccountPart.ASSISTANCE_ADMINISTRATIONS: breakdown(
            municipality.codes("administration"),
            [one.administration if one else UNSTATED for one in told],
            len(assistance),
        ),
        AccountPart.COMPETENCE: breakdown(
            (YES, NO),
            [*(_BOOLEAN[one.competence_raised] for one in advice), *[UNSTATED] * unread],
            len(advice) + unread,
        ),
        AccountPart.PRACTICE: breakdown(
            tuple(Effect),
            [*(one.changed_practice or UNSTATED for one in advice), *[UNSTATED] * unread],
            len(advice) + unread,
        ),
    }


def _supervision_tables(
    cases: Sequence[StatisticalFacts], period: Period
) -> dict[AccountPart, Breakdown]:
    own = _alive(cases, period, own_motion=True)
    others = _alive(cases, period, own_motion=False)
    closed = [
        one for one in (*own, *others) if one.state_on(period.last) is SupervisionState.CLOSED
    ]
    begun = [YES if one.begun_on and one.begun_on in period else NO for one in own]
    return {
        AccountPart.SUPERVISIONS: _by_state(own, period),
        AccountPart.SUPERVISIONS_BEGUN: breakdown((YES, NO), begun, len(own)),
        AccountPart.SUPERVISIONS_IN_COMPLAINTS: _by_state(others, period),
        AccountPart.CRITICISM: breakdown(
            (YES, NO), [_BOOLEAN[one.criticism] for one in closed], len(closed)
        ),
    }


def _by_state(supervisions: Sequence[SupervisionFacts], period: Period) -> Breakdown:
    states = [one.state_on(period.last) or UNSTATED for one in supervisions]
    return breakdown(tuple(SupervisionState), states, len(supervisions))


def _alive(
    cases: Sequence[StatisticalFacts], period: Period, *, own_motion: bool
) -> list[SupervisionFacts]:
    """Supervision that was not ended when the period began, or that something happened in."""
    told = [case.supervision for case in cases if case.supervision]
    return [
        one
        for one in told
        if one.own_motion is own_motion
        and (_is_running(one, period.eve) or any(step.on in period for step in one.states))
    ]


def _is_running(supervision: SupervisionFacts, day: date) -> bool:
    state = supervision.state_on(day)
    return state is not None and state not in ENDED


def _recommendation_tables(
    recommendations: Sequence[RecommendationFacts], period: Period, municipality: Municipality
) -> dict[AccountPart, Breakdown]:
    given = [one for one in recommendations if one.given_on in period]
    standings = [one.standing for one in recommendations if _is_alive(one, period)]
    return {
        AccountPart.RECOMMENDATIONS: breakdown(
            tuple(RecommendationKind), [one.kind for one in given], len(given)
        ),
        AccountPart.RECOMMENDATION_ADMINISTRATIONS: breakdown(
            municipality.codes("administration"),
            [one.administration for one in given],
            len(given),
        ),
        AccountPart.STANDINGS: breakdown(tuple(Standing), standings, len(standings)),
    }


def _is_alive(recommendation: RecommendationFacts, period: Period) -> bool:
    """Given before the period ended, and not carried out before it began."""
    if recommendation.given_on > period.last:
        return False
    done = recommendation.standing is Standing.CARRIED_OUT
    since = recommendation.standing_on or recommendation.given_on
    return not (done and since < period.first)
