"""How every change of the lists is made: one at a time, with its line in the portal's log."""

from collections.abc import Callable
from typing import Final

from portal.domain.audit_events import SystemEvent
from portal.domain.municipality import Lists, ListValue
from portal.domain.register_lists import with_values
from portal.services.workplace import Member, Workplace

# Two that are added at once must not get one code or one label.
_LISTS: Final = b"the lists, 1 row"


def change_lists(
    workplace: Workplace, member: Member, change: Callable[[Lists], ListValue]
) -> ListValue:
    """Keep the value that `change` makes of the lists as they are now, and return it. One that
    stands there already is not written again. Raises what `change` raises."""
    known = workplace.municipality.lists()
    with workplace.open_unit(write=True) as unit:
        unit.wait_for_others(_LISTS)
        lists = with_values(known, unit.list_values.every())
        value = change(lists)
        held = lists[value.kind]
        if value not in held:
            codes = [one.code for one in held]
            place = codes.index(value.code) if value.code in codes else len(codes)
            unit.list_values.put(value, place)
            now, actor = workplace.now(), member.account.id
            unit.system_log.add(SystemEvent.LIST_CHANGED, now, actor=actor)
            unit.commit()
    return value
