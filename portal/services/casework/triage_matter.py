"""A member decides a matter: in scope, or rejected with its ground and guidance."""

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import answer_due
from portal.domain.dialogue import EntryKind, open_questions
from portal.domain.matter import triaged
from portal.domain.triage import Assessment, Decision, Ground, decide
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def triage_matter(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    assessment: Assessment,
    decision: Decision,
    ground: Ground | None,
    guidance: str = "",
    offer_pass_on: bool = False,
) -> None:
    """Decide a matter, or correct a decision while nothing rests on it yet.

    The reporter is told: the decision, and for a rejection its ground, the guidance and, if
    offered, the question whether the matter may be passed on outside the scheme.
    Raises InvalidInput (`decision`, `ground`, `guidance`, `offer_pass_on`), ForbiddenMove,
    NotFound.
    """
    triage = decide(assessment, decision, ground)
    with working_on(workplace, member, number) as work:
        matter = triaged(
            work.matter(ordinal),
            triage,
            guidance=guidance.strip(),
            offer_pass_on=offer_pass_on,
            on=work.on,
        )
        _withdraw_offer(work, matter.id)
        work.change_matter(matter)
        work.add_entry(
            EntryKind.DECISION,
            text=matter.guidance,
            matter=matter.id,
            facts={
                "ordinal": str(ordinal),
                "decision": decision,
                "ground": ground or "",
            },
        )
        if offer_pass_on:
            days = workplace.municipality.limits.reporter_answer_days
            work.add_entry(
                EntryKind.OFFER,
                matter=matter.id,
                due=answer_due(work.on, days),
                facts={"ordinal": str(ordinal), "administration": matter.administration},
            )
        work.log(
            CaseEvent.MATTER_TRIAGED, matter=str(ordinal), decision=decision, ground=ground or ""
        )
        work.finish()


def _withdraw_offer(work: MemberWork, matter_id: str) -> None:
    """A corrected decision takes back the offer that came with the one before."""
    for entry in open_questions(work.file.entries):
        if entry.kind is EntryKind.OFFER and entry.matter == matter_id:
            work.add_entry(EntryKind.QUESTION_CLOSED, matter=matter_id, about=entry.id)
