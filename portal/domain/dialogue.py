"""What passes between the reporter and the unit, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    REPORTER = "reporter"
    UNIT = "unit"


class EntryKind(StrEnum):
    REPORT = "report"
    COMPLAINT = "complaint"
    OWN_CASE = "own_case"
    FORWARDED_ON_WORD = "forwarded_on_word"
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
    CONSENT_ASKED = "consent_asked"
    DISCLOSURE_NOTICE = "disclosure_notice"
    OTHER_DOOR = "other_door"


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
    `about` is the id of the offer or question of consent this entry answers, or of the question or
    offer it closes; `due` is the day until which an answer is waited for; `facts` holds the fields
    of its kind (feedback: done, why, interim; decision: ordinal, decision, ground, guidance;
    consent: answer; extension: due, reason; consent asked: ordinal, recipient; notice of
    disclosure: ordinal, recipient, ground; other door: to, carried; report: its fields).
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


# What only the reporter can agree to, and only with her code (WBL § 26(1)).
ANSWERED_BY_YES_OR_NO = (EntryKind.OFFER, EntryKind.CONSENT_ASKED, EntryKind.OTHER_DOOR)


@dataclass(frozen=True)
class Consent:
    """The newest question whether a matter may be told to a recipient, and what became of it.

    `answer` is None while it waits and when the unit stopped waiting (`closed`); `answered` is the
    entry that holds. `given` is the yes, also after it was taken back (`withdrawn`).
    """

    asked: Entry
    answer: bool | None = None
    answered: Entry | None = None
    given: Entry | None = None
    withdrawn: bool = False
    closed: bool = False

    @property
    def waits(self) -> bool:
        """Whether the reporter has the move."""
        return self.answer is None and not self.closed


def open_questions(entries: Sequence[Entry]) -> list[Entry]:
    """Questions and offers to the reporter that wait for her, oldest first.

    Whatever she writes after a question answers it: it is the unit's move again. An offer and a
    question of consent are answered by yes or no alone. The unit may stop waiting for any of them.
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
            entry.kind in ANSWERED_BY_YES_OR_NO
            or (entry.kind is EntryKind.QUESTION and entry.ordinal > last_message)
        )
    ]


def asked_about(entries: Sequence[Entry]) -> list[str | None]:
    """The matter of each open question (offers are known by the matter itself)."""
    return [entry.matter for entry in open_questions(entries) if entry.kind is not EntryKind.OFFER]


def offers_answered(entries: Sequence[Entry]) -> dict[str, bool]:
    """By matter: whether the reporter said yes to the newest offer to pass it on, where
    answered."""
    newest = {e.matter: e.id for e in entries if e.kind is EntryKind.OFFER and e.matter}
    said = {e.about: e.facts.get("answer") == "yes" for e in entries if e.kind is EntryKind.CONSENT}
    return {matter: said[offer] for matter, offer in newest.items() if offer in said}


def offered_to(entries: Sequence[Entry], matter_id: str) -> str:
    """The administration that the newest offer to pass a matter on named; empty without one. The
    reporter agreed to that one, whatever the matter says since."""
    named = [
        entry.facts.get("administration", "")
        for entry in entries
        if entry.kind is EntryKind.OFFER and entry.matter == matter_id
    ]
    return named[-1] if named else ""


def consent_to(asked: Entry, entries: Sequence[Entry]) -> Consent:
    """What became of one question of consent, from the entries of its case, oldest first.

    A no is for good: who changes her mind is asked anew. So a yes that she once signed, written
    down again after her no, agrees to nothing, whoever wrote it there. Neither does one that was
    given after the unit had stopped waiting.
    """
    consent = Consent(asked)
    for entry in entries:
        if entry.about != asked.id:
            continue
        if entry.kind is EntryKind.QUESTION_CLOSED and consent.answer is None:
            return replace(consent, closed=True)
        if entry.kind is not EntryKind.CONSENT or entry.side is not Side.REPORTER:
            continue
        if entry.facts.get("answer") != "yes":
            withdrawn = consent.given is not None
            return replace(consent, answer=False, answered=entry, withdrawn=withdrawn)
        if consent.given is None:
            consent = Consent(asked, answer=True, answered=entry, given=entry)
    return consent


def consents(entries: Sequence[Entry]) -> dict[tuple[str, str], Consent]:
    """By matter (its id) and recipient (its code): the newest question of consent. A newer question
    takes the place of an older one with its answer: what may be told is what was asked last."""
    newest = {
        (entry.matter or "", entry.facts.get("recipient", "")): entry
        for entry in entries
        if entry.kind is EntryKind.CONSENT_ASKED and entry.side is Side.UNIT
    }
    return {place: consent_to(asked, entries) for place, asked in newest.items()}


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
