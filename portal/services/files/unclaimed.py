"""Files that no report or message has taken yet have a total of their own."""

from portal.services.sweeping import sweep_files
from portal.services.workplace import Workplace


def has_room_for_unclaimed(workplace: Workplace, most: int) -> bool:
    """Whether unclaimed files weigh less than `most` bytes together.

    Where they do not, those of yesterday are swept a day early: a form is open for four hours at
    the longest.
    """
    if _weight(workplace) < most:
        return True
    return sweep_files(workplace, days=0) > 0 and _weight(workplace) < most


def _weight(workplace: Workplace) -> int:
    with workplace.open_unit() as unit:
        return unit.files.unattached_bytes()
