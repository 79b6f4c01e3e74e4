"""What a supervision may end in: what the adviser recommends, calls for or criticises, and what
became of it over the years."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.dossier import Act, ActKind, Dossier
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import check_not_too_early
from portal.domain.supervision import Supervision, SupervisionState


class RecommendationKind(StrEnum):
    """The adviser's four words, the mildest first: anbefaling, opfordring, henstilling, kritik."""

    RECOMMENDATION = "recommendation"
    ENCOURAGEMENT = "encouragement"
    CALL = "call"
    CRITICISM = "criticism"


class Standing(StrEnum):
    """Where it stands, as the adviser sees it."""

    CARRIED_OUT = "carried_out"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_CARRIED_OUT = "not_carried_out"
    CANNOT_BE_JUDGED = "cannot_be_judged"


@dataclass(frozen=True)
class Recommendation:
    """`administration` is a code; `years` are those in which it was given, ascending (some are
    repeated for a decade). `view` is the adviser's word to the standing, `remark` the
    administration's own. An administration that will not follow one has to say so
    (`declined_because`); then the committee may be told, on `committee_told_on`.
    """

    ordinal: int
    kind: RecommendationKind
    administration: str
    text: str
    given_on: date
    years: tuple[int, ...]
    standing: Standing = Standing.CANNOT_BE_JUDGED
    standing_on: date | None = None
    view: str = ""
    remark: str = ""
    remark_on: date | None = None
    declined_because: str = ""
    committee_told_on: date | None = None


@dataclass(frozen=True)
class Change:
    """What is known of a recommendation now, and its words, set right if need be. `year`: it was
    given once more in that year, None where it was not; the other fields as in `Recommendation`,
    the whole of each."""

    text: str
    year: int | None
    standing: Standing
    view: str
    remark: str
    remark_on: date | None
    declined_because: str
    committee_told_on: date | None


def given(
    before: tuple[Recommendation, ...],
    supervision: Supervision | None,
    new: Recommendation,
    *,
    today: date,
) -> tuple[Recommendation, ...]:
    """Every recommendation of a case with one more; its number and first year are given here.

    Raises ForbiddenMove unless a supervision was started, and looked into what it is about;
    InvalidInput: `text` (`missing`), `administration` (`not_asked`), `given_on` (`in_future`,
    `too_early`, `before_beginning`).
    """
    if supervision is None or supervision.state not in (
        SupervisionState.STARTED,
        SupervisionState.CLOSED,
    ):
        raise ForbiddenMove("nothing was looked into")
    if not new.text.strip():
        raise InvalidInput("text", "missing")
    if new.administration not in supervision.administrations:
        raise InvalidInput("administration", "not_asked")
    if new.given_on > today:
        raise InvalidInput("given_on", "in_future")
    check_not_too_early("given_on", new.given_on, today)
    if new.given_on < supervision.begun_on:
        raise InvalidInput("given_on", "before_beginning")
    added = replace(new, ordinal=len(before) + 1, text=new.text.strip(), years=(new.given_on.year,))
    return (*before, added)


def changed(recommendation: Recommendation, change: Change, *, today: date) -> Recommendation:
    """The recommendation as it stands now; the day of its standing moves with standing and view.

    Raises InvalidInput: `text` (`missing`), `year` (`in_future`, `before_given`, `already`),
    `remark` and `remark_on` (`missing`: one of the two without the other), `remark_on` and
    `committee_told_on` (`in_future`, `before_given`), `declined_because` (`carried_out`),
    `committee_told_on` (`not_declined`).
    """
    if not change.text.strip():
        raise InvalidInput("text", "missing")
    years = recommendation.years
    if change.year is not None:
        _check_year(recommendation, change.year, today)
        years = tuple(sorted((*years, change.year)))
    _check_remark(recommendation, change, today)
    _check_declined(recommendation, change, today)
    standing = (change.standing, change.view.strip())
    moved = standing != (recommendation.standing, recommendation.view)
    return replace(
        recommendation,
        text=change.text.strip(),
        years=years,
        standing=change.standing,
        standing_on=today if moved else recommendation.standing_on,
        view=change.view.strip(),
        remark=change.remark.strip(),
        remark_on=change.remark_on,
        declined_because=change.declined_because.strip(),
        committee_told_on=change.committee_told_on,
    )


def _check_year(recommendation: Recommendation, year: int, today: date) -> None:
    if year > today.year:
        raise InvalidInput("year", "in_future")
    if year < recommendation.given_on.year:
        raise InvalidInput("year", "before_given")
    if year in recommendation.years:
        raise InvalidInput("year", "already")


def _check_remark(recommendation: Recommendation, change: Change, today: date) -> None:
    said = bool(change.remark.strip())
    if said and change.remark_on is None:
        raise InvalidInput("remark_on", "missing")
    if not said and change.remark_on is not None:
        raise InvalidInput("remark", "missing")
    _check_later("remark_on", change.remark_on, recommendation, today)


def _check_declined(recommendation: Recommendation, change: Change, today: date) -> None:
    declined = bool(change.declined_because.strip())
    if declined and change.standing is Standing.CARRIED_OUT:
        raise InvalidInput("declined_because", "carried_out")
    if change.committee_told_on is not None and not declined:
        raise InvalidInput("committee_told_on", "not_declined")
    _check_later("committee_told_on", change.committee_told_on, recommendation, today)


def _check_later(field: str, on: date | None, recommendation: Recommendation, today: date) -> None:
    if on is None:
        return
    if on > today:
        raise InvalidInput(field, "in_future")
    if on < recommendation.given_on:
        raise InvalidInput(field, "before_given")


def words_since(dossiers: Sequence[Dossier], one: Recommendation) -> Act | None:
    """The newest answer or follow-up of the administration that a recommendation was given to, from
    its day on; None where it has said nothing in the case's dossiers."""
    said = [
        act
        for dossier in dossiers
        if dossier.administration == one.administration
        for act in dossier.acts
        if act.kind in (ActKind.ANSWER, ActKind.FOLLOW_UP) and act.on >= one.given_on
    ]
    return max(said, key=lambda act: act.on, default=None)
