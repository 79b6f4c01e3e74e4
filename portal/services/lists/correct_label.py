"""What a value of one of the register's lists is called is corrected."""

from portal.domain.municipality import ListValue, LocalText
from portal.domain.register_lists import ListKind, corrected, value_of
from portal.services.lists.changing import change_lists
from portal.services.workplace import Member, Workplace


def correct_label(
    workplace: Workplace, member: Member, kind: ListKind, code: str, label: LocalText
) -> ListValue:
    """Call a value, in use or not, by another label from now on, also where it stands already.

    Raises InvalidInput as `corrected` does, NotFound.
    """
    return change_lists(
        workplace, member, lambda lists: corrected(lists, value_of(lists, kind, code), label)
    )
