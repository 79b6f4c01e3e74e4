"""A case open within one unit of work: read as a whole, written record by record, saved once.

Both sides use it: a member's with both compartments, the reporter's with the shared one alone.
"""

from dataclasses import replace
from datetime import date, datetime

from crypto.case_key import CaseKeys
from portal.domain.case_file import (
    CaseFacts,
    Turn,
)
from portal.domain.case_status import CaseKind, CaseState, RestsWith, case_rests_with
from portal.domain.complaint import running_promise
from portal.domain.deadlines import answer_due, running_limit
from portal.domain.dialogue import (
    EntryKind,
    Side,
    asked_about,
    final_feedback_ever_given,
    open_questions,
)
from portal.domain.dossier import Dossier
from portal.domain.errors import CaseAltered
from portal.domain.hearing import follow_up_came, matter_heard
from portal.domain.manifest import Alteration, Mismatch
from portal.domain.matter import Forwarding, MatterStanding
from portal.domain.move_correction import MoveCorrected
from portal.domain.priority import act_from
from portal.domain.statistics import PENDING, facts_of
from portal.services.case_manifest import CaseManifest
from portal.services.case_reading import open_case_file
from portal.services.case_records import CaseRecords
from portal.services.consents import check_consents
from portal.services.dossiers.case_dossiers import CaseDossiers
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Workplace
from portal.storage import record_shapes as shapes
from portal.storage.dossier_store import DossierRow
from portal.storage.unit_of_work import UnitOfWork


class CaseWork(CaseRecords):
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
        self._party_records = opened.party_records
        self._single_records = opened.single_records
        self._standings = opened.standings
        self.file = opened.file
        self._read = facts
        if keys.unit is not None:
            self.dossiers = CaseDossiers(unit, facts.id, self.file.matters, self.manifest.dossiers)
            self._hear_administrations()
        self._hear_consents()

    @property
    def standings(self) -> tuple[MatterStanding, ...]:
        """The standing of each matter; all that the reporter's side knows of them."""
        if self.keys.unit is None:
            return self._standings
        return tuple(matter.standing for matter in self.file.matters)

    def has_sent(self, token: str) -> bool:
        """Whether a form with this token has been written already (a double click, a reload)."""
        return bool(token) and any(entry.facts.get("token") == token for entry in self.file.entries)

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
            follow_up_came=follow_up_came(self.file.dossiers),
        )
        if facts.state is CaseState.OPEN and self.file.move_set_by_hand is not None:
            holder = self.file.move_set_by_hand.rests_with
        if self.keys.unit is None and facts.rests_with is RestsWith.UNIT:
            # An administration may have answered since: nothing the reporter does takes the move
            # away from the unit.
            holder = facts.rests_with
        begins = act_from(
            holder,
            facts.received_on,
            waits_until=self._waits_until(),
            set_aside_until=self.file.set_aside_until,
        )
        self.set_facts(replace(facts, rests_with=holder, due=self._limit(), act_from=begins))
        if self.standings != self._standings:
            self._write_single(shapes.STANDING, self.keys.shared, self.standings)
            self._standings = self.standings
        self._write_turn()
        self.unit.cases.save(self.facts)

    def _limit(self) -> date | None:
        """The date of the limit towards the reporter or the citizen that still runs, if any."""
        facts, entries = self.facts, self.file.entries
        pending = facts.state in PENDING
        if facts.kind is CaseKind.COMPLAINT:
            return running_promise(facts.feedback_due, entries, pending=pending)
        if facts.kind is not CaseKind.REPORT:
            return None
        return running_limit(
            facts.feedback_due,
            facts.extended_due,
            pending=pending,
            all_rejected=self.all_rejected,
            feedback_given=any(entry.kind is EntryKind.FEEDBACK for entry in entries),
            # Given once, it meets the limit for good: reopening a case owes feedback, and no date.
            final_feedback_given=final_feedback_ever_given(entries),
        )

    def set_move_by_hand(self, corrected: MoveCorrected) -> None:
        """Write whose move a case is from a day on, into its history too: lists and reports are to
        be right for days that have passed."""
        self._write_single(shapes.MOVE, self._unit_key, corrected)
        turn = Turn(corrected.since, self.facts.state, corrected.rests_with)
        turns = (*self.file.turns, turn)
        self.file = replace(self.file, move_corrected=corrected, turns=turns)
        self._write_single(shapes.TURNS, self.keys.shared, turns)

    @property
    def all_rejected(self) -> bool:
        """Whether every matter was rejected: then no feedback is owed (WBL § 12(3))."""
        return bool(self.standings) and all(one.rejected for one in self.standings)

    def _write_manifest(self) -> None:
        stored = self.unit.cases.by_id(self.facts.id)
        if stored is not None and stored.state is not CaseState.ERASED:
            said = self.dossiers.said() if self.keys.unit is not None else {}
            self.manifest.write(stored, self.keys, said)

    def _waits_until(self) -> date | None:
        """The first day by which an answer is due, of an administration or the reporter."""
        awaited = self.unit.forwardings.awaited([self.facts.id]).get(self.facts.id, [])
        days = [due for _administration, due in awaited]
        days += [entry.due for entry in open_questions(self.file.entries) if entry.due]
        if not days and self.file.move_set_by_hand is not None:
            # Nobody agreed on a day: after the usual time the unit looks where it is.
            limits = self.workplace.municipality.limits
            days = [answer_due(self.file.move_set_by_hand.on, limits.administration_answer_days)]
        return min(days, default=None)

    def _write_turn(self) -> None:
        """Whose move it is from today on, for the case and for the statistics."""
        last = self.file.turns[-1]
        if self.keys.unit is None and self._has_not_turned():
            # What an administration turned is written down, with its day, by who can read it.
            return
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

    def _has_not_turned(self) -> bool:
        now, before = self.facts, self._read
        same = (now.state, now.rests_with) == (before.state, before.rests_with)
        return same and shapes.TURNS in self._single_records

    def _hear_administrations(self) -> None:
        """Take in what contact persons did since: where matters stand, and whose move it was."""
        self._show_dossiers()
        turned = [act.on for act in self.dossiers.news if act.turned]
        if not turned:
            return
        if self.facts.rests_with is not RestsWith.UNIT:
            # It was turned, and somebody turned it back without a key.
            raise CaseAltered([Alteration(Mismatch.COLUMN, "rests_with")])
        on = max(turned[0], self.file.turns[-1].on)
        turn = Turn(on, self.facts.state, RestsWith.UNIT)
        self.file = replace(self.file, turns=(*self.file.turns, turn))
        if self.unit.writes:
            self._write_single(shapes.TURNS, self.keys.shared, self.file.turns)

    def add_dossier(self, row: DossierRow, sent: Forwarding, dossier: Dossier) -> None:
        """Write a new dossier, whose forwarding stands in its matter already."""
        self.dossiers.add(row, sent, dossier)
        self._show_dossiers()

    def change_dossier(self, dossier: Dossier) -> None:
        """Write one more act into a dossier; its matter shows it."""
        self.dossiers.write(dossier)
        self._show_dossiers()

    def _show_dossiers(self) -> None:
        opened = self.dossiers.opened
        self.file = replace(
            self.file,
            dossiers=self.dossiers.in_order(),
            matters=tuple(matter_heard(matter, opened) for matter in self.file.matters),
        )
