"""What is registered of a complaint is filled in as the case goes."""

from dataclasses import replace
from typing import Any

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.complaint import ComplaintRegister, missing_at_closing
from portal.domain.errors import ForbiddenMove, InvalidInput
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

    Raises InvalidInput (the field's name, `unknown`) for a code that is not the municipality's, and
    (`missing`) where a closed case would lose what the account counts; ForbiddenMove for a case
    that is no complaint; NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = work.file.register
        if before is None:
            raise ForbiddenMove("the case is no complaint")
        register = replace(before, **changed)
        _check_codes(workplace, register)
        missing = missing_at_closing(register)
        if missing and work.facts.state is CaseState.CLOSED:
            raise InvalidInput(missing[0], "missing")
        if register != before:
            differing = [name for name in changed if changed[name] != getattr(before, name)]
            work.write_register(register)
            work.log(CaseEvent.REGISTER_CHANGED, fields=", ".join(sorted(differing)))
            work.finish()
    return register


def _check_codes(workplace: Workplace, register: ComplaintRegister) -> None:
    for name, kind in _KINDS.items():
        value = getattr(register, name)
        codes = value if isinstance(value, tuple) else (value,)
        if not {code for code in codes if code} <= set(workplace.municipality.codes(kind)):
            raise InvalidInput(name, "unknown")
