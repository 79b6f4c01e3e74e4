"""The list as members see it: who stands on it, who waits, and what does not fit."""

from dataclasses import dataclass, field

from crypto.comparison_words import comparison_words
from portal.domain.errors import BrokenList
from portal.domain.unit_list import Differing, ListedMember, UnitList, differences
from portal.services.members.unit_list import current_list
from portal.services.workplace import Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class LookAtList:
    """`broken`: what is stored is not what was signed, or older than what was seen. `version` is 0
    before there is a list. `waiting` are newcomers, `alarms` what else differs."""

    broken: bool
    version: int = 0
    signed_by: str = ""
    unit_list: UnitList = field(default_factory=lambda: UnitList(()))
    waiting: tuple[Differing, ...] = ()
    alarms: tuple[Differing, ...] = ()

    @property
    def is_calm(self) -> bool:
        return not self.broken and not self.alarms


def look_at_list(workplace: Workplace) -> LookAtList:
    """How the list stands now."""
    with workplace.open_unit() as unit:
        return look_at_list_within(workplace.anchor, unit)


def look_at_list_within(anchors: AnchorFile, unit: UnitOfWork) -> LookAtList:
    """The same within a unit of work."""
    try:
        unit_list = current_list(anchors, unit)
    except BrokenList:
        return LookAtList(broken=True)
    newest = unit.unit_lists.newest()
    if unit_list is None or newest is None:
        return LookAtList(broken=False)
    # Keys of cases may be signed under an older version: none of them may be missing.
    if unit.unit_lists.count() != newest.version:
        return LookAtList(broken=True)
    found = differences(unit_list, unit.accounts.every())
    signer = unit_list.member(newest.signer) or unit.accounts.by_id(newest.signer)
    return LookAtList(
        broken=False,
        version=newest.version,
        signed_by=signer.name if signer else "",
        unit_list=unit_list,
        waiting=tuple(one for one in found if not one.is_alarm),
        alarms=tuple(one for one in found if one.is_alarm),
    )


def recovery_words(workplace: Workplace, unit_list: UnitList) -> str:
    """The six words of the recovery key that the list names; empty where it names none."""
    if not unit_list.recovery_key:
        return ""
    return comparison_words(unit_list.recovery_key, workplace.words)


def words_of(workplace: Workplace, member: ListedMember) -> str:
    """The six words that the newcomer and who takes her up read to each other.

    Raises BrokenList before there is a list.
    """
    anchor = workplace.anchor.read()
    if anchor is None:
        raise BrokenList
    return comparison_words(member.compared(anchor.root), workplace.words)
