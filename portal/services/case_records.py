"""The records of a case that is open: each written once, and shown as it was written."""

from dataclasses import replace
from datetime import date, datetime

from crypto.case_key import CaseKeys
from crypto.identifiers import new_id
from portal.domain.assistance import Assistance
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, CaseFile, Declaration, LogLine, Note, SetAside
from portal.domain.complaint import ComplaintRegister
from portal.domain.dialogue import AttachedFile, Entry, EntryKind, Side, offers_answered
from portal.domain.disclosure_register import Disclosed
from portal.domain.dossier import AnswerKey
from portal.domain.errors import NotFound
from portal.domain.linked_case import LinkedCase
from portal.domain.matter import Matter, MatterStanding
from portal.domain.mediation import Mediation
from portal.domain.offer import matter_answered, standing_answered
from portal.domain.party import Party
from portal.domain.recommendation import Recommendation
from portal.domain.supervision import Supervision
from portal.storage import record_shapes as shapes
from portal.storage.record_store import OpenedRecord
from portal.storage.unit_of_work import UnitOfWork

REPORTER = "reporter"


class CaseRecords:
    """`by` is who acts: an account id in hex or `reporter`, of whom only the day is known (`at`
    None)."""

    unit: UnitOfWork
    keys: CaseKeys
    by: str
    on: date
    file: CaseFile
    _at: datetime | None
    _matter_records: dict[str, OpenedRecord]
    _party_records: dict[str, OpenedRecord]
    _single_records: dict[str, OpenedRecord]
    _standings: tuple[MatterStanding, ...]

    @property
    def facts(self) -> CaseFacts:
        return self.file.facts

    def add_entry(
        self,
        kind: EntryKind,
        *,
        text: str = "",
        matter: str | None = None,
        about: str | None = None,
        due: date | None = None,
        files: tuple[AttachedFile, ...] = (),
        facts: dict[str, str] | None = None,
    ) -> Entry:
        """Write one entry of the dialogue and attach its files.

        Raises NotFound when a file was swept meanwhile or belongs to something else already.
        """
        record_id = new_id()
        entry = Entry(
            id=record_id.hex(),
            ordinal=len(self.file.entries) + 1,
            kind=kind,
            side=Side.REPORTER if self.by == REPORTER else Side.UNIT,
            on=self.on,
            text=text,
            matter=matter,
            about=about,
            due=due,
            files=files,
            facts=facts or {},
        )
        for file in files:
            if not self.unit.files.attach(bytes.fromhex(file.id), self.facts.id):
                raise NotFound("the file is gone")
        content = shapes.write(shapes.ENTRY, entry)
        self.unit.records.add(self.facts, self.keys.shared, shapes.ENTRY, content, record_id)
        self.file = replace(self.file, entries=(*self.file.entries, entry))
        self._hear_consents()
        return entry

    def add_matter(self, matter: Matter) -> None:
        content = shapes.write(shapes.MATTER, matter)
        record_id = bytes.fromhex(matter.id)
        self.unit.records.add(self.facts, self._unit_key, shapes.MATTER, content, record_id)
        self._matter_records[matter.id] = OpenedRecord(
            record_id, shapes.MATTER, content, 1, shared=False
        )
        self.file = replace(self.file, matters=(*self.file.matters, matter))

    def change_matter(self, matter: Matter) -> None:
        """Write a matter's next revision over the one that was read."""
        record = self._matter_records[matter.id]
        content = shapes.write(shapes.MATTER, matter)
        self.unit.records.replace(self.facts, self._unit_key, record, content)
        self._matter_records[matter.id] = replace(
            record, content=content, revision=record.revision + 1
        )
        self.file = replace(
            self.file,
            matters=tuple(matter if old.id == matter.id else old for old in self.file.matters),
        )

    def add_party(self, party: Party) -> None:
        content = shapes.write(shapes.PARTY, party)
        record_id = bytes.fromhex(party.id)
        self.unit.records.add(self.facts, self._unit_key, shapes.PARTY, content, record_id)
        self._party_records[party.id] = OpenedRecord(
            record_id, shapes.PARTY, content, 1, shared=False
        )
        self.file = replace(self.file, parties=(*self.file.parties, party))

    def change_party(self, party: Party) -> None:
        """Write a party's next revision over the one that was read."""
        record = self._party_records[party.id]
        content = shapes.write(shapes.PARTY, party)
        self.unit.records.replace(self.facts, self._unit_key, record, content)
        self._party_records[party.id] = replace(
            record, content=content, revision=record.revision + 1
        )
        self.file = replace(
            self.file,
            parties=tuple(party if old.id == party.id else old for old in self.file.parties),
        )

    def add_note(self, note: Note) -> None:
        content = shapes.write(shapes.NOTE, note)
        self.unit.records.add(self.facts, self._unit_key, shapes.NOTE, content)
        self.file = replace(self.file, notes=(*self.file.notes, note))

    def add_declaration(self, declaration: Declaration) -> None:
        content = shapes.write(shapes.DECLARATION, declaration)
        self.unit.records.add(self.facts, self._unit_key, shapes.DECLARATION, content)
        self.file = replace(self.file, declarations=(*self.file.declarations, declaration))

    def add_identity(self, sealed: bytes) -> None:
        """Write who the reporter is, sealed already (services/identities.py)."""
        self.unit.records.add(self.facts, self._unit_key, shapes.IDENTITY, sealed)
        self.file = replace(self.file, identity=sealed)

    def change_identity(self, sealed: bytes) -> None:
        """Write the identity's next revision: the same under other keys."""
        record = self._single_records[shapes.IDENTITY]
        self.unit.records.replace(self.facts, self._unit_key, record, sealed)
        self._single_records[shapes.IDENTITY] = replace(
            record, content=sealed, revision=record.revision + 1
        )
        self.file = replace(self.file, identity=sealed)

    def add_exclusions(self, accounts: tuple[str, ...]) -> None:
        """Write whom the reporter named as not to see the case; also when nobody was named."""
        content = shapes.write(shapes.EXCLUSIONS, accounts)
        self.unit.records.add(self.facts, self._unit_key, shapes.EXCLUSIONS, content)
        self.file = replace(self.file, excluded=accounts)

    def put_aside(self, aside: SetAside) -> None:
        """Leave the case alone until a day; `save` works out what that means for the lists."""
        self._write_single(shapes.SET_ASIDE, self._unit_key, aside)
        self.file = replace(self.file, set_aside=aside)

    def add_disclosure(self, line: Disclosed) -> None:
        """Write one line of the register of disclosures."""
        content = shapes.write(shapes.DISCLOSURE, line)
        self.unit.records.add(self.facts, self._unit_key, shapes.DISCLOSURE, content)
        self.file = replace(self.file, disclosures=(*self.file.disclosures, line))

    def write_register(self, register: ComplaintRegister) -> None:
        """Write what is registered of a complaint."""
        self._write_single(shapes.REGISTER, self._unit_key, register)
        self.file = replace(self.file, register=register)

    def write_answer_keys(self, keys: tuple[AnswerKey, ...]) -> None:
        """Write with which keys the citizen reads what administrations answered her."""
        self._write_single(shapes.ANSWER_KEYS, self.keys.shared, keys)
        self.file = replace(self.file, answer_keys=keys)

    def write_assistance(self, assistance: Assistance) -> None:
        """Write what is registered of consultative assistance."""
        self._write_single(shapes.ASSISTANCE, self._unit_key, assistance)
        self.file = replace(self.file, assistance=assistance)

    def write_links(self, links: tuple[LinkedCase, ...]) -> None:
        """Write with which other cases this one belongs together."""
        self._write_single(shapes.LINKS, self._unit_key, links)
        self.file = replace(self.file, links=links)

    def write_mediation(self, mediation: Mediation) -> None:
        """Write how a formal mediation stands."""
        self._write_single(shapes.MEDIATION, self._unit_key, mediation)
        self.file = replace(self.file, mediation=mediation)

    def write_recommendations(self, recommendations: tuple[Recommendation, ...]) -> None:
        """Write every recommendation given in the case."""
        self._write_single(shapes.RECOMMENDATIONS, self._unit_key, recommendations)
        self.file = replace(self.file, recommendations=recommendations)

    def write_supervision(self, supervision: Supervision) -> None:
        """Write how a supervision stands."""
        self._write_single(shapes.SUPERVISION, self._unit_key, supervision)
        self.file = replace(self.file, supervision=supervision)

    def log(self, event: CaseEvent, **details: str) -> None:
        """Write a line of the case's log, in the compartment this side has a key to."""
        line = LogLine(event=event, by=self.by, on=self.on, at=self._at, details=details)
        key = self.keys.unit or self.keys.shared
        self.unit.records.add_log(self.facts, key, shapes.write(shapes.LOG, line))

    def set_facts(self, facts: CaseFacts) -> None:
        """Change state or dates; `save` writes them."""
        self.file = replace(self.file, facts=facts)

    def _hear_consents(self) -> None:
        answers = offers_answered(self.file.entries)
        matters = tuple(matter_answered(matter, answers) for matter in self.file.matters)
        self.file = replace(self.file, matters=matters)
        self._standings = tuple(standing_answered(known, answers) for known in self._standings)

    def _write_single(self, kind: str, key: bytes, thing: object) -> None:
        """Write a record of which a case has one: its next revision, or its first."""
        content = shapes.write(kind, thing)
        record = self._single_records.get(kind)
        if record is None:
            record_id = self.unit.records.add(self.facts, key, kind, content)
            record = OpenedRecord(record_id, kind, content, 1, shared=kind in shapes.SHARED_KINDS)
        else:
            self.unit.records.replace(self.facts, key, record, content)
            record = replace(record, content=content, revision=record.revision + 1)
        self._single_records[kind] = record

    @property
    def _unit_key(self) -> bytes:
        if self.keys.unit is None:
            raise NotFound("the reporter has no key to the unit's compartment")
        return self.keys.unit
