"""The records of a case, opened with the keys at hand and put together as one file."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts, CaseFile, turns_known_from
from portal.domain.matter import MatterStanding
from portal.storage import record_shapes as shapes
from portal.storage.record_store import OpenedRecord
from portal.storage.unit_of_work import UnitOfWork

_Found = dict[str, list[OpenedRecord]]


@dataclass(frozen=True)
class OpenedFile:
    """A case's file, and the records in it that are rewritten: matters and parties by id, and those
    of which a case has one by kind. `standings` is what was last written of where matters stand."""

    file: CaseFile
    matter_records: dict[str, OpenedRecord]
    party_records: dict[str, OpenedRecord]
    single_records: dict[str, OpenedRecord]
    standings: tuple[MatterStanding, ...]


def open_case_file(unit: UnitOfWork, facts: CaseFacts, keys: CaseKeys) -> OpenedFile:
    """Everything of a case that the keys open. Raises CannotOpen when something was altered."""
    found: _Found = {kind: [] for kind in shapes.KINDS}
    for record in unit.records.all_of(facts, keys):
        # Whoever has the code and the database could seal a decision of the unit's with the
        # shared key: what is the unit's alone counts under the unit's own key only.
        if record.shared != (record.kind in shapes.SHARED_KINDS):
            raise CannotOpen
        found[record.kind].append(record)
    return OpenedFile(
        file=_file(facts, found),
        matter_records={record.id.hex(): record for record in found[shapes.MATTER]},
        party_records={record.id.hex(): record for record in found[shapes.PARTY]},
        single_records={kind: found[kind][0] for kind in shapes.SINGLE_KINDS if found[kind]},
        standings=_single(found, shapes.STANDING) or (),
    )


def _file(facts: CaseFacts, found: _Found) -> CaseFile:
    entries = sorted(_things(found, shapes.ENTRY), key=lambda entry: (entry.ordinal, entry.id))
    matters = sorted(_things(found, shapes.MATTER), key=lambda matter: matter.ordinal)
    notes = sorted(_things(found, shapes.NOTE), key=lambda note: note.ordinal)
    made = sorted(_things(found, shapes.DECLARATION), key=lambda made: made.ordinal)
    return CaseFile(
        facts=facts,
        entries=tuple(entries),
        matters=tuple(matters),
        notes=tuple(notes),
        declarations=tuple(made),
        identity=found[shapes.IDENTITY][0].content if found[shapes.IDENTITY] else b"",
        excluded=tuple(chain.from_iterable(_things(found, shapes.EXCLUSIONS))),
        turns=_single(found, shapes.TURNS) or turns_known_from(facts),
        set_aside=_single(found, shapes.SET_ASIDE),
        move_corrected=_single(found, shapes.MOVE),
        disclosures=tuple(
            sorted(_things(found, shapes.DISCLOSURE), key=lambda one: (one.ordinal, one.matter))
        ),
        register=_single(found, shapes.REGISTER),
        answer_keys=tuple(_single(found, shapes.ANSWER_KEYS) or ()),
        assistance=_single(found, shapes.ASSISTANCE),
        links=tuple(_single(found, shapes.LINKS) or ()),
        mediation=_single(found, shapes.MEDIATION),
        recommendations=tuple(_single(found, shapes.RECOMMENDATIONS) or ()),
        supervision=_single(found, shapes.SUPERVISION),
        parties=tuple(sorted(_things(found, shapes.PARTY), key=lambda party: party.ordinal)),
    )


def _single(found: _Found, kind: str) -> Any:
    things = _things(found, kind)
    return things[0] if things else None


def _things(found: _Found, kind: str) -> list[Any]:
    return [shapes.read(kind, record.content) for record in found[kind]]
