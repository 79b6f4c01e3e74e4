"""The reporter reads her case: its state, its date and everything said so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import Entry, open_questions
from portal.domain.matter import MatterStanding
from portal.services.complaining.read_answers import Answers, read_answers
from portal.services.own_case import open_own_case
from portal.services.workplace import Reporter, Workplace


@dataclass(frozen=True)
class Dialogue:
    """What the reporter's page shows. `waiting` are questions and offers that wait for her; `due`
    is the limit towards her that still runs, `extended_due` the second date after an extension.
    `answers` are those of administrations to what a citizen sent them herself, by the id of the
    entry that says so."""

    state: CaseState
    rests_with: RestsWith | None
    received_on: date
    acknowledged_on: date | None
    feedback_due: date
    extended_due: date | None
    due: date | None
    closed_on: date | None
    entries: tuple[Entry, ...] = field(repr=False)
    waiting: tuple[Entry, ...] = field(repr=False)
    matters: tuple[MatterStanding, ...] = ()
    answers: Mapping[str, Answers] = field(default_factory=dict, repr=False)


def read_dialogue(workplace: Workplace, reporter: Reporter) -> Dialogue:
    """Raises NotFound (no case has this code), CaseErased, CannotOpen."""
    with workplace.open_unit() as unit:
        work = open_own_case(unit, workplace, reporter)
        answers = read_answers(unit, work.file)
    facts = work.facts
    return Dialogue(
        state=facts.state,
        rests_with=facts.rests_with,
        received_on=facts.received_on,
        acknowledged_on=facts.acknowledged_on,
        feedback_due=facts.feedback_due,
        extended_due=facts.extended_due,
        due=facts.due,
        closed_on=facts.closed_on,
        entries=work.file.entries,
        waiting=tuple(open_questions(work.file.entries)),
        matters=work.standings,
        answers=answers,
    )
