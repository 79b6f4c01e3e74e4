"""The recovery's answer comes back: one person gets her copies of the keys."""

from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.domain.errors import DomainError, NotFound
from portal.domain.unit_list import listed_member
from portal.services.held_copies import give_copy
from portal.services.recovery.recovery_files import CaseBoxes, RecoveryAnswer
from portal.services.seen_marker import unread_marker
from portal.services.workplace import Workplace
from portal.storage.case_key_store import KeyCopy
from portal.storage.unit_of_work import UnitOfWork


class OtherKeys(DomainError):
    """The account has got new keys since the request: nothing in the answer would open."""


def bring_answer(workplace: Workplace, answer: RecoveryAnswer) -> tuple[Account, int]:
    """Give the account the answer's copies, in the place of what it had of the same cases: that was
    asked for. To whom, and to how many cases. One that is gone, or whose keys were made anew since,
    is passed over.

    The account need not stand on the unit's list, which nobody can sign when every passphrase is
    lost: a copy is a box sealed to her key, compared by voice before it was made, and gives nothing
    to anybody else, whoever brings it. What is sealed anew goes to the list alone, as ever.

    Who the reporter excluded or who is disqualified is not told here, see recovery_request. Raises
    NotFound when there is no such active member of the whistleblowing desk; OtherKeys.
    """
    with workplace.open_unit(write=True) as unit:
        account = unit.accounts.by_id(answer.account, lock=True)
        member = listed_member(account) if account else None
        if account is None or member is None or not member.reads_cases:
            raise NotFound("no active member with all her keys")
        if account.public_key != answer.key:
            raise OtherKeys
        added = sum(_is_added(unit, account, boxes) for boxes in answer.cases)
        unit.system_log.add(
            SystemEvent.CASES_RECOVERED, workplace.now(), actor=None, subject=account.id
        )
        unit.commit()
    return account, added


def _is_added(unit: UnitOfWork, account: Account, boxes: CaseBoxes) -> bool:
    facts = _locked(unit, boxes.case)
    if facts is None or facts.state is CaseState.ERASED or facts.generation != boxes.generation:
        return False
    # The desks are apart, whoever asked for what on the other computer.
    if not account.reads(facts.kind):
        return False
    copy = KeyCopy(account.id, boxes.generation, boxes.root, unread_marker(), boxes.identity)
    give_copy(unit, facts, copy)
    return True


def _locked(unit: UnitOfWork, case_id: bytes) -> CaseFacts | None:
    """Locked, so that its keys are not made anew meanwhile."""
    facts = unit.cases.by_id(case_id)
    return unit.cases.by_number(facts.number, lock=True) if facts else None
