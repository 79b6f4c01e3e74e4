"""The statistical facts of a case: what the reports count, without a word of what was said.

They follow from the case and are written anew whenever it changes, so that a corrected decision is
a corrected fact. When the case is erased they stay, tied to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.domain.adviser_facts import (
    AssistanceFacts,
    RecommendationFacts,
    SupervisionFacts,
    assistance_facts,
    recommendation_facts,
    supervision_facts,
)
from portal.domain.case_file import CaseFile, Turn
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint_facts import ComplaintFacts, complaint_facts
from portal.domain.dialogue import EntryKind
from portal.domain.disclosure import BasisKind
from portal.domain.hearing_facts import hearing_facts
from portal.domain.linked_case import merged_into
from portal.domain.matter import Matter, Outcome, PassOn
from portal.domain.triage import Decision, Ground, Relation, ScopeLeg

PENDING = (CaseState.RECEIVED, CaseState.OPEN)


@dataclass(frozen=True)
class MatterFacts:
    """One matter. `first_theme` is that of the first sorting: what the report counts.

    `rounds` is how often administrations were asked for an answer, `days_with_administrations` how
    many days that took until the answers came, or were called off. `disclosed_on_consent` and
    `disclosed_without_consent` count what was told of who the reporter is (WBL § 26). Facts from
    before these were kept have 0.
    """

    first_theme: str
    theme: str
    administration: str
    sorted_on: date | None = None
    decision: Decision | None = None
    ground: Ground | None = None
    relation: Relation | None = None
    scope_leg: ScopeLeg | None = None
    decided_on: date | None = None
    pass_on: PassOn = PassOn.NOT_OFFERED
    outcome: Outcome | None = None
    settled_on: date | None = None
    police_report: bool = False
    rounds: int = 0
    days_with_administrations: int = 0
    follow_up_told: bool = False
    disclosed_on_consent: int = 0
    disclosed_without_consent: int = 0


@dataclass(frozen=True)
class StatisticalFacts:
    """One case. `feedback_on` is the day of the first feedback, interim or final.

    `turns` are oldest first and tell, for any day, in which state the case was and whose move it
    was. `complaint` is None for a report, and for a complaint whose facts are from before these
    were kept. `assistance`, `supervision` and `recommendations` are what is registered of the
    adviser's own work in the case, if anything.
    """

    kind: CaseKind
    received_on: date
    acknowledged_on: date | None
    feedback_due: date
    extended: bool
    feedback_on: date | None
    final_feedback_on: date | None
    matters: tuple[MatterFacts, ...]
    turns: tuple[Turn, ...]
    complaint: ComplaintFacts | None = None
    assistance: AssistanceFacts | None = None
    supervision: SupervisionFacts | None = None
    recommendations: tuple[RecommendationFacts, ...] = ()

    @property
    def all_rejected(self) -> bool:
        """Whether no feedback is owed: every matter was rejected (WBL § 12(3))."""
        return bool(self.matters) and all(m.decision is Decision.REJECTED for m in self.matters)


def facts_of(file: CaseFile) -> StatisticalFacts:
    """The facts of an open case file, as it stands now."""
    plain = file.facts
    feedback = [entry for entry in file.entries if entry.kind is EntryKind.FEEDBACK]
    final = [entry for entry in feedback if entry.facts.get("interim") != "yes"]
    return StatisticalFacts(
        kind=plain.kind,
        received_on=plain.received_on,
        acknowledged_on=plain.acknowledged_on,
        feedback_due=plain.feedback_due,
        extended=plain.extended_due is not None,
        feedback_on=feedback[0].on if feedback else None,
        final_feedback_on=final[0].on if final else None,
        matters=tuple(
            _matter_facts(matter, file) for matter in file.matters if not matter.of_complaint
        ),
        turns=file.turns,
        complaint=_complaint_facts(file),
        assistance=assistance_facts(file.assistance) if file.assistance else None,
        supervision=_supervision_facts(file),
        recommendations=recommendation_facts(file.recommendations),
    )


def _complaint_facts(file: CaseFile) -> ComplaintFacts | None:
    if file.register is None:
        return None
    return complaint_facts(
        file.register,
        file.turns,
        mediated=file.mediation is not None and file.mediation.has_begun,
        merged=merged_into(file.links) is not None,
    )


def _supervision_facts(file: CaseFile) -> SupervisionFacts | None:
    if file.supervision is None:
        return None
    own_motion = file.facts.kind is CaseKind.OWN_MOTION
    return supervision_facts(file.supervision, own_motion=own_motion)


def _matter_facts(matter: Matter, file: CaseFile) -> MatterFacts:
    triage = matter.triage
    hearing = hearing_facts(matter, file.dossiers)
    bases = [one.basis.kind for one in file.disclosures if one.matter == matter.id]
    return MatterFacts(
        first_theme=matter.first_theme,
        theme=matter.theme,
        administration=matter.administration,
        sorted_on=matter.sorted_on,
        decision=matter.decision,
        ground=triage.ground if triage else None,
        relation=triage.assessment.relation if triage else None,
        scope_leg=triage.assessment.scope_leg if triage else None,
        decided_on=matter.decided_on,
        pass_on=matter.pass_on,
        outcome=matter.outcome,
        settled_on=matter.settled_on,
        police_report=matter.police_report,
        rounds=hearing.rounds,
        days_with_administrations=hearing.days,
        follow_up_told=hearing.follow_up_told,
        disclosed_on_consent=bases.count(BasisKind.CONSENT),
        disclosed_without_consent=bases.count(BasisKind.GROUND),
    )


def with_later_turns(facts: StatisticalFacts, later: Sequence[Turn]) -> StatisticalFacts:
    """The facts with turns that the reporter caused after they were last written as a whole."""
    return replace(facts, turns=(*facts.turns, *later))


def turn_on(turns: Sequence[Turn], day: date) -> Turn | None:
    """How a case stood at the end of a day: the last turn until then, None before its receipt."""
    until = [turn for turn in turns if turn.on <= day]
    return until[-1] if until else None


def pending_with(turns: Sequence[Turn], day: date) -> RestsWith | None:
    """With whom a pending case rested at the end of a day; None when it was not pending."""
    turn = turn_on(turns, day)
    return turn.rests_with if turn is not None and turn.state in PENDING else None
