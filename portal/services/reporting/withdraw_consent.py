"""The reporter takes back a yes: what has not gone yet stays (WBL § 26(1), GDPR art. 7(3))."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind, consent_to
from portal.domain.errors import NotFound
from portal.services.consents import signed_consent
from portal.services.own_case import open_own_case
from portal.services.reminding.tell_the_unit import tell_of_the_reporters_word
from portal.services.workplace import Reporter, Workplace


def withdraw_consent(workplace: Workplace, reporter: Reporter, asked: str) -> None:
    """Record a no after the yes to a question of consent (its entry's id), signed with the code;
    at any time, also in a closed case. What was sent before does not come back.

    An offer to pass a rejected matter on is no such question: who said yes to it writes to the
    unit. Raises NotFound unless her yes to that question stands.
    """
    with workplace.open_unit(write=True) as unit:
        work = open_own_case(unit, workplace, reporter)
        entries = work.file.entries
        question = next(
            (e for e in entries if e.id == asked and e.kind is EntryKind.CONSENT_ASKED), None
        )
        if question is None or not consent_to(question, entries).answer:
            raise NotFound("no consent to take back")
        work.add_entry(
            EntryKind.CONSENT,
            matter=question.matter,
            about=asked,
            facts=signed_consent(work.facts.id, reporter, question, "no"),
        )
        work.log(CaseEvent.CONSENT_WITHDRAWN)
        work.save()
        tell_of_the_reporters_word(workplace, unit, work.facts)
        unit.commit()
