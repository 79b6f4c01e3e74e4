"""A matter is forwarded to an administration to be examined, and its answer is entered."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import check_answer_day
from portal.domain.errors import InvalidInput
from portal.domain.matter import Forwarding, answered, forwarded
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def forward_matter(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    administration: str,
    text: str,
    due: date,
) -> None:
    """Record that a matter was forwarded, with the text that was sent and the day to answer by.

    The text is the unit's own: never the report itself, never the identity (WBL § 26).
    Raises InvalidInput (`administration`, `text`, `due`), ForbiddenMove unless the matter is in
    scope and unfinished, NotFound.
    """
    if administration not in workplace.municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        check_answer_day(work.on, due)
        matter = work.matter(ordinal)
        sent = Forwarding(administration, sent_on=work.on, due=due, text=text.strip())
        work.change_matter(forwarded(matter, sent))
        work.unit.forwardings.add(work.facts.id, administration, due)
        work.log(
            CaseEvent.MATTER_FORWARDED,
            matter=str(ordinal),
            administration=administration,
            due=due.isoformat(),
        )
        work.finish()


def enter_answer(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    administration: str,
    text: str,
) -> None:
    """Enter an administration's answer, received by the unit. Raises InvalidInput (`text`,
    `missing`), ForbiddenMove when none is awaited from it, NotFound."""
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        after = answered(before, administration, text.strip(), work.on)
        work.change_matter(after)
        due = next(
            forwarding.due
            for forwarding in before.forwardings
            if forwarding.awaits_answer and forwarding.administration == administration
        )
        work.unit.forwardings.end_wait(work.facts.id, administration, due)
        work.log(CaseEvent.ANSWER_ENTERED, matter=str(ordinal), administration=administration)
        work.finish()
