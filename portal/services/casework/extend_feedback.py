"""The time for feedback is extended to 6 months: once, with a reason that the reporter is told."""

from dataclasses import replace

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import extended_limit, require_extendable
from portal.domain.dialogue import EntryKind, final_feedback_given
from portal.domain.errors import InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def extend_feedback(workplace: Workplace, member: Member, number: str, *, reason: str) -> None:
    """Add the second date to an especially complicated case and tell the reporter both.

    The first date stays: interim feedback is owed by then, and the statistics go by it.
    Raises InvalidInput (`reason`, `missing`); ForbiddenMove when the time was extended before, the
    first date has come, or no feedback is owed (domain/deadlines.py); NotFound.
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    with working_on(workplace, member, number) as work:
        facts = work.facts
        require_extendable(
            work.on,
            facts.feedback_due,
            facts.extended_due,
            all_rejected=work.all_rejected,
            final_feedback_given=final_feedback_given(work.file.entries),
        )
        second = extended_limit(facts.received_on, facts.acknowledged_on).statutory
        work.add_entry(
            EntryKind.EXTENSION,
            text=reason.strip(),
            facts={"first": facts.feedback_due.isoformat(), "second": second.isoformat()},
        )
        work.set_facts(replace(facts, extended_due=second))
        work.log(CaseEvent.FEEDBACK_EXTENDED, due=second.isoformat(), reason=reason.strip())
        work.finish()
