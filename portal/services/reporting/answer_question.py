"""The reporter answers a question of consent by yes or no: may the matter be told to somebody, or
be passed on outside the scheme? Will she carry her words to the other door?"""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import ANSWERED_BY_YES_OR_NO, EntryKind, open_questions
from portal.domain.errors import NotFound
from portal.services.consents import signed_consent
from portal.services.own_case import open_own_case
from portal.services.reminding.tell_the_unit import tell_of_the_reporters_word
from portal.services.workplace import Reporter, Workplace


def answer_question(
    workplace: Workplace, reporter: Reporter, asked: str, *, accepted: bool
) -> None:
    """Record the answer to an open offer or question of consent (its entry's id), signed with the
    code. A yes to the other door sends nothing. Raises NotFound when it is not open."""
    with workplace.open_unit(write=True) as unit:
        work = open_own_case(unit, workplace, reporter)
        for entry in open_questions(work.file.entries):
            if entry.id == asked and entry.kind in ANSWERED_BY_YES_OR_NO:
                break
        else:
            raise NotFound("no such question is open")
        answer = "yes" if accepted else "no"
        work.add_entry(
            EntryKind.CONSENT,
            matter=entry.matter,
            about=asked,
            facts=signed_consent(work.facts.id, reporter, entry, answer),
        )
        if entry.kind is not EntryKind.OTHER_DOOR:
            work.log(CaseEvent.CONSENT_ANSWERED, answer=answer)
        elif accepted:
            work.log(CaseEvent.MOVED_TO_OTHER_DOOR)
        else:
            work.log(CaseEvent.CONSENT_ANSWERED, answer=answer, about=entry.kind)
        work.save()
        tell_of_the_reporters_word(workplace, unit, work.facts)
        unit.commit()
