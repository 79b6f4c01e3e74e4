"""The statistics key: facts are sealed to its public half, its seed to each who may read them.

It is made with the first head of unit, so that no report is filed without it, and named by the
unit's list, so that nobody can put another in its place. Whoever holds it hands it on when she
signs in: nobody who holds nothing can give herself a copy.
"""

from dataclasses import replace

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import STATISTICS_KEY, bind
from crypto.sealing import open_with, seal_to
from portal.domain.access import AccountState, Permission
from portal.domain.account import Account
from portal.domain.errors import BrokenList, NotFound
from portal.domain.unit_list import UnitList
from portal.services.members.readers import listed_accounts
from portal.services.members.unit_list import current_list
from portal.services.workplace import Member, Workplace
from portal.storage.unit_key_store import STATISTICS
from portal.storage.unit_of_work import UnitOfWork


def statistics_key_to_list(unit: UnitOfWork, account: Account, key_pair: KeyPair) -> bytes:
    """The public half that the unit's list is to name: a new key's, or of one from before there was
    a list, as the account's own copy tells it; empty when the account holds none.

    The caller commits.
    """
    made = KeyPair.new()
    if unit.unit_keys.make(STATISTICS, made.public):
        _give(unit, made.seed, account)
        return made.public
    copy = unit.unit_keys.copy_of(STATISTICS, account.id)
    if copy is None:
        return b""
    try:
        return KeyPair(open_with(key_pair, copy, _info(account))).public
    except CannotOpen:
        return b""


def statistics_key_held(unit: UnitOfWork, member: Member, unit_list: UnitList) -> UnitList:
    """The list with the key that the member holds, where the list names none yet."""
    if unit_list.statistics_key:
        return unit_list
    held = statistics_key_to_list(unit, member.account, member.key_pair)
    return replace(unit_list, statistics_key=held)


def statistics_key_of(workplace: Workplace, unit: UnitOfWork) -> bytes | None:
    """What facts are sealed to: the public half that the unit's list names. Raises BrokenList."""
    unit_list = current_list(workplace.anchor, unit)
    return unit_list.statistics_key or None if unit_list else None


def bring_statistics_key_up_to_date(workplace: Workplace, member: Member) -> None:
    """What a sign-in does for the key: it is handed on to whoever waits for a copy."""
    try:
        share_statistics_key(workplace, member)
    except (CannotOpen, BrokenList):
        # Somebody altered her copy or the list: who reads statistics is told, an alarm stands on
        # every page, and what can be worked on is worked on.
        return


def share_statistics_key(workplace: Workplace, member: Member) -> int:
    """Seal the key to every listed account that may read statistics and has no copy yet.

    Returns to how many; 0 as well when the member has no copy herself. Raises CannotOpen,
    BrokenList.
    """
    with workplace.open_unit() as unit:
        if not _waiting(workplace, unit, member.account):
            return 0
    with workplace.open_unit(write=True) as unit:
        seed = open_statistics_key(workplace, unit, member).seed
        waiting = _waiting(workplace, unit, member.account)
        given = sum(_give(unit, seed, account) for account in waiting)
        unit.commit()
    return given


def open_statistics_key(workplace: Workplace, unit: UnitOfWork, member: Member) -> KeyPair:
    """The key, opened with the member's copy.

    Raises NotFound when she has none; CannotOpen when her copy was altered or is of another key
    than the list names; BrokenList.
    """
    copy = unit.unit_keys.copy_of(STATISTICS, member.account.id)
    if copy is None:
        raise NotFound("no copy of the statistics key")
    key_pair = KeyPair(open_with(member.key_pair, copy, _info(member.account)))
    # Whoever can write the database could put a key of her own there, and read what follows.
    if key_pair.public != statistics_key_of(workplace, unit):
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


def _waiting(workplace: Workplace, unit: UnitOfWork, account: Account) -> list[Account]:
    """Who could be given a copy by this account: nobody while it holds none itself."""
    holders = unit.unit_keys.holders(STATISTICS)
    if account.id not in holders:
        return []
    return [
        one
        for one in listed_accounts(workplace, unit)
        if one.may(Permission.STATISTICS_READ) and one.id not in holders
    ]


def _give(unit: UnitOfWork, seed: bytes, account: Account) -> bool:
    box = seal_to(account.public_key, seed, _info(account))
    return unit.unit_keys.give(STATISTICS, account.id, box)


def _info(account: Account) -> bytes:
    return bind(STATISTICS_KEY, account.id)
