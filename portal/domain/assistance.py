"""Consultative assistance: advice to an administration's staff, and teaching."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.errors import InvalidInput
from portal.domain.legal_calendar import check_not_too_early

# A hundred hours: whatever takes longer is no assistance.
QUARTERS_AT_MOST = 4 * 100


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
    """`administration` is a code; `asked_by` is who asked, in the administration's words (a unit, a
    function; a name only where it is needed), `subject` what it was about. `asked_on` and
    `answered_on` are Copenhagen dates, the second None while it is not answered; `quarters` of an
    hour were worked. `competence_raised`: whether the administration is better able to do it itself
    from now on. Of teaching neither that nor `changed_practice` is asked.
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

    @property
    def is_advice(self) -> bool:
        return self.kind is AssistanceKind.ADVICE

    @property
    def days(self) -> int | None:
        """Days from the question to the answer; None while there is none."""
        return None if self.answered_on is None else (self.answered_on - self.asked_on).days


def check_assistance(assistance: Assistance, today: date) -> None:
    """Raises InvalidInput unless it can be registered on a day.

    `asked_by`, `subject`: `missing`. `asked_on`: `ahead`, `too_early`. `answered_on`: `ahead`,
    `before_asking`. `quarters`: `out_of_range` (0 to QUARTERS_AT_MOST). `competence_raised`:
    `missing`, of advice that is answered. `competence_raised`, `changed_practice`:
    `not_of_teaching`.
    """
    for name in ("asked_by", "subject"):
        if not getattr(assistance, name).strip():
            raise InvalidInput(name, "missing")
    _check_days(assistance, today)
    if not 0 <= assistance.quarters <= QUARTERS_AT_MOST:
        raise InvalidInput("quarters", "out_of_range")
    _check_effect(assistance)


def _check_days(assistance: Assistance, today: date) -> None:
    if assistance.asked_on > today:
        raise InvalidInput("asked_on", "ahead")
    check_not_too_early("asked_on", assistance.asked_on, today)
    if assistance.answered_on is None:
        return
    if assistance.answered_on > today:
        raise InvalidInput("answered_on", "ahead")
    if assistance.answered_on < assistance.asked_on:
        raise InvalidInput("answered_on", "before_asking")


def _check_effect(assistance: Assistance) -> None:
    if assistance.is_advice:
        if assistance.answered_on is not None and assistance.competence_raised is None:
            raise InvalidInput("competence_raised", "missing")
        return
    for name in ("competence_raised", "changed_practice"):
        if getattr(assistance, name) is not None:
            raise InvalidInput(name, "not_of_teaching")


@dataclass(frozen=True)
class AssistanceTotals:
    """What came of several. `quarters` are of all of them; `average_days` from question to answer
    and the shares (0 to 1) are of advice alone, and of that only where they are known: None where
    nothing is."""

    advice: int
    teaching: int
    quarters: int
    average_days: float | None
    competence_raised: float | None
    changed_practice: float | None


def totals_of(several: Sequence[Assistance]) -> AssistanceTotals:
    """The totals of a year, or of whatever was chosen."""
    advice = [one for one in several if one.is_advice]
    days = [one.days for one in advice if one.days is not None]
    raised = [one.competence_raised for one in advice if one.competence_raised is not None]
    known = (Effect.YES, Effect.NO)
    changed = [one.changed_practice for one in advice if one.changed_practice in known]
    return AssistanceTotals(
        advice=len(advice),
        teaching=len(several) - len(advice),
        quarters=sum(one.quarters for one in several),
        average_days=sum(days) / len(days) if days else None,
        competence_raised=sum(raised) / len(raised) if raised else None,
        changed_practice=changed.count(Effect.YES) / len(changed) if changed else None,
    )
