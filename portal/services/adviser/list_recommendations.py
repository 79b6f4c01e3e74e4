"""Every recommendation that a member can open, with the case it was given in."""

from dataclasses import dataclass

from portal.domain.recommendation import Recommendation, Standing
from portal.services.adviser.supervised_cases import SupervisedCases, supervised_cases
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class WantedRecommendations:
    """Of one administration (a code), of one standing; all where nothing is set."""

    administration: str = ""
    standing: Standing | None = None

    def __contains__(self, one: Recommendation) -> bool:
        return self.administration in ("", one.administration) and self.standing in (
            None,
            one.standing,
        )


@dataclass(frozen=True)
class RecommendationLine:
    """A recommendation, and the number of its case."""

    number: str
    recommendation: Recommendation


@dataclass(frozen=True)
class Recommendations:
    """By administration, and within one the newest first. `cases` says what is left out."""

    lines: tuple[RecommendationLine, ...]
    cases: SupervisedCases


def list_recommendations(
    workplace: Workplace, member: Member, wanted: WantedRecommendations
) -> Recommendations:
    """The recommendations given in the cases that a member holds a key to and has declared herself
    impartial in: each was given in a supervision. Raises CannotOpen, BrokenList."""
    cases = supervised_cases(workplace, member)
    lines = [
        RecommendationLine(file.facts.number, one)
        for file in cases.files
        for one in file.recommendations
        if one in wanted
    ]
    codes = workplace.municipality.codes("administration")
    place = {code: number for number, code in enumerate(codes)}
    lines.sort(key=lambda line: line.recommendation.given_on, reverse=True)
    lines.sort(key=lambda line: place.get(line.recommendation.administration, len(place)))
    return Recommendations(tuple(lines), cases)
