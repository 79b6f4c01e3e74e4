"""A member signs a new version of the unit's list: somebody is taken up, or no longer named."""

from collections.abc import Callable

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NotFound, NotPermitted
from portal.domain.unit_list import UnitList, listed_member
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.members.look_at_list import words_of
from portal.services.members.unit_list import current_list, sign_list
from portal.services.statistics.statistics_key import (
    bring_statistics_key_up_to_date,
    statistics_key_held,
)
from portal.services.workplace import Member, Workplace
from portal.storage.unit_key_store import STATISTICS
from portal.storage.unit_of_work import UnitOfWork


def take_up_member(
    workplace: Workplace, member: Member, account_id: bytes, *, words: str, passphrase: str
) -> None:
    """Put an account on the list with the keys it has now, or put its new keys there.

    `words` are the six that were compared by voice: what was changed since the page was opened is
    not signed. Nobody takes up herself.
    Raises InvalidInput (`words`, `differ`; `passphrase`), SignInThrottled, NotFound, NotPermitted,
    NotOnTheList, BrokenList.
    """
    if account_id == member.account.id:
        raise NotPermitted
    confirm_passphrase(workplace, member, passphrase)

    def with_account(unit: UnitOfWork, now: UnitList) -> UnitList:
        account = unit.accounts.by_id(account_id, lock=True)
        listed = listed_member(account) if account else None
        if listed is None:
            raise NotFound("no active account with all its keys")
        if words_of(workplace, listed) != words:
            raise InvalidInput("words", "differ")
        before = now.member(account_id)
        if before is not None and before.key != listed.key:
            # Else whoever has a copy, sealed to the key she had, is given no other.
            unit.unit_keys.take_back(STATISTICS, account_id)
        return now.with_member(listed)

    change_list(workplace, member, SystemEvent.MEMBER_LISTED, with_account, subject=account_id)
    bring_statistics_key_up_to_date(workplace, member)


def remove_member(
    workplace: Workplace, member: Member, account_id: bytes, *, passphrase: str
) -> None:
    """Take an account off the list that is closed, or no longer what the list says.

    Raises InvalidInput (`passphrase`), SignInThrottled, NotPermitted (herself, or an account that
    is active and unchanged), NotOnTheList, BrokenList.
    """
    confirm_passphrase(workplace, member, passphrase)

    def without_account(unit: UnitOfWork, now: UnitList) -> UnitList:
        account = unit.accounts.by_id(account_id, lock=True)
        as_it_is = listed_member(account) if account else None
        unchanged = as_it_is is not None and as_it_is == now.member(account_id)
        if account_id == member.account.id or unchanged:
            raise NotPermitted
        return now.without(account_id)

    change_list(workplace, member, SystemEvent.MEMBER_REMOVED, without_account, subject=account_id)


def change_list(
    workplace: Workplace,
    member: Member,
    event: SystemEvent,
    change: Callable[[UnitOfWork, UnitList], UnitList],
    *,
    subject: bytes | None = None,
) -> None:
    """Sign what `change` makes of the newest list as its next version, and write `event` into the
    log, about `subject` (an account id). A list that says so already is not signed again.

    Raises NotFound before there is a list, NotOnTheList, BrokenList, and what `change` raises.
    """
    with workplace.open_unit(write=True) as unit:
        now = current_list(workplace.anchor, unit)
        if now is None:
            raise NotFound("there is no list yet")
        changed = statistics_key_held(unit, member, change(unit, now))
        if changed == now:
            return
        anchor = sign_list(workplace.anchor, unit, member, changed)
        unit.system_log.add(event, workplace.now(), actor=member.account.id, subject=subject)
        unit.commit()
    workplace.anchor.move_to(anchor)
