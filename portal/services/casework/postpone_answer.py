"""An administration is given a later day for its answer, with a reason."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import awaited_from, postponed
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def postpone_answer(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    administration: str,
    due: date,
    reason: str,
) -> None:
    """Wait for an answer until a later day; the days it replaces stay on record.

    The dates towards the reporter are not moved by it. Raises InvalidInput (`due`, `not_later`;
    `reason`, `missing`), ForbiddenMove when no answer is awaited or it was sent a dossier
    (services/dossiers/reply_in_dossier.py), NotFound.
    """
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        sent = awaited_from(before, administration)
        if sent.dossier:
            # Its contact persons read the reason: it is asked about first (WBL § 26).
            raise ForbiddenMove("more time for a dossier is given in the dossier")
        work.change_matter(postponed(before, administration, due, reason, work.on))
        work.unit.forwardings.postpone(work.facts.id, administration, sent.due, due)
        work.log(
            CaseEvent.ANSWER_POSTPONED,
            matter=str(ordinal),
            administration=administration,
            due=due.isoformat(),
            reason=reason.strip(),
        )
        work.finish()
