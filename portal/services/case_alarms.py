"""Cases found altered: written down by whoever opens one, until a head of unit has dealt with it.

A reporter who meets the same is told; it is not written down, since the log keeps the minute.
"""

from portal.domain.audit_events import SystemEvent
from portal.domain.case_file import CaseFacts
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def raise_case_alarm(workplace: Workplace, member: Member, number: str) -> None:
    """Write down that a case was found altered, once until it is dealt with."""
    with workplace.open_unit(write=True) as unit:
        facts = unit.cases.by_number(number)
        if facts is None or facts.id in unit.system_log.standing(*_ALARM, workplace.now()):
            return
        unit.system_log.add(
            SystemEvent.CASE_ALTERED,
            workplace.now(),
            actor=member.account.id,
            subject=facts.id,
        )
        unit.commit()


def altered_cases(workplace: Workplace, unit: UnitOfWork) -> list[CaseFacts]:
    """The cases that were found altered and that no head of unit has dealt with."""
    standing = unit.system_log.standing(*_ALARM, workplace.now())
    return [facts for one in sorted(standing) if (facts := unit.cases.by_id(one)) is not None]


def altered_cases_of(workplace: Workplace, member: Member) -> list[str]:
    """The numbers of those of them that a member holds a key to."""
    with workplace.open_unit() as unit:
        altered = altered_cases(workplace, unit)
        held = unit.case_keys.of_many([one.id for one in altered], member.account.id)
    return sorted(one.number for one in altered if one.id in held)


_ALARM = (SystemEvent.CASE_ALTERED, SystemEvent.CASE_ACCEPTED)
