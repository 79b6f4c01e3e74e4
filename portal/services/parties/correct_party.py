"""What the register says of a party is corrected, or the party is taken out of it."""

from portal.domain.audit_events import CaseEvent
from portal.domain.party import corrected, removed
from portal.services.member_work import working_on
from portal.services.parties.register_party import PartyTyped, described
from portal.services.workplace import Member, Workplace


def correct_party(
    workplace: Workplace, member: Member, number: str, ordinal: int, typed: PartyTyped
) -> None:
    """Correct who a party is (GDPR art. 5(1)(d)); what stood there before is kept with the case.

    Raises InvalidInput (`name`, `missing`; `matters`, `unknown`), ForbiddenMove for a party that
    was removed or a case that is not open, NotFound.
    """
    with working_on(workplace, member, number) as work:
        before = work.party(ordinal)
        told = described(work.file, typed)
        after = corrected(before, told, by=work.by, on=work.on)
        if after == before:
            return
        work.change_party(after)
        work.log(CaseEvent.PARTY_CHANGED, party=str(ordinal), change="corrected")
        work.finish()


def remove_party(
    workplace: Workplace, member: Member, number: str, ordinal: int, *, reason: str
) -> None:
    """Take a party out of the register, where it should not have been; it stays in the history.

    Raises InvalidInput (`reason`, `missing`), ForbiddenMove as `correct_party`, NotFound.
    """
    with working_on(workplace, member, number) as work:
        work.change_party(removed(work.party(ordinal), reason, by=work.by, on=work.on))
        work.log(CaseEvent.PARTY_CHANGED, party=str(ordinal), change="removed")
        work.finish()
