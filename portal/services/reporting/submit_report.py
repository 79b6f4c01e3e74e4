"""A report is filed: one case, sealed to the unit and to the reporter's code, in one
transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from crypto.case_key import CaseKeys, new_root
from crypto.identifiers import new_case_number, new_id, new_secret, shuffled
from crypto.receipt_code import ReceiptCode
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, Identity
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.deadlines import feedback_limit
from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.errors import AlreadyFiled, NobodyToReadIt, UnitNotReady
from portal.domain.triage import Relation
from portal.services.case_records import REPORTER
from portal.services.case_work import CaseWork
from portal.services.generations import sign_first_generation
from portal.services.handler import sealed_handler
from portal.services.identities import seal_identity
from portal.services.key_copies import KeysToHand, member_copy, recovery_copy, reporter_copy
from portal.services.members.readers import recovery_key_of, report_readers, usable_readers
from portal.services.reminding.tell_the_unit import tell_of_a_new_case
from portal.services.workplace import Reporter, Workplace
from portal.storage.case_store import ReporterKeys
from portal.storage.unit_of_work import UnitOfWork

_TRIES = 3


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
    for _ in range(_TRIES):
        try:
            return _file(workplace, report, code)
        except IntegrityError:
            # Someone took the same code (a double click, told apart on the next try) or number.
            continue
    raise AlreadyFiled


def _file(workplace: Workplace, report: NewReport, code: ReceiptCode) -> CaseFacts:
    with workplace.open_unit(write=True) as unit:
        if unit.cases.by_locator(code.locator):
            raise AlreadyFiled
        readers = _readers(workplace, unit, report)
        today = workplace.today()
        case_id = new_id()
        due = feedback_limit(today, today).statutory
        facts = CaseFacts(
            id=case_id,
            number=_free_number(unit, today.year),
            kind=CaseKind.REPORT,
            state=CaseState.RECEIVED,
            rests_with=RestsWith.UNIT,
            received_on=today,
            acknowledged_on=today,
            feedback_due=due,
            due=due,
            act_from=today,
            handler=sealed_handler(workplace, case_id, None),
        )
        root = new_root()
        reporter = Reporter.of(code)
        public = ReporterKeys(reporter.key_pair.public, reporter.signing_pair.public)
        unit.cases.add(facts, locator=code.locator, reporter=public)
        to_hand = KeysToHand(root, identity=new_secret())
        _hand_out_keys(workplace, unit, facts, to_hand, readers, public)
        keys = CaseKeys.from_root(root)
        sign_first_generation(unit, facts, keys, reporter)
        work = CaseWork(unit, workplace, facts, keys, by=REPORTER, begins=True)
        _write_report(work, report, to_hand.identity)
        work.save()
        tell_of_a_new_case(workplace, unit, facts)
        unit.commit()
    return facts


def _readers(workplace: Workplace, unit: UnitOfWork, report: NewReport) -> list[Account]:
    """Who gets a key. Not who joined while the reporter wrote: she could not leave him out."""
    members = report_readers(workplace, unit)
    # Sealed to whoever is listed; but never to people alone of whom none can open it.
    usable = {member.id for member in usable_readers(workplace, unit)}
    if not any(member.is_lead for member in members if member.id in usable):
        raise UnitNotReady
    ids = {member.id.hex() for member in members}
    told = ids if report.shown is None else ids & report.shown
    readers = [member for member in members if member.id.hex() in told - report.not_to]
    if not any(reader.id in usable for reader in readers):
        raise NobodyToReadIt
    return readers


def _free_number(unit: UnitOfWork, year: int) -> str:
    number = new_case_number(year)
    while unit.cases.by_number(number):
        number = new_case_number(year)
    return number


def _hand_out_keys(
    workplace: Workplace,
    unit: UnitOfWork,
    facts: CaseFacts,
    keys: KeysToHand,
    readers: Sequence[Account],
    reporter: ReporterKeys,
) -> None:
    copies = [member_copy(facts, keys, reader) for reader in readers]
    copies.append(reporter_copy(facts, keys.root, reporter.key))
    if recovery := recovery_key_of(workplace, unit):
        copies.append(recovery_copy(facts, keys, recovery))
    unit.case_keys.add(facts.id, shuffled(copies))


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
