"""Consultative assistance: advice to an administration's staff, logged when it was given."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AssistanceKind(StrEnum):
    """Advice in a question, or teaching."""

    ADVICE = "advice"
    TEACHING = "teaching"


class Effect(StrEnum):
    """Whether it changed how the administration works; `unknown` where nobody told."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Assistance:
    """`asked_by` is who asked, in the administration's words (a unit, a function; a name only where
    it is needed), `subject` what it was about. `asked_on` and `answered_on` are Copenhagen dates,
    None while it is not answered; `hours` of work, in quarters of an hour. `competence_raised`:
    whether the administration's competence (its power to act at all) was in question.
    """

    kind: AssistanceKind
    administration: str
    asked_by: str
    subject: str
    asked_on: date
    answered_on: date | None = None
    quarters: int = 0
    competence_raised: bool | None = None
    changed_practice: Effect | None = None
    answer: str = ""
