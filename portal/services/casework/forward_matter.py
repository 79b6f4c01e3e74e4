"""A matter is sent to an administration by other means, and its answer is entered by hand."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import check_answer_day
from portal.domain.disclosure import Disclosure
from portal.domain.disclosure_register import Purpose
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.matter import Forwarding, answered, awaited_from, forwarded
from portal.services.dossiers.disclose import disclose
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
    contains_identity: bool = False,
    may_reveal: bool = False,
) -> None:
    """Record that a matter is forwarded, with the text that is sent and the day to answer by.

    The text is the unit's own. What tells or may tell who the reporter is goes on her consent alone
    (WBL § 26). Raises LockedByLaw, InvalidInput (`administration`, `text`, `due`), ForbiddenMove
    unless the matter is in scope and unfinished, NotFound.
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
        disclosure = Disclosure(
            matter=matter.id,
            recipient=administration,
            other_authority=False,
            contains_identity=contains_identity,
            may_reveal=may_reveal,
        )
        disclose(work, disclosure, Purpose.EXAMINATION, sent.text)
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
    """Enter an administration's answer to what was sent outside the portal. Raises InvalidInput
    (`text`, `missing`), ForbiddenMove when none is awaited from it or it was sent a dossier
    (services/dossiers/write_answer_in.py), NotFound."""
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        sent = awaited_from(before, administration)
        if sent.dossier:
            # Its contact persons read it: what is written into it is asked about first (WBL § 26).
            raise ForbiddenMove("an answer to a dossier is written into the dossier")
        work.change_matter(answered(before, administration, text.strip(), work.on))
        work.unit.forwardings.end_wait(work.facts.id, administration, sent.due)
        work.log(CaseEvent.ANSWER_ENTERED, matter=str(ordinal), administration=administration)
        work.finish()
