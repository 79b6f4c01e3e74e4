"""Whether a receipt code leads anywhere, before any key is derived from it."""

from portal.domain.errors import CaseErased
from portal.services.own_case import is_erased
from portal.services.workplace import Workplace

_NO_CASE = bytes(16)


def case_exists(workplace: Workplace, locator: bytes) -> bool:
    """Whether a case has this locator (32 bytes). Raises CaseErased.

    A wrong code costs no more than this, and the code of an erased case the same.
    """
    with workplace.open_unit() as unit:
        facts = unit.cases.by_locator(locator)
        # Of no case too: the same is asked of the database whatever the code leads to.
        holders = unit.case_keys.holders(facts.id if facts else _NO_CASE)
    if facts is not None and is_erased(facts, holders):
        raise CaseErased
    return facts is not None
