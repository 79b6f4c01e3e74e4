"""A complaint is filed: by a citizen with the form, or by staff for one who telephoned or wrote."""

from dataclasses import dataclass, field

from crypto.identifiers import new_id
from crypto.receipt_code import ReceiptCode
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, Identity
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Channel, ComplainedBefore, ComplaintRegister
from portal.domain.deadlines import answer_due
from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.errors import UnitNotReady
from portal.domain.matter import matter_of_complaint
from portal.services.case_work import CaseWork
from portal.services.complaining.forward_on_word import (
    OnWord,
    forward_on_word,
    straight_recipients,
)
from portal.services.identities import seal_identity
from portal.services.members.readers import readers_of, usable_readers
from portal.services.reporting.file_case import Filing, file_case
from portal.services.workplace import Reporter, Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NewComplaint:
    """What the citizen wrote or said. `administration` is a code, or empty; `wish` is what she
    wants to achieve; `on_behalf_of` whom she represents, with a power of attorney, and
    `power_of_attorney` whether a member has seen it; `files` are sealed already. `on_word` is what
    she lets go straight to the administration, if she does."""

    description: str = field(repr=False)
    administration: str = ""
    place: str = field(default="", repr=False)
    wish: str = field(default="", repr=False)
    complained_before: ComplainedBefore | None = None
    on_behalf_of: str = field(default="", repr=False)
    power_of_attorney: bool | None = None
    channel: Channel = Channel.FORM
    identity: Identity = field(default=Identity("", ""), repr=False)
    files: tuple[AttachedFile, ...] = field(default=(), repr=False)
    on_word: OnWord | None = field(default=None, repr=False)


def submit_complaint(workplace: Workplace, complaint: NewComplaint, code: ReceiptCode) -> CaseFacts:
    """File a complaint under a code the caller has made and will show only after this returned.

    Sealed to every member of the complaints' desk on the unit's list. The day by which the citizen
    is to have heard something is the municipality's own choice: no act sets one. Raises
    UnitNotReady, BrokenList, AlreadyFiled, NotFound (a file was swept).
    """
    today = workplace.today()
    filing = Filing(
        kind=CaseKind.COMPLAINT,
        due=answer_due(today, workplace.municipality.limits.complaint_answer_days),
        readers=lambda unit: _readers(workplace, unit),
        write=lambda work, identity_key: _write(work, complaint, identity_key, Reporter.of(code)),
    )
    return file_case(workplace, filing, code)


def _readers(workplace: Workplace, unit: UnitOfWork) -> list[Account]:
    if not any(one.is_lead for one in usable_readers(workplace, unit, CaseKind.COMPLAINT)):
        raise UnitNotReady
    return readers_of(workplace, unit, CaseKind.COMPLAINT)


def _write(work: CaseWork, complaint: NewComplaint, identity_key: bytes, citizen: Reporter) -> None:
    wanted = complaint.on_word
    proposed: tuple[Account, ...] = ()
    if wanted is not None:
        proposed = straight_recipients(work, complaint.administration, wanted)
    work.add_entry(
        EntryKind.COMPLAINT,
        text=complaint.description,
        files=complaint.files,
        facts={
            "administration": complaint.administration,
            "place": complaint.place,
            "wish": complaint.wish,
            "complained_before": complaint.complained_before or "",
            "on_behalf_of": complaint.on_behalf_of,
            # She said yes, and is told that nobody was there to send it to.
            "stayed": "yes" if wanted is not None and not proposed else "",
        },
    )
    work.log(CaseEvent.COMPLAINT_RECEIVED)
    work.add_identity(seal_identity(identity_key, work.facts.id, complaint.identity))
    work.add_exclusions(())
    matter = matter_of_complaint(new_id().hex(), complaint.administration)
    work.add_matter(matter)
    if wanted is not None and proposed:
        forward_on_word(work, citizen, matter, wanted, proposed)
    work.write_register(
        ComplaintRegister(
            channel=complaint.channel,
            complained_before=complaint.complained_before,
            administration=complaint.administration,
            forwarded_on_word=bool(proposed),
            power_of_attorney=complaint.power_of_attorney,
        )
    )
