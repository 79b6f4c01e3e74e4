"""An enquiry that is no complaint is written down with its answer, and closed with that."""

from crypto.identifiers import new_id
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Channel, ComplaintRegister, Nature
from portal.domain.deadlines import answer_due
from portal.domain.errors import InvalidInput
from portal.domain.matter import matter_of_complaint
from portal.services.adviser.close_at_once import close_at_once
from portal.services.adviser.file_own_case import file_own_case
from portal.services.case_work import CaseWork
from portal.services.workplace import Member, Workplace


def log_enquiry(
    workplace: Workplace,
    member: Member,
    *,
    subject: str,
    answer: str,
    channel: Channel,
    administration: str = "",
) -> str:
    """File an enquiry that was answered when it came, close it, and return its number. The member
    has said that nothing disqualifies her; nobody gets a code to it. Opened again it is a complaint
    like any other: its day counts from today.

    Raises InvalidInput (`subject`, `answer`: `missing`; `administration`: `unknown`), NotPermitted
    for who would hold no key to it, BrokenList.
    """
    for name, text in (("subject", subject), ("answer", answer)):
        if not text.strip():
            raise InvalidInput(name, "missing")
    if administration and administration not in workplace.municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")

    def write(work: CaseWork) -> None:
        work.add_matter(matter_of_complaint(new_id().hex(), administration))
        work.write_register(
            ComplaintRegister(channel=channel, nature=Nature.ENQUIRY, administration=administration)
        )

    number = file_own_case(
        workplace,
        member,
        CaseKind.COMPLAINT,
        subject.strip(),
        write,
        due=answer_due(workplace.today(), workplace.municipality.limits.complaint_answer_days),
        told={"administration": administration, "answer": answer.strip()},
    )
    close_at_once(workplace, member, number)
    return number
