"""An administration is given a later day for its answer, with a reason."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.dossier import ActKind
from portal.domain.errors import InvalidInput
from portal.domain.matter import Forwarding, awaited_from, postponed
from portal.services.dossiers.unit_act import unit_act
from portal.services.member_work import MemberWork, working_on
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
    `reason`, `missing`), ForbiddenMove when no answer is awaited, NotFound.
    """
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        sent = awaited_from(before, administration)
        if sent.dossier:
            _in_dossier(work, sent, due, reason)
            work.finish()
            return
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


def _in_dossier(work: MemberWork, sent: Forwarding, due: date, reason: str) -> None:
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    dossier = work.dossiers.opened[sent.dossier]
    told = {"reason": reason.strip()}
    unit_act(work, dossier, ActKind.MORE_TIME_GIVEN, text=reason, due=due, details=told)
