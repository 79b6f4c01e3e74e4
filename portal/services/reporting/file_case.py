"""A case is filed under a receipt code, sealed to the unit and to the code, in one transaction:
what reports and complaints have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.exc import IntegrityError

from crypto.case_key import CaseKeys, new_root
from crypto.identifiers import new_case_number, new_id, new_secret, shuffled
from crypto.receipt_code import ReceiptCode
from portal.domain.account import Account
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.errors import AlreadyFiled
from portal.services.case_records import REPORTER
from portal.services.case_work import CaseWork
from portal.services.generations import sign_first_generation
from portal.services.handler import sealed_handler
from portal.services.key_copies import KeysToHand, member_copy, recovery_copy, reporter_copy
from portal.services.members.readers import recovery_key_of
from portal.services.reminding.tell_the_unit import tell_of_a_new_case
from portal.services.workplace import Reporter, Workplace
from portal.storage.case_store import ReporterKeys
from portal.storage.unit_of_work import UnitOfWork

_TRIES = 3


@dataclass(frozen=True)
class Filing:
    """What differs between kinds. `readers` says whom the case is sealed to, and raises where there
    is nobody; `due` is the day of the first limit; `write` writes the case's first records, with
    the key to the identity (32 bytes). `by` is who files it: the reporter, or a member (her account
    id in hex) on her own account, and then nobody is told that something came."""

    kind: CaseKind
    due: date
    readers: Callable[[UnitOfWork], Sequence[Account]] = field(repr=False)
    write: Callable[[CaseWork, bytes], None] = field(repr=False)
    by: str = REPORTER


def file_case(workplace: Workplace, filing: Filing, code: ReceiptCode) -> CaseFacts:
    """File a case under a code the caller has made and will show only after this returned.

    Raises AlreadyFiled (this code has a case: the same form came twice), and what `readers` and
    `write` raise.
    """
    for _ in range(_TRIES):
        try:
            return _file(workplace, filing, code)
        except IntegrityError:
            # Someone took the same code (a double click, told apart on the next try) or number.
            continue
    raise AlreadyFiled


def _file(workplace: Workplace, filing: Filing, code: ReceiptCode) -> CaseFacts:
    with workplace.open_unit(write=True) as unit:
        if unit.cases.by_locator(code.locator):
            raise AlreadyFiled
        readers = filing.readers(unit)
        today = workplace.today()
        case_id = new_id()
        facts = CaseFacts(
            id=case_id,
            number=_free_number(unit, today.year),
            kind=filing.kind,
            state=CaseState.RECEIVED,
            rests_with=RestsWith.UNIT,
            received_on=today,
            acknowledged_on=today,
            feedback_due=filing.due,
            due=filing.due,
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
        work = CaseWork(unit, workplace, facts, keys, by=filing.by, begins=True)
        filing.write(work, to_hand.identity)
        work.save()
        if filing.by == REPORTER and work.facts.rests_with is RestsWith.UNIT:
            # What a citizen sent straight on waits for the administration first.
            tell_of_a_new_case(workplace, unit, facts)
        unit.commit()
    return facts


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
