"""How much strangers may ask of the portal together, and what a sender waits when it is used up.

Nobody is counted for herself: that would take an address. Each budget is of all strangers in one
process, or of one case; it is a bucket that is full at the beginning and fills up evenly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from types import MappingProxyType
from typing import Final

_HOUR: Final = 60 * 60
_DAY: Final = 24 * _HOUR
_MEBIBYTE: Final = 1024 * 1024

# A row in the database, and what pads a file: one byte costs as much room as this.
SMALLEST_FILE: Final = 64 * 1024
# What the files of a form may weigh that anybody can send: photographs and papers, not a film. More
# can be sent from the case, which only exists once its text has been taken in.
FORM_FILES_BYTES: Final = 32 * _MEBIBYTE
# Files that no case has taken yet, of everybody together: about a hundred full forms.
UNCLAIMED_BYTES: Final = 4096 * _MEBIBYTE

# Long enough to make a flood of forms tiresome to keep going, short enough to sit through.
TICKET_WAIT: Final = timedelta(seconds=20)
# Somebody who is called away while she waits does not begin again.
TICKET_LASTS: Final = timedelta(hours=1)


class BudgetKind(StrEnum):
    """What is counted. Those of a case, or of a ticket, are counted for each apart."""

    REPORTS = "reports"
    COMPLAINTS = "complaints"
    TICKETS = "tickets"
    USES_OF_A_TICKET = "uses_of_a_ticket"
    WRONG_CODES = "wrong_codes"
    FORM_BYTES = "form_bytes"
    CASES_BYTES = "cases_bytes"
    MESSAGES_OF_A_CASE = "messages_of_a_case"
    BYTES_OF_A_CASE = "bytes_of_a_case"


@dataclass(frozen=True)
class Budget:
    """At most `burst` at once; what was used comes back at `per_second`."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Level:
    """What was left of a budget at a moment (aware)."""

    left: float
    at: datetime


def budgets(max_upload_bytes: int) -> Mapping[BudgetKind, Budget]:
    """The budgets of one process, where a message may bring files of `max_upload_bytes`."""
    # Many small ones take up more room than they weigh.
    of_a_case = 4 * max(max_upload_bytes, 64 * _MEBIBYTE)
    return MappingProxyType(
        {
            # The municipality has about a thousand cases a year (domain: 105 reports and 912
            # complaints in 2023): this is a quarter of a year of them at once, and one every half
            # minute after.
            BudgetKind.REPORTS: Budget(250, 1 / 30),
            BudgetKind.COMPLAINTS: Budget(250, 1 / 30),
            # Whoever waits is taken in, so this is the most that a lasting flood files: some 43,000
            # a day. Fewer would keep out more of those who mean it.
            BudgetKind.TICKETS: Budget(60, 1 / 2),
            # One, and two more for an answer that was lost. What was filed already needs none.
            BudgetKind.USES_OF_A_TICKET: Budget(3, 1 / _HOUR),
            # Guessing is hopeless (115 bits); this keeps a guesser from using up the machine.
            BudgetKind.WRONG_CODES: Budget(200, 1),
            # A thousand ordinary papers, then five gigabytes a day.
            BudgetKind.FORM_BYTES: Budget(1024 * _MEBIBYTE, 64 * 1024),
            # What a case may bring is as large as the operator allows one message to be.
            BudgetKind.CASES_BYTES: Budget(5 * of_a_case, 5 * of_a_case / _DAY),
            BudgetKind.BYTES_OF_A_CASE: Budget(of_a_case, of_a_case / _DAY),
            # Nobody writes so much by hand; each message seals the case's list anew.
            BudgetKind.MESSAGES_OF_A_CASE: Budget(100, 100 / _HOUR),
        }
    )


def level_now(budget: Budget, before: Level | None, now: datetime) -> Level:
    """What is left at `now`; a full budget where nothing was used before. A clock that was set back
    gives nothing and takes nothing."""
    if before is None:
        return Level(budget.burst, now)
    passed = max(0.0, (now - before.at).total_seconds())
    return Level(min(budget.burst, before.left + passed * budget.per_second), now)


def taken(budget: Budget, before: Level | None, now: datetime, amount: float = 1) -> Level | None:
    """The level once `amount` is used, or None where there is not so much."""
    level = level_now(budget, before, now)
    return replace(level, left=level.left - amount) if level.left >= amount else None


def seconds_until(budget: Budget, before: Level | None, now: datetime, amount: float = 1) -> int:
    """Whole seconds until there is `amount`, 0 where there is. Never for more than the burst, of
    which the time until the budget is full is told."""
    missing = min(amount, budget.burst) - level_now(budget, before, now).left
    return max(0, ceil(missing / budget.per_second))


def ticket_waits(issued: datetime, now: datetime) -> int:
    """Whole seconds until a ticket of `issued` is good, 0 where it is."""
    return max(0, ceil((issued + TICKET_WAIT - now).total_seconds()))


def ticket_is_over(issued: datetime, now: datetime) -> bool:
    """Whether a ticket is too old, or from the future: then it counts for nothing."""
    return not timedelta(0) <= now - issued <= TICKET_LASTS
