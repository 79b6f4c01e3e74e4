"""What a member must do today: of the cases she can open, those she would be reminded of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.domain.case_file import CaseFacts
from portal.domain.legal_calendar import last_open_day
from portal.domain.priority import needs_action
from portal.domain.reminding import (
    Absence,
    is_there,
    to_remind,
    to_warn_of_overdue,
    warning_falls,
)
from portal.services.accounts.preferences import colleagues_of
from portal.services.casework.list_cases import WorklistRow, rows_of
from portal.services.handler import handler_of
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork

# More than a member ever has pending; beyond it the worklist is the place to look.
LOOKED_AT = 200


class Part(StrEnum):
    """To which part of a member's day a case belongs."""

    MINE = "mine"
    STANDING_IN = "standing_in"
    NOBODYS = "nobodys"
    OVERDUE = "overdue"
    LATE_ANSWERS = "late_answers"


@dataclass(frozen=True)
class Today:
    """The cases of each part, the most pressing first. OVERDUE and LATE_ANSWERS are those of
    colleagues, for a head of unit: what the unit owes, and what an administration owes. `absence`
    is her own, if she is away today. `everything` is False when she has more pending cases than
    LOOKED_AT."""

    parts: Mapping[Part, tuple[WorklistRow, ...]]
    absence: Absence | None
    everything: bool


def list_today(workplace: Workplace, member: Member) -> Today:
    """What needs action today, has news for her, or is reminded of today: the rules that say whom
    the mails reach say what stands here. No case is opened."""
    with workplace.open_unit() as unit:
        facts = unit.cases.pending_of(member.account.id, workplace.today(), LOOKED_AT + 1)
        looked_at = facts[:LOOKED_AT]
        day = _MembersDay(workplace, unit, member, looked_at)
        rows = rows_of(unit, workplace, member, looked_at)
    parts: dict[Part, list[WorklistRow]] = {part: [] for part in Part}
    for row in rows:
        if (part := day.part_of(row)) is not None:
            parts[part].append(row)
    return Today(
        parts={part: tuple(found) for part, found in parts.items()},
        absence=day.own_absence,
        everything=len(facts) <= LOOKED_AT,
    )


class _MembersDay:
    """What is known of a member's day and of who works on her cases."""

    def __init__(
        self, workplace: Workplace, unit: UnitOfWork, member: Member, facts: list[CaseFacts]
    ) -> None:
        self._workplace = workplace
        self._member = member
        self._today = workplace.today()
        self._colleagues = colleagues_of(workplace, unit.accounts.members())
        self._holders = unit.case_keys.holders_of([one.id for one in facts])

    @property
    def own_absence(self) -> Absence | None:
        own = self._colleagues.get(self._member.id)
        return None if own is None or is_there(own, self._today) else own.absence

    def part_of(self, row: WorklistRow) -> Part | None:
        """None for a case that is another's affair, or that has nothing for her today."""
        facts = row.facts
        holders = frozenset(one.hex() for one in self._holders.get(facts.id, ()))
        found = handler_of(self._workplace, facts)
        handler = found.hex() if found and found.hex() in self._colleagues else None
        told = to_remind(handler, self._colleagues, holders, self._today)
        pressing = row.new or needs_action(facts, self._today) or self._is_reminded_of(row)
        if handler == self._member.id:
            return Part.MINE if pressing else None
        if handler is None:
            return Part.NOBODYS if pressing else None
        if self._member.id in told and pressing:
            return Part.STANDING_IN
        late = facts.due is not None and facts.due < self._today
        warned = to_warn_of_overdue(self._colleagues, holders, self._today)
        if self._member.id not in warned:
            return None
        if late:
            return Part.OVERDUE
        waited_for = any(due < self._today for _administration, due in row.awaited)
        return Part.LATE_ANSWERS if waited_for else None

    def _is_reminded_of(self, row: WorklistRow) -> bool:
        yesterday = self._today - timedelta(days=1)
        limits = [row.facts.due, *(due for _administration, due in row.awaited)]
        return any(
            warning_falls(last_open_day(limit), yesterday, self._today) for limit in limits if limit
        )
