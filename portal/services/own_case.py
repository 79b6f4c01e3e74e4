"""The reporter's own case, opened with what was derived from the receipt code."""

from collections.abc import Collection

from crypto.case_key import CaseKeys
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.domain.errors import CaseErased, NotFound
from portal.services.case_records import REPORTER
from portal.services.case_work import CaseWork
from portal.services.generations import is_signed
from portal.services.key_copies import open_reporter_copy
from portal.services.workplace import Reporter, Workplace
from portal.storage.case_key_store import REPORTER as REPORTER_HOLDER
from portal.storage.unit_of_work import UnitOfWork


def open_own_case(unit: UnitOfWork, workplace: Workplace, reporter: Reporter) -> CaseWork:
    """The case with the shared compartment alone: the unit's own records stay shut.

    Raises NotFound (no case has this code), CaseErased, CannotOpen.
    """
    facts = unit.cases.by_locator(reporter.locator, lock=unit.writes)
    if facts is None:
        raise NotFound("no case has this code")
    if is_erased(facts, unit.case_keys.holders(facts.id)):
        raise CaseErased
    copy = unit.case_keys.of(facts.id, REPORTER_HOLDER)
    if copy is None:
        raise NotFound("no key for the reporter")
    keys = CaseKeys.from_shared(open_reporter_copy(facts, copy, reporter.key_pair))
    is_signed(workplace, unit, facts, keys, reporter)
    return CaseWork(unit, workplace, facts, keys, by=REPORTER)


def is_erased(facts: CaseFacts, holders: Collection[bytes]) -> bool:
    """Whether a case is gone. Of an erased one nobody holds a key: a state that was changed in the
    database erases nothing."""
    return facts.state is CaseState.ERASED and not holders
