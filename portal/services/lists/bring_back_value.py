"""A value of one of the register's lists is taken into use again."""

from portal.domain.municipality import ListValue
from portal.domain.register_lists import ListKind, brought_back, value_of
from portal.services.lists.changing import change_lists
from portal.services.workplace import Member, Workplace


def bring_back_value(workplace: Workplace, member: Member, kind: ListKind, code: str) -> ListValue:
    """Offer a value again. Of one that is in use nothing changes. Raises InvalidInput as
    `brought_back` does, NotFound."""
    return change_lists(
        workplace, member, lambda lists: brought_back(lists, value_of(lists, kind, code))
    )
