"""What the examination of a matter came to."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dossier import ActKind, Stage
from portal.domain.matter import Forwarding, Outcome, settled
from portal.services.dossiers.unit_act import unit_act
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def set_outcome(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    outcome: Outcome,
    police_report: bool,
) -> None:
    """Set or correct a matter's outcome. An answer that is still awaited is called off by it.

    Raises ForbiddenMove, NotFound.
    """
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        work.change_matter(settled(before, outcome, police_report=police_report, on=work.on))
        for sent in before.forwardings:
            if sent.dossier:
                _end(work, sent)
            elif sent.awaits_answer:
                work.unit.forwardings.end_wait(work.facts.id, sent.administration, sent.due)
        work.log(
            CaseEvent.MATTER_SETTLED,
            matter=str(ordinal),
            outcome=outcome,
            police_report="yes" if police_report else "no",
        )
        work.finish()


def _end(work: MemberWork, sent: Forwarding) -> None:
    """An answer that is there was enough for the outcome; one that is awaited is called off."""
    dossier = work.dossiers.opened.get(sent.dossier)
    if dossier is None:
        return
    if dossier.stage is Stage.ANSWERED:
        unit_act(work, dossier, ActKind.ENOUGH)
    elif dossier.stage is Stage.AWAITED:
        unit_act(work, dossier, ActKind.CALLED_OFF)
