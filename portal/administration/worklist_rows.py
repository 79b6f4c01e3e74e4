"""A contact person's dossiers in the order in which she has to look at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.dossier import Dossier, Stage


class Group(StrEnum):
    NEW = "new"
    OVERDUE = "overdue"
    DUE = "due"
    WITH_THE_UNIT = "with_the_unit"
    DONE = "done"


@dataclass(frozen=True)
class Row:
    """`new`: she has not opened it. `days_late` is how far what is awaited now is past its day, 0
    when it is not."""

    dossier: Dossier
    new: bool
    days_late: int


def days_late(dossier: Dossier, today: date) -> int:
    """How many days what is awaited now is past its day; 0 when it is not."""
    due = dossier.due_now
    return max(0, (today - due).days) if due else 0


def grouped(
    dossiers: Iterable[Dossier], account: str, today: date
) -> Mapping[Group, tuple[Row, ...]]:
    """Every dossier in its group, in the order given; of what is done the newest first."""
    rows: dict[Group, list[Row]] = {group: [] for group in Group}
    for dossier in dossiers:
        row = Row(dossier, not dossier.opened_by(account), days_late(dossier, today))
        rows[_group_of(row)].append(row)
    rows[Group.DONE].sort(key=lambda row: row.dossier.sent_on, reverse=True)
    return {group: tuple(found) for group, found in rows.items()}


# Where a dossier stands so, nothing waits for who has not opened it: a colleague was first.
_TAKEN_CARE_OF = frozenset(
    {Stage.ANSWERED, Stage.ENOUGH, Stage.CALLED_OFF, Stage.FOLLOW_UP_CAME, Stage.CONCLUDED}
)


def _group_of(row: Row) -> Group:
    dossier = row.dossier
    if row.new and dossier.stage not in _TAKEN_CARE_OF:
        return Group.NEW
    # A question moves no day: what is late is late also while the unit has to reply.
    if row.days_late:
        return Group.OVERDUE
    if dossier.stage is Stage.ANSWERED and dossier.told_citizen:
        return Group.DONE
    if dossier.waits_for_unit:
        return Group.WITH_THE_UNIT
    return Group.DUE if dossier.awaits else Group.DONE
