"""A value is added to one of the register's lists."""

from portal.domain.municipality import ListValue, LocalText
from portal.domain.register_lists import ListKind, new_value
from portal.services.lists.changing import change_lists
from portal.services.workplace import Member, Workplace


def add_value(
    workplace: Workplace, member: Member, kind: ListKind, label: LocalText, parent: str = ""
) -> ListValue:
    """Add a value as the last of its list, under a code made of its Danish label, and return it.

    `parent` is the code of a sub-theme's main group. Raises InvalidInput as `new_value` does.
    """
    return change_lists(workplace, member, lambda lists: new_value(lists, kind, label, parent))
