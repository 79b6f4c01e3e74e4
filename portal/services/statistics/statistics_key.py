"""The statistics key: facts are sealed to its public half, its seed to each who may read them.

It is made with the first head of unit, so that no report is filed without it, and handed on by
whoever holds it when she signs in: nobody who holds nothing can give herself a copy.
"""

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import STATISTICS_KEY, bind
from crypto.sealing import open_with, seal_to
from portal.domain.access import AccountState, Permission
from portal.domain.account import Account
from portal.domain.errors import NotFound
from portal.services.workplace import Member, Workplace
from portal.storage.unit_key_store import STATISTICS
from portal.storage.unit_of_work import UnitOfWork


def bring_statistics_key_up_to_date(workplace: Workplace, member: Member) -> None:
    """What a sign-in does for the key: it is made where it is missing, and handed on to whoever
    waits for a copy. Nothing is written when nothing is missing."""
    make_statistics_key(workplace, member)
    try:
        share_statistics_key(workplace, member)
    except CannotOpen:
        # Somebody altered her copy: who reads statistics is told, and cases are worked on as ever.
        return


def make_statistics_key(workplace: Workplace, member: Member) -> bool:
    """Make the key if the member is a head of unit who reads reports and there is none; whether it
    was made."""
    with workplace.open_unit() as unit:
        if not _is_to_make(unit, member.account):
            return False
    with workplace.open_unit(write=True) as unit:
        made = begin_statistics_key(unit, member.account)
        unit.commit()
    return made


def begin_statistics_key(unit: UnitOfWork, account: Account) -> bool:
    """Make the key within a unit of work, as `make_statistics_key` does. The caller commits."""
    if not _is_to_make(unit, account):
        return False
    key_pair = KeyPair.new()
    if not unit.unit_keys.make(STATISTICS, key_pair.public):
        return False
    return _give(unit, key_pair.seed, account)


def share_statistics_key(workplace: Workplace, member: Member) -> int:
    """Seal the key to every active account that may read statistics and has no copy yet.

    Returns to how many; 0 as well when the member has no copy herself. Raises CannotOpen.
    """
    with workplace.open_unit() as unit:
        if not _waiting(unit, member.account):
            return 0
    with workplace.open_unit(write=True) as unit:
        seed = open_statistics_key(unit, member).seed
        given = sum(_give(unit, seed, account) for account in _waiting(unit, member.account))
        unit.commit()
    return given


def open_statistics_key(unit: UnitOfWork, member: Member) -> KeyPair:
    """The key, opened with the member's copy.

    Raises NotFound when she has none; CannotOpen when her copy or the public half was altered.
    """
    copy = unit.unit_keys.copy_of(STATISTICS, member.account.id)
    if copy is None:
        raise NotFound("no copy of the statistics key")
    key_pair = KeyPair(open_with(member.key_pair, copy, _info(member.account)))
    # Whoever can write the database could put a key of her own there, and read what follows.
    if key_pair.public != unit.unit_keys.public_key(STATISTICS):
        raise CannotOpen
    return key_pair


def unread_statistics_holders(workplace: Workplace) -> list[Account]:
    """The disabled accounts that alone hold the key, by name; empty while an active account that
    may read statistics holds it, and before there is a key.

    The way back to it: open one of them again until its owner has signed in once, while a
    colleague who may read statistics is active too.
    """
    with workplace.open_unit() as unit:
        held_by = unit.unit_keys.holders(STATISTICS)
        holders = [account for account in unit.accounts.every() if account.id in held_by]
    if any(account.may(Permission.STATISTICS_READ) for account in holders):
        return []
    return [account for account in holders if account.state is AccountState.DISABLED]


def _is_to_make(unit: UnitOfWork, account: Account) -> bool:
    head = account.is_lead and account.reads_reports
    return head and unit.unit_keys.public_key(STATISTICS) is None


def _waiting(unit: UnitOfWork, account: Account) -> list[Account]:
    """Who could be given a copy by this account: nobody while it holds none itself."""
    holders = unit.unit_keys.holders(STATISTICS)
    if account.id not in holders:
        return []
    return [
        one
        for one in unit.accounts.every()
        if one.may(Permission.STATISTICS_READ) and one.id not in holders
    ]


def _give(unit: UnitOfWork, seed: bytes, account: Account) -> bool:
    box = seal_to(account.public_key, seed, _info(account))
    return unit.unit_keys.give(STATISTICS, account.id, box)


def _info(account: Account) -> bytes:
    return bind(STATISTICS_KEY, account.id)
