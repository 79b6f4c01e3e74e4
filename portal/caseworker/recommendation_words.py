"""Recommendations in words."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.recommendation import Recommendation, RecommendationKind, Standing
from portal.web.formatting import long_date

KIND_WORDS: dict[RecommendationKind, Any] = {
    RecommendationKind.RECOMMENDATION: _l("Anbefaling"),
    RecommendationKind.ENCOURAGEMENT: _l("Opfordring"),
    RecommendationKind.CALL: _l("Henstilling"),
    RecommendationKind.CRITICISM: _l("Kritik"),
}
STANDING_WORDS: dict[Standing, Any] = {
    Standing.CARRIED_OUT: _l("Gennemført"),
    Standing.PARTLY: _l("Delvist gennemført"),
    Standing.PLANNED: _l("Planlagt"),
    Standing.NOT_CARRIED_OUT: _l("Ikke gennemført"),
    Standing.CANNOT_BE_JUDGED: _l("Kan ikke vurderes"),
}


def years_text(recommendation: Recommendation) -> str:
    """The years in which it was given, divided by commas."""
    return ", ".join(str(year) for year in recommendation.years)


def on_day(text: str, on: Any) -> str:
    """A text with the day it is of, where there is one."""
    return f"{text} ({long_date(on)})" if text and on else text
