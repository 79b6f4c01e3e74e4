"""Which of the cases that a count found fault with may be named to a member."""

from collections.abc import Sequence

from portal.domain.access import receives
from portal.services.workplace import Member, Workplace


def find_openable(workplace: Workplace, member: Member, numbers: Sequence[str]) -> frozenset[str]:
    """Of these numbers of cases those on the member's desk that she holds a key to.

    A number alone tells that somebody reported something: whom a report was kept from, and who is
    disqualified, holds no key and is not told it. Nobody who only reads statistics is told any.
    """
    with workplace.open_unit() as unit:
        held = unit.cases.held_among(member.account.id, numbers)
    account = member.account
    return frozenset(
        case.number for case in held if receives(case.kind, account.role, account.desk)
    )
