"""A value of one of the register's lists is taken out of use."""

from portal.domain.municipality import ListValue
from portal.domain.register_lists import ListKind, retired, value_of
from portal.services.lists.changing import change_lists
from portal.services.workplace import Member, Workplace


def retire_value(workplace: Workplace, member: Member, kind: ListKind, code: str) -> ListValue:
    """Offer a value no more, from today on; where it stands it stays. Of one that is out of use
    already nothing changes. Raises InvalidInput as `retired` does, NotFound."""
    today = workplace.today()
    return change_lists(
        workplace, member, lambda lists: retired(lists, value_of(lists, kind, code), today)
    )
