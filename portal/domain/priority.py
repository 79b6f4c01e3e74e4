"""What comes first: from the limits and from whose move it is.

A worklist is in three parts: cases whose limit towards the reporter has passed or ends soon, by
that limit; then every other case with a move left, by the day from which the unit has something to
do; then what is over. Both days stand in plain columns, so that a list is in order without opening
a case, and neither changes by itself when a day passes.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import RestsWith
from portal.domain.errors import InvalidInput
from portal.domain.legal_calendar import last_open_day

SOON_DAYS = 14
SET_ASIDE_DAYS_AT_MOST = 90


class Pressure(StrEnum):
    """Why a case stands where it stands, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    WAIT_OVER = "wait_over"
    UNITS_MOVE = "units_move"
    SET_ASIDE = "set_aside"
    WAITING = "waiting"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Priority:
    """`day` is the day it goes by: the act-by day of a limit (`soon`), the statutory day passed
    (`overdue`), the last day of a wait. `days` is how far it lies ahead or, when passed, behind."""

    pressure: Pressure
    day: date | None = None
    days: int = 0


def act_from(
    rests_with: RestsWith | None,
    received_on: date,
    *,
    waits_until: date | None,
    set_aside_until: date | None,
) -> date | None:
    """The day from which the unit has something to do; None when nobody has a move left.

    Its own move counts from the day of receipt, so that what has lain longest comes first and the
    column tells no day that is not plain already. `waits_until` is the first day an answer is due
    by; the day after, somebody asks where it is.
    """
    if rests_with is None:
        return None
    if rests_with is RestsWith.UNIT:
        return max(received_on, set_aside_until) if set_aside_until else received_on
    # What others owe is not the unit's to set aside: a later day for it is agreed with them.
    return waits_until + timedelta(days=1) if waits_until else received_on


def check_set_aside(today: date, until: date, reason: str, due: date | None) -> None:
    """Raises InvalidInput unless a case may be set aside until a day.

    `until`: `not_ahead`; `too_far` (after `latest_set_aside`). `reason`: `missing`.
    """
    if until <= today:
        raise InvalidInput("until", "not_ahead")
    if until > latest_set_aside(today, due):
        raise InvalidInput("until", "too_far")
    if not reason.strip():
        raise InvalidInput("reason", "missing")


def latest_set_aside(today: date, due: date | None) -> date:
    """The last day a case may be set aside until: 90 days, and no later than the day to act by of
    the limit that runs."""
    latest = today + timedelta(days=SET_ASIDE_DAYS_AT_MOST)
    return latest if due is None else min(latest, last_open_day(due))


def priority_of(facts: CaseFacts, today: date) -> Priority:
    """Why a case stands where it stands on the worklist of a day."""
    if facts.due is not None and facts.due < today:
        return Priority(Pressure.OVERDUE, facts.due, (today - facts.due).days)
    if facts.due is not None and facts.due <= today + timedelta(days=SOON_DAYS):
        return _soon(facts.due, today)
    if facts.act_from is None:
        return Priority(Pressure.NOTHING)
    own = facts.rests_with is RestsWith.UNIT
    if facts.act_from > today:
        day = facts.act_from if own else facts.act_from - timedelta(days=1)
        return Priority(Pressure.SET_ASIDE if own else Pressure.WAITING, day, (day - today).days)
    if own:
        return Priority(Pressure.UNITS_MOVE)
    ended = facts.act_from - timedelta(days=1)
    return Priority(Pressure.WAIT_OVER, ended, (today - ended).days)


def _soon(due: date, today: date) -> Priority:
    """By the act-by day while it lies ahead; from then on by the statutory day itself."""
    day = last_open_day(due)
    day = due if day < today else day
    return Priority(Pressure.SOON, day, (day - today).days)


def needs_action(facts: CaseFacts, today: date) -> bool:
    """Whether somebody in the unit has something to do with a case today."""
    return priority_of(facts, today).pressure in (
        Pressure.OVERDUE,
        Pressure.SOON,
        Pressure.WAIT_OVER,
        Pressure.UNITS_MOVE,
    )
