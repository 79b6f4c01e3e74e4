"""The statistical facts of cases that have none: from before there was a key to seal them to."""

from crypto.errors import CannotOpen
from portal.domain.errors import NotFound
from portal.services.member_work import MemberWork
from portal.services.workplace import Member, Workplace


def complete_facts(workplace: Workplace, member: Member) -> int:
    """Write the facts of every case that has none and that the member can open.

    The others are passed over; returns how many still have none. The member is shown nothing of a
    case, so no declaration of impartiality is asked for.
    """
    with workplace.open_unit() as unit:
        missing = unit.facts.unwritten()
    for number in missing:
        _complete(workplace, member, number)
    if not missing:
        return 0
    with workplace.open_unit() as unit:
        return len(unit.facts.unwritten())


def _complete(workplace: Workplace, member: Member, number: str) -> None:
    with workplace.open_unit(write=True) as unit:
        try:
            work = MemberWork(unit, workplace, member, number)
        except (NotFound, CannotOpen):
            return
        work.save()
        unit.commit()
