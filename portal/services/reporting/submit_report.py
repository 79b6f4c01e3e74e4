"""A report is filed: one case, sealed to the unit and to the reporter's code, in one
transaction."""

from dataclasses import dataclass, field

from crypto.receipt_code import ReceiptCode
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, Identity
from portal.domain.case_status import CaseKind
from portal.domain.deadlines import feedback_limit
from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.errors import NobodyToReadIt, UnitNotReady
from portal.domain.triage import Relation
from portal.services.case_work import CaseWork
from portal.services.identities import seal_identity
from portal.services.members.readers import readers_of, usable_readers
from portal.services.reporting.file_case import Filing, file_case
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NewReport:
    """What the reporter wrote. `not_to` holds account ids in hex; `files` are sealed already.

    `shown`: the ids of those who she was told would read it. None: whoever reads reports now.
    """

    description: str = field(repr=False)
    relation: Relation = Relation.UNKNOWN
    administration: str = ""
    place: str = field(default="", repr=False)
    period: str = field(default="", repr=False)
    witnesses: str = field(default="", repr=False)
    not_to: frozenset[str] = frozenset()
    shown: frozenset[str] | None = None
    identity: Identity = field(default=Identity("", ""), repr=False)
    files: tuple[AttachedFile, ...] = field(default=(), repr=False)


def submit_report(workplace: Workplace, report: NewReport, code: ReceiptCode) -> CaseFacts:
    """File a report under a code the caller has made and will show only after this returned.

    Sealed to every member of the whistleblowing desk on the unit's list whom the reporter was shown
    and did not exclude.
    Raises UnitNotReady (no head of unit is on the list), BrokenList, NobodyToReadIt (all are
    excluded), AlreadyFiled (this code has a case: the same form came twice) and NotFound (a file
    was swept).
    """
    today = workplace.today()
    filing = Filing(
        kind=CaseKind.REPORT,
        due=feedback_limit(today, today).statutory,
        readers=lambda unit: _readers(workplace, unit, report),
        write=lambda work, identity_key: _write_report(work, report, identity_key),
    )
    return file_case(workplace, filing, code)


def _readers(workplace: Workplace, unit: UnitOfWork, report: NewReport) -> list[Account]:
    """Who gets a key. Not who joined while the reporter wrote: she could not leave him out."""
    members = readers_of(workplace, unit, CaseKind.REPORT)
    # Sealed to whoever is listed; but never to people alone of whom none can open it.
    usable = {member.id for member in usable_readers(workplace, unit, CaseKind.REPORT)}
    if not any(member.is_lead for member in members if member.id in usable):
        raise UnitNotReady
    ids = {member.id.hex() for member in members}
    told = ids if report.shown is None else ids & report.shown
    readers = [member for member in members if member.id.hex() in told - report.not_to]
    if not any(reader.id in usable for reader in readers):
        raise NobodyToReadIt
    return readers


def _write_report(work: CaseWork, report: NewReport, identity_key: bytes) -> None:
    work.add_entry(
        EntryKind.REPORT,
        text=report.description,
        files=report.files,
        facts={
            "relation": report.relation,
            "administration": report.administration,
            "place": report.place,
            "period": report.period,
            "witnesses": report.witnesses,
        },
    )
    work.add_identity(seal_identity(identity_key, work.facts.id, report.identity))
    work.add_exclusions(tuple(sorted(report.not_to)))
    work.log(CaseEvent.REPORT_RECEIVED)
