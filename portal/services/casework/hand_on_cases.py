"""A member hands on every case she can open: to a colleague who came later or made new keys, or to
the recovery key."""

from contextlib import suppress
from dataclasses import dataclass

from crypto.errors import CannotOpen
from crypto.recovery import RECOVERY_HOLDER
from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.errors import CaseAltered, ForbiddenMove, NotFound
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.casework.give_access import (
    hand_on,
    receiving_member,
    receiving_recovery_key,
)
from portal.services.held_copies import copies_of, held_cases
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Progress:
    """How far one call came. `done` cases were handed on; `refused` were not: the reporter excluded
    her, she declared herself disqualified, or the case does not open. `left` wait for the next
    call, which begins after `last`, a case's number."""

    done: int
    left: int
    refused: int
    last: str = ""


def cases_to_hand_on(
    workplace: Workplace, member: Member, holder: bytes, *, anew: bool = False
) -> list[str]:
    """The numbers, sorted, of the cases that the member has a key to and `holder` (an account id or
    RECOVERY_HOLDER) has not; `anew`: also of those that both have one to, because what the holder
    has may be sealed to keys that are lost.

    Raises NotFound when the account is no active reader on the unit's list, or stands there with
    other keys than it has now; when the list names no recovery key; BrokenList.
    """
    with workplace.open_unit() as unit:
        if holder == RECOVERY_HOLDER:
            receiving_recovery_key(workplace, unit)
            kinds = list(CaseKind)
        else:
            account = receiving_member(workplace, unit, holder, *CaseKind)
            _check_keys(unit, account)
            kinds = [kind for kind in CaseKind if account.reads(kind)]
        mine = held_cases(unit, member.account.id) if holder != member.account.id else []
        mine = [facts for facts in mine if facts.kind in kinds]
        theirs = {} if anew else copies_of(unit, mine, holder)
        return [facts.number for facts in mine if facts.id not in theirs]


def hand_on_cases(
    workplace: Workplace,
    member: Member,
    holder: bytes,
    *,
    secrets: StaffSecrets,
    limit: int,
    after: str = "",
    anew: bool = False,
) -> Progress:
    """Hand on the next cases after a number, `limit` of them at the most, the identities included.

    Which these are, `cases_to_hand_on` says, and what is raised. Each is a transaction of its own:
    what is done stays done, whenever this is broken off.
    """
    numbers = cases_to_hand_on(workplace, member, holder, anew=anew)
    waiting = [number for number in numbers if number > after]
    now = waiting[:limit]
    done = 0
    for number in now:
        with suppress(NotFound, ForbiddenMove, CannotOpen, CaseAltered):
            hand_on(workplace, member, number, holder, secrets, anew=anew)
            done += 1
    return Progress(
        done=done,
        left=len(waiting) - len(now),
        refused=len(now) - done,
        last=now[-1] if now else after,
    )


def _check_keys(unit: UnitOfWork, listed: Account) -> None:
    """What is sealed to keys that were lost with a passphrase is sealed to nobody."""
    now = unit.accounts.by_id(listed.id)
    if now is None or now.public_key != listed.public_key:
        raise NotFound("the list has other keys")
