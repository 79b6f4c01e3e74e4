"""Which cases a holder has a copy of the keys to, and how a copy comes to be there.

An account that loses its keys for good leaves empty copies behind: nothing is in them to be opened,
and a new one may take their place.
"""

from collections.abc import Iterable, Iterator

from portal.domain.case_file import CaseFacts
from portal.storage.case_key_store import KeyCopy
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork

# More than a municipality will ever have; and as many as a database takes in one question.
_ALL_CASES = 1_000_000
_AT_ONCE = 500


def held_cases(unit: UnitOfWork, holder: bytes) -> list[tuple[CaseFacts, KeyCopy]]:
    """The cases of an account or of the recovery key, by number, each with the holder's copy."""
    cases, _count = unit.cases.worklist(
        holder, WorklistQuery(sort="newest", page_size=_ALL_CASES)
    )
    copies = _copies(unit, cases, holder)
    held = [(facts, copies[facts.id]) for facts in cases if facts.id in copies]
    return sorted(held, key=lambda one: one[0].number)


def not_held(unit: UnitOfWork, cases: Iterable[CaseFacts], holder: bytes) -> list[CaseFacts]:
    """Of these cases those that the holder has no copy of, in the order given."""
    cases = list(cases)
    copies = _copies(unit, cases, holder)
    return [facts for facts in cases if facts.id not in copies]


def holds_copy(unit: UnitOfWork, facts: CaseFacts, holder: bytes) -> bool:
    """Whether the holder has a copy of the case's keys."""
    return not not_held(unit, [facts], holder)


def give_copy(unit: UnitOfWork, facts: CaseFacts, copy: KeyCopy) -> None:
    """Add a copy, in place of an empty one. The caller commits."""
    unit.case_keys.remove(facts.id, copy.holder)
    unit.case_keys.add(facts.id, [copy])


def _copies(
    unit: UnitOfWork, cases: list[CaseFacts], holder: bytes
) -> dict[bytes, KeyCopy]:
    found: dict[bytes, KeyCopy] = {}
    for ids in _in_parts([facts.id for facts in cases]):
        found |= unit.case_keys.of_many(ids, holder)
    return {case_id: copy for case_id, copy in found.items() if copy.box}


def _in_parts(ids: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
