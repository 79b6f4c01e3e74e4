"""The reporter writes to the unit: an answer, news, or reprisals, for as long as the case
exists."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.errors import InvalidInput
from portal.services.own_case import open_own_case
from portal.services.reminding.tell_the_unit import tell_of_the_reporters_word
from portal.services.workplace import Reporter, Workplace


def post_message(
    workplace: Workplace,
    reporter: Reporter,
    text: str,
    files: tuple[AttachedFile, ...] = (),
    *,
    token: str = "",
) -> None:
    """Write one message; whatever was asked of the reporter counts as answered.

    `token` marks one sending of a form: the same one a second time is not written again.
    Raises InvalidInput (`message`, `missing`) for neither words nor files; NotFound, CaseErased.
    """
    if not text.strip() and not files:
        raise InvalidInput("message", "missing")
    with workplace.open_unit(write=True) as unit:
        work = open_own_case(unit, workplace, reporter)
        if work.has_sent(token):
            return
        work.add_entry(
            EntryKind.MESSAGE, text=text, files=files, facts={"token": token} if token else {}
        )
        work.log(CaseEvent.MESSAGE_RECEIVED)
        work.save()
        tell_of_the_reporters_word(workplace, unit, work.facts)
        unit.commit()
