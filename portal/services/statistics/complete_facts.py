"""The statistical facts of cases that have none: from before there was a key to seal them to."""

from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFile, turns_known_from
from portal.domain.errors import CaseAltered, NotFound
from portal.domain.statistics import facts_of
from portal.services.member_work import MemberWork
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def complete_facts(workplace: Workplace, member: Member) -> int:
    """Write the facts of every case that has none and that the member can open.

    Of a case that no active member can open any more, what its plain dates tell is counted: it was
    received, and no report is held up by it for ever. The others are passed over; returns how many
    still have none. The member is shown nothing of a case, so no declaration of impartiality is
    asked for.
    """
    with workplace.open_unit() as unit:
        missing = unit.facts.unwritten()
    for number in missing:
        _complete(workplace, member, number)
    if not missing:
        return 0
    with workplace.open_unit() as unit:
        return len(unit.facts.unwritten())


def rewrite_facts(workplace: Workplace, member: Member, number: str) -> None:
    """Write the facts of a case anew, where the member can open it; else they stay as they are."""
    with workplace.open_unit(write=True) as unit:
        try:
            work = MemberWork(unit, workplace, member, number)
        except (NotFound, CannotOpen, CaseAltered):
            return
        work.save()
        unit.commit()


def _complete(workplace: Workplace, member: Member, number: str) -> None:
    with workplace.open_unit(write=True) as unit:
        try:
            work = MemberWork(unit, workplace, member, number)
        except NotFound:
            _count_what_is_plain(workplace, unit, number)
        except (CannotOpen, CaseAltered):
            return
        else:
            work.save()
        unit.commit()


def _count_what_is_plain(workplace: Workplace, unit: UnitOfWork, number: str) -> None:
    facts = unit.cases.by_number(number, lock=True)
    public_key = statistics_key_of(workplace, unit)
    if facts is None or public_key is None:
        return
    holders = set(unit.case_keys.members(facts.id))
    if not any(reader.id in holders for reader in unit.accounts.members()):
        file = CaseFile(facts, turns=turns_known_from(facts))
        unit.facts.write(public_key, facts.id, facts_of(file))
