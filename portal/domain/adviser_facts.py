"""What the statistics are to know of the adviser's own work: assistance, supervision and
recommendations, in codes and days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.assistance import Assistance, AssistanceKind, Effect
from portal.domain.recommendation import Recommendation, RecommendationKind, Standing
from portal.domain.supervision import Supervision, SupervisionState

ENDED = (SupervisionState.CLOSED, SupervisionState.NOT_PURSUED)


@dataclass(frozen=True)
class AssistanceFacts:
    """The fields of assistance.py:Assistance under their own names, without those that are text."""

    kind: AssistanceKind
    administration: str
    asked_on: date
    answered_on: date | None = None
    quarters: int = 0
    competence_raised: bool | None = None
    changed_practice: Effect | None = None


@dataclass(frozen=True)
class Stood:
    """From a day on (a Copenhagen date): the state of a supervision."""

    on: date
    state: SupervisionState


@dataclass(frozen=True)
class SupervisionFacts:
    """`own_motion`: on the adviser's own initiative, else in a complaint. `states` are oldest
    first; `criticism` is None where nothing was concluded."""

    own_motion: bool
    administrations: tuple[str, ...]
    states: tuple[Stood, ...]
    criticism: bool | None = None
    published: bool = False

    @property
    def begun_on(self) -> date | None:
        """The day on which it was started; None while it is being clarified or only decided."""
        started = (one.on for one in self.states if one.state is SupervisionState.STARTED)
        return next(started, None)

    def state_on(self, day: date) -> SupervisionState | None:
        """Its state at the end of a day; None before there was any supervision."""
        until = [one.state for one in self.states if one.on <= day]
        return until[-1] if until else None


@dataclass(frozen=True)
class RecommendationFacts:
    """The fields of recommendation.py:Recommendation under their own names, without its texts.
    `standing_on` is the day since which it stands as it does, None where nobody has judged it."""

    kind: RecommendationKind
    administration: str
    given_on: date
    years: tuple[int, ...]
    standing: Standing = Standing.CANNOT_BE_JUDGED
    standing_on: date | None = None


def assistance_facts(told: Assistance) -> AssistanceFacts:
    """The facts of an assistance as it is registered now."""
    return AssistanceFacts(
        kind=told.kind,
        administration=told.administration,
        asked_on=told.asked_on,
        answered_on=told.answered_on,
        quarters=told.quarters,
        competence_raised=told.competence_raised,
        changed_practice=told.changed_practice,
    )


def supervision_facts(told: Supervision, *, own_motion: bool) -> SupervisionFacts:
    """The facts of a supervision as it stands now."""
    return SupervisionFacts(
        own_motion=own_motion,
        administrations=told.administrations,
        states=tuple(Stood(one.on, one.state) for one in told.states),
        criticism=told.criticism,
        published=told.published_on is not None,
    )


def recommendation_facts(given: Iterable[Recommendation]) -> tuple[RecommendationFacts, ...]:
    """The facts of all recommendations given in a case."""
    return tuple(
        RecommendationFacts(
            one.kind, one.administration, one.given_on, one.years, one.standing, one.standing_on
        )
        for one in given
    )
