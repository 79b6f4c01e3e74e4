"""How things stand with each administration: what it owes, since when, and who is there.

Everything comes from plain columns. Figures count every case of the member's desk; which cases they
are is told of those alone that she holds a key to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.case_status import CaseKind, RestsWith
from portal.domain.dossier import Awaits
from portal.domain.errors import BrokenList
from portal.domain.reminding import is_there
from portal.services.accounts.preferences import contacts_as_colleagues
from portal.services.members.readers import listed_contacts
from portal.services.workplace import Member, Workplace
from portal.storage.administration_store import AdministrationLine
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Owed:
    """What is awaited of an administration now, how much of that should have come before today,
    and by how many days the oldest of it is late."""

    awaited: int
    overdue: int
    days_late: int


@dataclass(frozen=True)
class AdministrationView:
    """One administration. `waits_for_unit` is what it asked or answered and the unit has not dealt
    with. `contacts` are there to be sent to, and `away` of them are absent today. `cases` are those
    of the member's in which something of this is so, with the days something is owed by."""

    code: str
    answers: Owed
    follow_ups: Owed
    waits_for_unit: int
    contacts: int
    away: int
    cases: tuple[AdministrationLine, ...]


def look_at_administrations(workplace: Workplace, member: Member) -> list[AdministrationView]:
    """Every administration of the municipality, in its order, those that are no more last."""
    with workplace.open_unit() as unit:
        lines = unit.administrations.lines([one for one in CaseKind if member.account.reads(one)])
        held = unit.case_keys.of_many(list({one.case_id for one in lines}), member.account.id)
        contacts = _contacts(workplace, unit)
    today = workplace.today()
    known = workplace.municipality.codes("administration")
    former = sorted({one.administration for one in lines} - set(known))
    return [
        _view(code, lines, set(held), contacts.get(code, []), today) for code in (*known, *former)
    ]


def _view(
    code: str,
    lines: Sequence[AdministrationLine],
    held: set[bytes],
    contacts: Sequence[bool],
    today: date,
) -> AdministrationView:
    here = [one for one in lines if one.administration == code]
    return AdministrationView(
        code=code,
        answers=_owed((one for one in here if one.awaits == Awaits.ANSWER), today),
        follow_ups=_owed((one for one in here if one.awaits == Awaits.FOLLOW_UP), today),
        waits_for_unit=sum(one.move == RestsWith.UNIT for one in here),
        contacts=len(contacts),
        away=contacts.count(False),
        cases=tuple(one for one in here if one.case_id in held),
    )


def _owed(lines: Iterable[AdministrationLine], today: date) -> Owed:
    days = [one.due for one in lines if one.due is not None]
    late = [day for day in days if day < today]
    return Owed(len(days), len(late), (today - min(late)).days if late else 0)


def _contacts(workplace: Workplace, unit: UnitOfWork) -> dict[str, list[bool]]:
    """By administration: of each contact person who can be sent to, whether she is there today."""
    try:
        listed = listed_contacts(workplace, unit)
    except BrokenList:
        return {}
    colleagues = contacts_as_colleagues(workplace, listed)
    found: dict[str, list[bool]] = {}
    for one in listed:
        there = is_there(colleagues[one.id.hex()], workplace.today())
        found.setdefault(one.administration, []).append(there)
    return found
