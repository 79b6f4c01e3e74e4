"""What passes between the reporter and the unit, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    REPORTER = "reporter"
    UNIT = "unit"


class EntryKind(StrEnum):
    REPORT = "report"
    MESSAGE = "message"
    QUESTION = "question"
    QUESTION_CLOSED = "question_closed"
    OFFER = "offer"
    CONSENT = "consent"
    PASSED_ON = "passed_on"
    DECISION = "decision"
    FEEDBACK = "feedback"
    NOTE = "note"
    EXTENSION = "extension"
    CLOSING = "closing"
    REOPENING = "reopening"


@dataclass(frozen=True)
class AttachedFile:
    """A file of an entry. `id` and `key` are hex; `size` is in bytes; name and type come from
    outside."""

    id: str
    name: str
    media_type: str
    size: int
    key: str = field(repr=False)


@dataclass(frozen=True)
class Entry:
    """One entry of the conversation. `id` is 32 hex digits.

    `ordinal` orders entries within the case; `matter` is a matter's id where the entry concerns
    one;
    `about` is the id of the offer this entry answers, or of the question or offer it closes;
    `due` is the day
    until which an answer is waited for; `facts` holds the fields of its kind (feedback: done, why,
    interim; decision: ordinal, decision, ground, guidance; consent: answer; extension: due, reason;
    report: its fields).
    """

    id: str
    ordinal: int
    kind: EntryKind
    side: Side
    on: date
    text: str = ""
    matter: str | None = None
    about: str | None = None
    due: date | None = None
    files: tuple[AttachedFile, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


def open_questions(entries: Sequence[Entry]) -> list[Entry]:
    """Questions and offers to the reporter that wait for her, oldest first.

    Whatever she writes after a question answers it: it is the unit's move again. An offer is
    answered by a consent. The unit may stop waiting for either.
    """
    dealt_with = {entry.about for entry in entries if entry.about}
    last_message = max(
        (
            entry.ordinal
            for entry in entries
            if entry.kind is EntryKind.MESSAGE and entry.side is Side.REPORTER
        ),
        default=0,
    )
    return [
        entry
        for entry in entries
        if entry.id not in dealt_with
        and (
            entry.kind is EntryKind.OFFER
            or (entry.kind is EntryKind.QUESTION and entry.ordinal > last_message)
        )
    ]


def asked_about(entries: Sequence[Entry]) -> list[str | None]:
    """The matter of each open question (offers are known by the matter itself)."""
    return [entry.matter for entry in open_questions(entries) if entry.kind is EntryKind.QUESTION]


def offers_answered(entries: Sequence[Entry]) -> dict[str, bool]:
    """By matter: whether the reporter said yes to the newest offer to pass it on, where
    answered."""
    newest = {e.matter: e.id for e in entries if e.kind is EntryKind.OFFER and e.matter}
    said = {e.about: e.facts.get("answer") == "yes" for e in entries if e.kind is EntryKind.CONSENT}
    return {matter: said[offer] for matter, offer in newest.items() if offer in said}


def final_feedback_given(entries: Sequence[Entry]) -> bool:
    """Whether feedback that was not interim was given since the case was last opened."""
    since = max(
        (index for index, entry in enumerate(entries) if entry.kind is EntryKind.REOPENING),
        default=0,
    )
    return final_feedback_ever_given(entries[since:])


def final_feedback_ever_given(entries: Sequence[Entry]) -> bool:
    """Whether feedback that was not interim stands among these entries."""
    return any(
        entry.kind is EntryKind.FEEDBACK and entry.facts.get("interim") != "yes"
        for entry in entries
    )
