"""What a supervision may end in: what the adviser recommends, calls for or criticises, and what
became of it over the years."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
