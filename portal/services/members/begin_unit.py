"""The unit begins with its first head: she makes the list, and with it the root of all trust."""

from crypto.key_pair import KeyPair
from crypto.signing import SigningPair
from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.errors import BrokenList
from portal.domain.unit_list import Anchor, listed_member
from portal.services.members.unit_list import begin_list
from portal.services.statistics.statistics_key import statistics_key_to_list
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def is_to_begin(workplace: Workplace, unit: UnitOfWork, account: Account) -> bool:
    """Whether there is no list yet and this account is a head of unit who reads reports."""
    head = account.is_lead and account.reads(CaseKind.REPORT)
    return head and workplace.anchor.read() is None and unit.unit_lists.newest() is None


def put_down_anchor(workplace: Workplace, anchor: Anchor) -> None:
    """Write down where the list stands; the first time also which cases are from before there were
    signatures."""
    with workplace.open_unit() as unit:
        unsigned = unit.generations.unsigned_cases()
    workplace.anchor.move_to(anchor, unsigned)


def begin_unit(
    workplace: Workplace, unit: UnitOfWork, account: Account, key_pair: KeyPair
) -> Anchor:
    """Version 1 of the list, with its maker alone on it and the statistics' key.

    `account` has all its keys. The caller commits, and then puts the anchor down. Raises
    BrokenList.
    """
    first = listed_member(account)
    if first is None:
        raise BrokenList
    pair = SigningPair.of_member(key_pair.seed)
    return begin_list(
        workplace.anchor, unit, first, pair, statistics_key_to_list(unit, account, key_pair)
    )
