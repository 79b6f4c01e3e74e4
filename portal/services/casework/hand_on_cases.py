"""A member hands on every case she can open: to a colleague who came later or made new keys, or to
the recovery key."""

from dataclasses import dataclass
from functools import partial

from crypto.errors import CannotOpen
from crypto.recovery import RECOVERY_HOLDER
from portal.domain.errors import CaseAltered, ForbiddenMove, NotFound
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.casework.give_access import (
    hand_on,
    receiving_member,
    receiving_recovery_key,
)
from portal.services.held_copies import copies_of, held_cases
from portal.services.workplace import Member, Workplace


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

    Raises NotFound when the account is no active reader on the unit's list, or the list names no
    recovery key; BrokenList.
    """
    with workplace.open_unit() as unit:
        if holder == RECOVERY_HOLDER:
            receiving_recovery_key(workplace, unit)
        else:
            receiving_member(workplace, unit, holder)
        mine = held_cases(unit, member.account.id) if holder != member.account.id else []
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

    Which these are, `cases_to_hand_on` says. Each is a transaction of its own: what is done stays done, whenever this is broken off. Raises
    as `cases_to_hand_on`.
    """
    numbers = cases_to_hand_on(workplace, member, holder, anew=anew)
    waiting = [number for number in numbers if number > after]
    now = waiting[:limit]
    handed_on = partial(_is_handed_on, workplace, member, holder, secrets, anew)
    done = sum(map(handed_on, now))
    return Progress(
        done=done,
        left=len(waiting) - len(now),
        refused=len(now) - done,
        last=now[-1] if now else after,
    )


def _is_handed_on(
    workplace: Workplace,
    member: Member,
    holder: bytes,
    secrets: StaffSecrets,
    anew: bool,
    number: str,
) -> bool:
    try:
        hand_on(workplace, member, number, holder, secrets, anew=anew)
    except (NotFound, ForbiddenMove, CannotOpen, CaseAltered):
        return False
    return True
