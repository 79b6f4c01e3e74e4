"""A case open within one unit of work: read as a whole, written record by record, saved once.

Both sides use it: a member's with both compartments, the reporter's with the shared one alone.
"""

from dataclasses import replace
from datetime import date, datetime

from crypto.case_key import CaseKeys
from crypto.identifiers import new_id
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import (
    CaseFacts,
    Declaration,
    LogLine,
    Note,
    SetAside,
    Turn,
)
from portal.domain.case_status import CaseState, case_rests_with
from portal.domain.deadlines import running_limit
from portal.domain.dialogue import (
    AttachedFile,
    Entry,
    EntryKind,
    Side,
    asked_about,
    final_feedback_ever_given,
    offers_answered,
    open_questions,
)
from portal.domain.errors import NotFound
from portal.domain.matter import Matter, MatterStanding, matter_answered, standing_answered
from portal.domain.priority import act_from
from portal.domain.statistics import PENDING, facts_of
from portal.services.case_manifest import CaseManifest
from portal.services.case_reading import open_case_file
from portal.services.consents import check_consents
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Workplace
from portal.storage import record_shapes as shapes
from portal.storage.record_store import OpenedRecord
from portal.storage.unit_of_work import UnitOfWork

REPORTER = "reporter"


class CaseWork:
    """`by` is who acts: an account id in hex or `reporter`, of whom only the day is known (`at`
    None). `begins`: the case is being filed.

    Raises CaseAltered when it is not what was last written, CannotOpen.
    """

    def __init__(
        self,
        unit: UnitOfWork,
        workplace: Workplace,
        facts: CaseFacts,
        keys: CaseKeys,
        *,
        by: str,
        at: datetime | None = None,
        begins: bool = False,
    ) -> None:
        self.unit = unit
        self.workplace = workplace
        self.keys = keys
        self.by = by
        self.on = workplace.today()
        self._at = at
        self.manifest = CaseManifest(workplace, unit, facts, keys, begins=begins)
        if unit.writes:
            unit.before_commit(self._write_manifest)
        opened = open_case_file(unit, facts, keys)
        check_consents(facts.id, opened.file.entries, unit.cases.reporter_keys(facts.id))
        self._matter_records = opened.matter_records
        self._single_records = opened.single_records
        self._standings = opened.standings
        self.file = opened.file
        self._hear_consents()

    @property
    def facts(self) -> CaseFacts:
        return self.file.facts

    @property
    def standings(self) -> tuple[MatterStanding, ...]:
        """The standing of each matter; all that the reporter's side knows of them."""
        if self.keys.unit is None:
            return self._standings
        return tuple(matter.standing for matter in self.file.matters)

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

    def has_sent(self, token: str) -> bool:
        """Whether a form with this token has been written already (a double click, a reload)."""
        return bool(token) and any(entry.facts.get("token") == token for entry in self.file.entries)

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

    def log(self, event: CaseEvent, **details: str) -> None:
        """Write a line of the case's log, in the compartment this side has a key to."""
        line = LogLine(event=event, by=self.by, on=self.on, at=self._at, details=details)
        key = self.keys.unit or self.keys.shared
        self.unit.records.add_log(self.facts, key, shapes.write(shapes.LOG, line))

    def set_facts(self, facts: CaseFacts) -> None:
        """Change state or dates; `save` writes them."""
        self.file = replace(self.file, facts=facts)

    def save(self) -> None:
        """Write where the case stands now: its matters, whose move it is, the limit that still
        runs, the day the unit has to act from, and what the statistics are to know of it.

        The caller commits.
        """
        facts = self.facts
        entries = self.file.entries
        holder = case_rests_with(
            facts.state,
            self.standings,
            asked_about(entries),
            reporter_had_last_word=entries[-1].side is Side.REPORTER,
        )
        due = running_limit(
            facts.feedback_due,
            facts.extended_due,
            pending=facts.state in PENDING,
            all_rejected=self.all_rejected,
            feedback_given=any(entry.kind is EntryKind.FEEDBACK for entry in entries),
            # Given once, it meets the limit for good: reopening a case owes feedback, and no date.
            final_feedback_given=final_feedback_ever_given(entries),
        )
        begins = act_from(
            holder,
            facts.received_on,
            waits_until=self._waits_until(),
            set_aside_until=self.file.set_aside_until,
        )
        self.set_facts(replace(facts, rests_with=holder, due=due, act_from=begins))
        if self.standings != self._standings:
            self._write_single(shapes.STANDING, self.keys.shared, self.standings)
            self._standings = self.standings
        self._write_turn()
        self.unit.cases.save(self.facts)

    @property
    def all_rejected(self) -> bool:
        """Whether every matter was rejected: then no feedback is owed (WBL § 12(3))."""
        return bool(self.standings) and all(one.rejected for one in self.standings)

    def _write_manifest(self) -> None:
        stored = self.unit.cases.by_id(self.facts.id)
        if stored is not None and stored.state is not CaseState.ERASED:
            self.manifest.write(stored, self.keys)

    def _waits_until(self) -> date | None:
        """The first day by which an answer is due, of an administration or the reporter."""
        awaited = self.unit.forwardings.awaited([self.facts.id]).get(self.facts.id, [])
        days = [due for _administration, due in awaited]
        days += [entry.due for entry in open_questions(self.file.entries) if entry.due]
        return min(days, default=None)

    def _write_turn(self) -> None:
        """Whose move it is from today on, for the case and for the statistics."""
        last = self.file.turns[-1]
        # Two machines may disagree by moments around midnight: a history never goes backwards.
        turn = Turn(max(self.on, last.on), self.facts.state, self.facts.rests_with)
        turned = (last.state, last.rests_with) != (turn.state, turn.rests_with)
        if turned:
            self.file = replace(self.file, turns=(*self.file.turns, turn))
        if turned or shapes.TURNS not in self._single_records:
            self._write_single(shapes.TURNS, self.keys.shared, self.file.turns)
        public_key = statistics_key_of(self.workplace, self.unit)
        if public_key is None:
            return
        if self.keys.unit is not None:
            self.unit.facts.write(public_key, self.facts.id, facts_of(self.file))
        elif turned:
            self.unit.facts.add_turn(public_key, self.facts.id, turn)

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
