"""The unit gives a dossier to one more contact person, or takes it away from one."""

from dataclasses import replace

from portal.domain.case_status import CaseState
from portal.domain.dossier import ActKind
from portal.domain.errors import InvalidInput
from portal.services.dossiers.disclose import require_still_lawful
from portal.services.dossiers.dossier_keys import seal_dossier_key
from portal.services.dossiers.recipients import recipients_for
from portal.services.dossiers.renew_dossier import renew_dossier
from portal.services.dossiers.unit_act import dossier_of, unit_act
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def add_recipient(
    workplace: Workplace, member: Member, number: str, dossier: str, recipient: str
) -> None:
    """Give a contact person (her account id in hex) the dossier: also one who was invited for it
    alone, or came after it was sent; nobody who is named in the case.

    Raises LockedByLaw where it may reveal the reporter and rests on nothing any more; InvalidInput
    (`recipient`, `not_allowed`), NotFound, BrokenList.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        sent = dossier_of(work, dossier)
        require_still_lawful(work, sent)
        able = recipients_for(work, sent.administration).able
        found = [one for one in able if one.id.hex() == recipient]
        if not found:
            raise InvalidInput("recipient", "not_allowed")
        opened_up = replace(sent, may_hold=tuple(sorted({*sent.may_hold, recipient})))
        unit_act(work, opened_up, ActKind.RECIPIENT_ADDED, to=(recipient,))
        dossier_id = bytes.fromhex(sent.id)
        box = seal_dossier_key(work.dossiers.key(sent), dossier_id, found[0])
        work.unit.dossiers.give(dossier_id, found[0].id, box)
        work.finish()


def remove_recipient(
    workplace: Workplace, member: Member, number: str, dossier: str, recipient: str
) -> None:
    """Take a dossier away from a contact person, or keep it from one whom a colleague could still
    give it to: she turned out to be named or disqualified. What she has read cannot be taken back.

    Raises InvalidInput (`recipient`, `not_allowed`: it is not open to her, or she is the last who
    has it), NotFound.
    """
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        sent = dossier_of(work, dossier)
        dossier_id = bytes.fromhex(sent.id)
        held = work.unit.dossiers.holders(dossier_id)
        has_it = bytes.fromhex(recipient) in held
        if (recipient not in sent.may_hold and not has_it) or (has_it and len(held) < 2):
            raise InvalidInput("recipient", "not_allowed")
        left = replace(sent, may_hold=tuple(one for one in sent.may_hold if one != recipient))
        changed = unit_act(work, left, ActKind.RECIPIENT_REMOVED, to=(recipient,))
        if has_it:
            renew_dossier(work, changed)
        work.finish()
