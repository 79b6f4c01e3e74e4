"""The parts of the account of complaints: what can be withheld by itself, and what is a share of
what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.domain.assistance import Effect
from portal.domain.complaint import Satisfaction, Solved, Upheld

NOT_ENTERED: Final = "not_entered"
# Of a table that asks no more than whether.
YES: Final = "yes"
NO: Final = "no"


class AccountPart(StrEnum):
    """What of an account can be withheld by itself; the tables first."""

    ADMINISTRATIONS = "administrations"
    CHANNELS = "channels"
    WANTS = "wants"
    ABOUTS = "abouts"
    SUB_THEMES = "sub_themes"
    GRAVITIES = "gravities"
    EFFORTS = "efforts"
    UPHELD = "upheld"
    SOLVED = "solved"
    LEARNING = "learning"
    SATISFACTION = "satisfaction"
    DISCRIMINATION = "discrimination"
    FORWARDED = "forwarded"
    MEDIATED = "mediated"
    ASSISTANCE_ADMINISTRATIONS = "assistance_administrations"
    COMPETENCE = "competence"
    PRACTICE = "practice"
    SUPERVISIONS = "supervisions"
    SUPERVISIONS_BEGUN = "supervisions_begun"
    SUPERVISIONS_IN_COMPLAINTS = "supervisions_in_complaints"
    CRITICISM = "criticism"
    RECOMMENDATIONS = "recommendations"
    RECOMMENDATION_ADMINISTRATIONS = "recommendation_administrations"
    STANDINGS = "standings"
    SHARES = "shares"
    UPHELD_BY_ADMINISTRATION = "upheld_by_administration"
    UPHELD_BEFORE = "upheld_before"
    DAYS = "days"
    DAYS_BY_EFFORT = "days_by_effort"
    DAYS_BY_CHANNEL = "days_by_channel"
    ASSISTANCE_DAYS = "assistance_days"
    HOURS = "hours"
    REOPENED = "reopened"


# Of these a complaint may have several; all other tables have it in one cell, or in none.
SEVERAL: Final = (AccountPart.WANTS, AccountPart.SUB_THEMES)


class ShareKind(StrEnum):
    UPHELD = "upheld"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    SATISFIED_OF_KNOWN = "satisfied_of_known"
    COMPETENCE_RAISED = "competence_raised"
    PRACTICE_CHANGED = "practice_changed"


@dataclass(frozen=True)
class Ratio:
    """A share of some cells of a table in others."""

    table: AccountPart
    count: tuple[str, ...]
    of: tuple[str, ...]


# The published shares of satisfied and dissatisfied citizens leave 14 % over (2023: 82 and 4): they
# are of everybody whose answer was registered, `unknown` included.
RATIOS: Final[Mapping[ShareKind, Ratio]] = {
    ShareKind.UPHELD: Ratio(AccountPart.UPHELD, (Upheld.YES,), (Upheld.YES, Upheld.NO)),
    ShareKind.SOLVED: Ratio(
        AccountPart.SOLVED,
        (Solved.WHOLLY, Solved.PARTLY),
        (Solved.WHOLLY, Solved.PARTLY, Solved.NOT),
    ),
    ShareKind.SATISFIED: Ratio(
        AccountPart.SATISFACTION, (Satisfaction.SATISFIED,), tuple(Satisfaction)
    ),
    ShareKind.NOT_SATISFIED: Ratio(
        AccountPart.SATISFACTION, (Satisfaction.NOT_SATISFIED,), tuple(Satisfaction)
    ),
    ShareKind.SATISFIED_OF_KNOWN: Ratio(
        AccountPart.SATISFACTION,
        (Satisfaction.SATISFIED,),
        (Satisfaction.SATISFIED, Satisfaction.NOT_SATISFIED),
    ),
    ShareKind.COMPETENCE_RAISED: Ratio(AccountPart.COMPETENCE, (YES,), (YES, NO)),
    ShareKind.PRACTICE_CHANGED: Ratio(AccountPart.PRACTICE, (Effect.YES,), (Effect.YES, Effect.NO)),
}
