"""The unit asks the reporter whether a matter may be told to somebody (WBL § 26(1))."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import answer_due, check_answer_day
from portal.domain.dialogue import EntryKind, consents
from portal.domain.disclosure import require_disclosable
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def ask_consent(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    recipient: str,
    text: str,
    due: date | None = None,
) -> None:
    """Ask for explicit consent to tell one recipient, an administration or a body (its code), what
    `text` says; the move is then the reporter's.

    `due` is the day until which the answer is waited for, 14 days from now unless said otherwise
    (the municipality's file). Raises InvalidInput (`recipient`: `unknown`; `text`: `missing`;
    `due`: `not_ahead`, `too_far`), NotFound; ForbiddenMove while the same question waits, or of a
    matter from which nothing may go out.
    """
    if not workplace.municipality.is_recipient(recipient):
        raise InvalidInput("recipient", "unknown")
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        matter = work.matter(ordinal)
        require_disclosable(matter)
        asked = consents(work.file.entries).get((matter.id, recipient))
        if asked is not None and asked.waits:
            raise ForbiddenMove("the same question waits for an answer")
        if due is not None and due <= work.on:
            raise InvalidInput("due", "not_ahead")
        if due is not None:
            check_answer_day(work.on, due)
        days = workplace.municipality.limits.reporter_answer_days
        work.add_entry(
            EntryKind.CONSENT_ASKED,
            text=text.strip(),
            matter=matter.id,
            due=due or answer_due(work.on, days),
            facts={"ordinal": str(ordinal), "recipient": recipient},
        )
        work.log(CaseEvent.CONSENT_ASKED, matter=str(ordinal), recipient=recipient)
        work.finish()
