"""The reporter answers a question of consent: may the matter be passed on outside the scheme?"""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind, open_questions
from portal.domain.errors import NotFound
from portal.services.consents import signed_consent
from portal.services.own_case import open_own_case
from portal.services.reminding.tell_the_unit import tell_of_the_reporters_word
from portal.services.workplace import Reporter, Workplace


def answer_offer(workplace: Workplace, reporter: Reporter, offer: str, *, accepted: bool) -> None:
    """Record the answer to an open offer (its entry's id). Raises NotFound when it is not open."""
    with workplace.open_unit(write=True) as unit:
        work = open_own_case(unit, workplace, reporter)
        for entry in open_questions(work.file.entries):
            if entry.id == offer and entry.kind is EntryKind.OFFER:
                break
        else:
            raise NotFound("no such offer is open")
        answer = "yes" if accepted else "no"
        work.add_entry(
            EntryKind.CONSENT,
            matter=entry.matter,
            about=offer,
            facts=signed_consent(work.facts.id, reporter, entry, answer),
        )
        work.log(CaseEvent.CONSENT_ANSWERED, answer=answer)
        work.save()
        tell_of_the_reporters_word(workplace, unit, work.facts)
        unit.commit()
