"""What is registered of a complaint is filled in as the case goes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.closing import missing_in
from portal.domain.complaint import ComplaintRegister, Nature, check_effort
from portal.domain.dialogue import Entry
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.other_door import has_agreed_to_the_other_door
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace

_KINDS = {
    "administration": "administration",
    "wants": "want",
    "about": "about",
    "sub_themes": "sub_theme",
    "gravity": "gravity",
    "discrimination": "discrimination",
}


def register_complaint(
    workplace: Workplace, member: Member, number: str, **changed: Any
) -> ComplaintRegister:
    """Write the fields that changed (domain/complaint.py:ComplaintRegister), and return the whole.
    The log names those that differ from what stood there.

    Raises InvalidInput (the field's name, `unknown`) for a code that is not the municipality's, or
    is out of use and did not stand there, for the nature of a report while the citizen has not
    agreed to carry it to the other door, and for teaching unless that stood there; (`missing`)
    where a closed case would lose what the account counts; `effort` (`used_more`);
    `forwarded_on_word` (`set_when_filed`) where that would change; ForbiddenMove for a case that is
    no complaint; NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = work.file.register
        if before is None:
            raise ForbiddenMove("the case is no complaint")
        register = replace(before, **changed)
        _check_codes(workplace, before, register)
        _check_nature(before, register, work.file.entries)
        check_effort(register, work.file.supervision, work.file.mediation)
        if register.forwarded_on_word is not before.forwarded_on_word:
            raise InvalidInput("forwarded_on_word", "set_when_filed")
        missing = missing_in(replace(work.file, register=register))
        if missing and work.facts.state is CaseState.CLOSED:
            raise InvalidInput(missing[0], "missing")
        if register != before:
            differing = [name for name in changed if changed[name] != getattr(before, name)]
            work.write_register(register)
            work.log(CaseEvent.REGISTER_CHANGED, fields=", ".join(sorted(differing)))
            work.finish()
    return register


def _check_codes(
    workplace: Workplace, before: ComplaintRegister, register: ComplaintRegister
) -> None:
    for name, kind in _KINDS.items():
        chosen = _codes_in(register, name) - _codes_in(before, name)
        if not chosen <= set(workplace.municipality.codes(kind)):
            raise InvalidInput(name, "unknown")


def _check_nature(
    before: ComplaintRegister, register: ComplaintRegister, entries: Sequence[Entry]
) -> None:
    moved = register.nature is Nature.REPORT and not has_agreed_to_the_other_door(entries)
    taught = register.nature is Nature.TEACHING and before.nature is not Nature.TEACHING
    if moved or taught:
        raise InvalidInput("nature", "unknown")


def _codes_in(register: ComplaintRegister, name: str) -> set[str]:
    value = getattr(register, name)
    return {code for code in (value if isinstance(value, tuple) else (value,)) if code}
