"""What the reporter's page shows of her case: the facts at the top, then each entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint import keeps_the_promise
from portal.domain.deadlines import extended_limit
from portal.domain.dialogue import Entry, EntryKind, consents
from portal.domain.matter import MatterStanding, PassOn
from portal.domain.other_door import offer_of_the_other_door
from portal.intake.case_kind import case_kind
from portal.intake.due_words import due_explained
from portal.services.complaining.read_answers import Answers
from portal.services.reporting.read_dialogue import Dialogue
from portal.web.limit_words import explained


@dataclass(frozen=True)
class ShownEntry:
    """An entry, and what the page says about it.

    `waits`: an answer to it is awaited. `words` is its text where the page says something first.
    `about` is the kind of the entry that this one answers or closes. `stands`: the reporter said
    yes to it and can take that back; `takes_back`: it is the no by which she did. `moves`: she said
    yes to the other door, and the page leads her there.
    """

    entry: Entry
    waits: bool
    words: str
    about: EntryKind | None
    stands: bool
    takes_back: bool
    moves: bool


@dataclass(frozen=True)
class ShownMatter:
    """A matter's number and where it stands: a key of the words in the template."""

    ordinal: int
    standing: str


@dataclass(frozen=True)
class DialoguePage:
    """`feedback` says how the statutory date stands: given, late, overdue, coming or not_owed; of a
    complaint, how the municipality's own day for an answer stands.

    `second` says it of the second date after an extension, which the final feedback meets; empty
    without one. `overdue_since` is the date that has passed, if one has. `given_on` is the day of
    the first feedback; `explained` and `second_explained` say how the dates were computed.
    """

    today: date
    kind: CaseKind
    state: CaseState
    rests_with: RestsWith | None
    received_on: date
    closed_on: date | None
    feedback_due: date
    feedback: str
    given_on: date | None
    extended_due: date | None
    second: str
    overdue_since: date | None
    explained: tuple[str, ...]
    second_explained: tuple[str, ...]
    matters: tuple[ShownMatter, ...]
    entries: tuple[ShownEntry, ...]
    waiting: tuple[Entry, ...]
    answers: Mapping[str, Answers]


# Of these the page says first what they are, then shows what the unit wrote.
_INTRODUCED = (
    EntryKind.DECISION,
    EntryKind.CONSENT_ASKED,
    EntryKind.DISCLOSURE_NOTICE,
    EntryKind.OTHER_DOOR,
)


def dialogue_page(case: Dialogue, today: date) -> DialoguePage:
    """What the page shows on `today`."""
    waiting = {entry.id for entry in case.waiting}
    kinds = {entry.id: entry.kind for entry in case.entries}
    given = [one for one in consents(case.entries).values() if one.answered is not None]
    standing = {one.asked.id for one in given if one.answer}
    taken_back = {one.answered.id for one in given if one.answered and one.withdrawn}
    door = offer_of_the_other_door(case.entries)
    given_on = min((e.on for e in case.entries if e.kind is EntryKind.FEEDBACK), default=None)
    kind = case_kind(case)
    feedback = _FEEDBACK[kind](case, given_on, today)
    second = extended_limit(case.received_on, case.acknowledged_on)
    return DialoguePage(
        today=today,
        kind=kind,
        state=case.state,
        rests_with=case.rests_with,
        received_on=case.received_on,
        closed_on=case.closed_on,
        feedback_due=case.feedback_due,
        feedback=feedback,
        given_on=given_on,
        extended_due=case.extended_due,
        second=_second(case, today) if case.extended_due else "",
        overdue_since=_overdue_since(case, kind, feedback, today),
        explained=due_explained(case),
        second_explained=tuple(explained(second)) if case.extended_due else (),
        matters=tuple(ShownMatter(m.ordinal, _standing(m)) for m in case.matters)
        if kind is CaseKind.REPORT
        else (),
        entries=tuple(
            ShownEntry(
                entry=_without_what_stands_elsewhere(entry, waits=entry.id in waiting),
                waits=entry.id in waiting,
                words=entry.text if entry.kind in _INTRODUCED else "",
                about=kinds.get(entry.about or ""),
                stands=entry.id in standing,
                takes_back=entry.id in taken_back,
                moves=door is not None and bool(door.answer) and door.asked.id == entry.id,
            )
            for entry in case.entries
        ),
        waiting=case.waiting,
        answers=case.answers,
    )


def _without_what_stands_elsewhere(entry: Entry, *, waits: bool) -> Entry:
    """A day to answer by means nothing once there is an answer."""
    text = "" if entry.kind in _INTRODUCED else entry.text
    return replace(entry, text=text, due=entry.due if waits else None)


def _feedback(case: Dialogue, given_on: date | None, today: date) -> str:
    """How the date of WBL § 12(2)(3) stands. A rejection is answered by its guidance (§ 12(3))."""
    if given_on is not None:
        return "given" if given_on <= case.feedback_due else "late"
    if _all_rejected(case.matters):
        return "not_owed"
    return "overdue" if today > case.feedback_due else "coming"


def _answered(case: Dialogue, _given_on: date | None, today: date) -> str:
    """How the municipality's own day for a complaint stands: an answer keeps the promise, an
    interim one too, that of an administration she wrote to herself, or closing the case. One that
    goes on in another is answered there."""
    days = [entry.on for entry in case.entries if keeps_the_promise(entry)]
    days += [act.on for one in case.answers.values() for act in one.acts]
    answered_on = min(days, default=None)
    if answered_on is not None:
        return "given" if answered_on <= case.feedback_due else "late"
    if case.state is CaseState.CLOSED:
        return "not_owed"
    return "overdue" if today > case.feedback_due else "coming"


_FEEDBACK = {CaseKind.REPORT: _feedback, CaseKind.COMPLAINT: _answered}


def _overdue_since(case: Dialogue, kind: CaseKind, feedback: str, today: date) -> date | None:
    if kind is CaseKind.COMPLAINT:
        return case.feedback_due if feedback == "overdue" else None
    return case.due if case.due is not None and case.due < today else None


def _second(case: Dialogue, today: date) -> str:
    """How the second date stands, by the final feedback alone."""
    final = [
        entry.on
        for entry in case.entries
        if entry.kind is EntryKind.FEEDBACK and entry.facts.get("interim") != "yes"
    ]
    due = case.extended_due or case.feedback_due
    if final:
        return "given" if final[0] <= due else "late"
    if _all_rejected(case.matters):
        return "not_owed"
    return "overdue" if today > due else "coming"


def _all_rejected(matters: Sequence[MatterStanding]) -> bool:
    return bool(matters) and all(matter.rejected for matter in matters)


def _standing(matter: MatterStanding) -> str:
    if not matter.decided:
        return "being_judged"
    if matter.rejected:
        return _REJECTED[matter.pass_on]
    if matter.settled:
        return "settled"
    return "with_administration" if matter.with_administration else "being_examined"


_REJECTED = {
    PassOn.NOT_OFFERED: "rejected",
    PassOn.OFFERED: "rejected_offered",
    PassOn.ACCEPTED: "rejected_accepted",
    PassOn.DECLINED: "rejected_declined",
    PassOn.PASSED_ON: "rejected_passed_on",
}
