"""Which cases a holder has a copy of the keys to, and how a copy comes to be there."""

from collections.abc import Iterable
from dataclasses import replace

from portal.domain.case_file import CaseFacts
from portal.storage.case_key_store import KeyCopy
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork

# More than a municipality will ever have; and fewer than a database takes in one question.
_ALL_CASES = 1_000_000
_AT_ONCE = 500


def held_cases(unit: UnitOfWork, holder: bytes) -> list[CaseFacts]:
    """The cases that an account or the recovery key has a copy of the keys to, by number."""
    query = WorklistQuery(sort="newest", page_size=_ALL_CASES)
    cases, _count = unit.cases.worklist(holder, query)
    return sorted(cases, key=lambda facts: facts.number)


def copies_of(unit: UnitOfWork, cases: Iterable[CaseFacts], holder: bytes) -> dict[bytes, KeyCopy]:
    """The holder's copies for these cases, by case id; none for a case that she has none of."""
    ids = [facts.id for facts in cases]
    found: dict[bytes, KeyCopy] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found |= unit.case_keys.of_many(ids[start : start + _AT_ONCE], holder)
    return found


def give_copy(unit: UnitOfWork, facts: CaseFacts, copy: KeyCopy) -> None:
    """Add a copy, or put it in the place of the one that its holder has; what she has seen stays
    known. The caller commits."""
    before = unit.case_keys.of(facts.id, copy.holder)
    if before is not None:
        # Who gives may have the case and not the identity.
        identity_box = copy.identity_box or before.identity_box
        copy = replace(copy, seen=before.seen, identity_box=identity_box)
        unit.case_keys.remove(facts.id, copy.holder)
    unit.case_keys.add(facts.id, [copy])
