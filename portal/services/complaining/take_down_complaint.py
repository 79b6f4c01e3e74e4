"""A member writes down a complaint while the citizen tells it, and takes it up at once."""

from contextlib import suppress

from crypto.receipt_code import ReceiptCode
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.errors import AlreadyFiled, NotFound, NotPermitted
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.members.readers import usable_readers
from portal.services.workplace import Member, Workplace


def take_down_complaint(
    workplace: Workplace, member: Member, complaint: NewComplaint, code: ReceiptCode
) -> str:
    """File a complaint under a code the caller has made, declare the member impartial in it, and
    return its number. She has said that nothing disqualifies her.

    The same form a second time finds the case of the first, and what of it was left undone.
    Raises NotPermitted for who would hold no key to it: another desk's, or not on the list with her
    keys; UnitNotReady, BrokenList.
    """
    with workplace.open_unit() as unit:
        readers = usable_readers(workplace, unit, CaseKind.COMPLAINT)
    if member.account.id not in {reader.id for reader in readers}:
        raise NotPermitted
    with suppress(AlreadyFiled):
        submit_complaint(workplace, complaint, code)
    with workplace.open_unit() as unit:
        facts = unit.cases.by_locator(code.locator)
    if facts is None:
        raise NotFound("no such case")
    if facts.state is CaseState.RECEIVED:
        declare_impartiality(workplace, member, facts.number, impartial=True, reason="")
    return facts.number
