"""A letter of a supervision, in or out, is registered."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.supervision import Letter, LetterKind, with_letter
from portal.services.adviser.supervision_of import supervision_of
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def register_letter(
    workplace: Workplace,
    member: Member,
    number: str,
    kind: LetterKind,
    *,
    administration: str,
    on: date,
    text: str,
    due: date | None = None,
    reason: str = "",
    instead_of: int | None = None,
) -> None:
    """Write down a letter (fields as in supervision.Letter), also in a closed case: an
    administration may tell what it did long after. `instead_of` is the number of one that was
    mistyped.

    Raises ForbiddenMove where no supervision has begun; InvalidInput as supervision.with_letter
    does; NotFound.
    """
    letter = Letter(0, kind, administration, on, text, due, reason)
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        before = supervision_of(work)
        after = with_letter(before, letter, instead_of=instead_of, today=work.on)
        work.write_supervision(after)
        corrected = {"instead_of": str(instead_of)} if instead_of else {}
        work.log(CaseEvent.LETTER_REGISTERED, kind=kind, **corrected)
        work.finish()
