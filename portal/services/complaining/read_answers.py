"""What an administration answered to a complaint that the citizen sent it herself, for her to
read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFile
from portal.domain.dialogue import Entry, EntryKind
from portal.domain.dossier import Act
from portal.storage.dossier_store import opened_row
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Answers:
    """`acts` are the administration's answers, oldest first; `due` the day by which one is owed,
    None when none is any more. `with_unit`: the unit has taken over, and what is answered from then
    on it tells her itself."""

    acts: tuple[Act, ...]
    due: date | None
    with_unit: bool


def read_answers(unit: UnitOfWork, file: CaseFile) -> Mapping[str, Answers]:
    """By the id of the entry that says that it was sent. A dossier that no key of hers opens (it
    was altered, or lost) is with the unit, which is told of that when it opens the case."""
    sent = [entry for entry in file.entries if entry.kind is EntryKind.FORWARDED_ON_WORD]
    return {entry.id: _answers(unit, file, entry) for entry in sent}


def _answers(unit: UnitOfWork, file: CaseFile, entry: Entry) -> Answers:
    sent = entry.facts["dossier"]
    row = unit.dossiers.by_id(bytes.fromhex(sent))
    keys = [one.key for one in file.answer_keys if one.dossier == sent]
    if row is None or row.case_id != file.facts.id or not keys:
        return Answers((), None, with_unit=True)
    try:
        dossier = opened_row(row, bytes.fromhex(keys[0]))
    except CannotOpen:
        return Answers((), None, with_unit=True)
    return Answers(
        acts=dossier.told_citizen,
        due=dossier.due_now,
        with_unit=not dossier.citizen_reads,
    )
