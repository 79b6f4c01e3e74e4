"""What a member must do today: of the cases she can open, those she would be reminded of."""

from dataclasses import dataclass

from portal.domain.case_file import CaseFacts
from portal.domain.reminding import to_remind, to_warn_of_overdue
from portal.services.accounts.preferences import colleagues_of
from portal.services.casework.list_cases import WorklistRow, rows_of
from portal.services.handler import handler_of
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork

# More than anybody can do in a day; beyond it the worklist is the place to look.
LISTED_AT_MOST = 100


@dataclass(frozen=True)
class Today:
    """`mine` are the cases she works on or stands in for; `nobodys` those that nobody works on;
    `overdue` what is overdue with colleagues, for a head of unit. Each the most pressing first.
    `everything` is False when there was more than LISTED_AT_MOST."""

    mine: tuple[WorklistRow, ...]
    nobodys: tuple[WorklistRow, ...]
    overdue: tuple[WorklistRow, ...]
    everything: bool


def list_today(workplace: Workplace, member: Member) -> Today:
    """The same rules that say whom the mails reach say what stands here; no case is opened."""
    today = workplace.today()
    with workplace.open_unit() as unit:
        facts = unit.cases.needing_action(member.account.id, today, LISTED_AT_MOST + 1)
        sorter = _Sorter(workplace, unit, member, facts[:LISTED_AT_MOST])
        rows = rows_of(unit, workplace, member, facts[:LISTED_AT_MOST])
    parts = {row.facts.id: sorter.part_of(row.facts) for row in rows}
    return Today(
        mine=tuple(row for row in rows if parts[row.facts.id] == "mine"),
        nobodys=tuple(row for row in rows if parts[row.facts.id] == "nobodys"),
        overdue=tuple(row for row in rows if parts[row.facts.id] == "overdue"),
        everything=len(facts) <= LISTED_AT_MOST,
    )


class _Sorter:
    """Says to which part of a member's day a case belongs."""

    def __init__(
        self, workplace: Workplace, unit: UnitOfWork, member: Member, facts: list[CaseFacts]
    ) -> None:
        self._workplace = workplace
        self._member = member
        self._today = workplace.today()
        self._colleagues = colleagues_of(workplace, unit.accounts.report_readers())
        self._holders = unit.case_keys.holders_of([one.id for one in facts])

    def part_of(self, facts: CaseFacts) -> str:
        holders = frozenset(one.hex() for one in self._holders.get(facts.id, ()))
        found = handler_of(self._workplace, facts)
        handler = found.hex() if found and found.hex() in self._colleagues else None
        if handler is None:
            return "nobodys"
        told = to_remind(handler, self._colleagues, holders, self._today)
        if self._member.id == handler or self._member.id in told:
            return "mine"
        late = facts.due is not None and facts.due < self._today
        warned = to_warn_of_overdue(self._colleagues, holders, self._today)
        return "overdue" if late and self._member.id in warned else ""
