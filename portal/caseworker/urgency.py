"""How urgent a case is, as the lists and the case page say it."""

from dataclasses import dataclass
from datetime import date

from portal.domain.case_file import CaseFacts

SOON_DAYS = 14


@dataclass(frozen=True)
class Urgency:
    """`level` is overdue, due_soon, new or calm; `days` past the date, or left until it."""

    level: str
    days: int = 0


def urgency_of(facts: CaseFacts, today: date, *, new: bool = False) -> Urgency:
    """By the limit that still runs: none once feedback was given or the case is closed."""
    if facts.due is not None:
        left = (facts.due - today).days
        if left < 0:
            return Urgency("overdue", -left)
        if left <= SOON_DAYS:
            return Urgency("due_soon", left)
    return Urgency("new") if new else Urgency("calm")
