"""What the examination of a matter came to."""

from portal.domain.audit_events import CaseEvent
from portal.domain.matter import Outcome, settled
from portal.services.member_work import working_on
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
            if sent.awaits_answer:
                work.unit.forwardings.end_wait(work.facts.id, sent.administration, sent.due)
        work.log(
            CaseEvent.MATTER_SETTLED,
            matter=str(ordinal),
            outcome=outcome,
            police_report="yes" if police_report else "no",
        )
        work.finish()
