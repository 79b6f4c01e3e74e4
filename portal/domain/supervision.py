"""Supervision: a written inquiry, in one complaint or on the adviser's own initiative."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SupervisionState(StrEnum):
    """How far it is. What is on hold or not pursued has a reason."""

    CLARIFYING = "clarifying"
    DECIDED = "decided"
    STARTED = "started"
    ON_HOLD = "on_hold"
    CLOSED = "closed"
    NOT_PURSUED = "not_pursued"


class LetterKind(StrEnum):
    """A letter of a supervision; `remarks` and `reply` come in, the others go out."""

    OPENING = "opening"
    PRELIMINARY_REPORT = "preliminary_report"
    FINAL_REPORT = "final_report"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"
    REMARKS = "remarks"
    REPLY = "reply"


@dataclass(frozen=True)
class Letter:
    """One letter in or out: with which administration (its code), on which day, and for one that
    goes out the day by which an answer is wanted, if any. `text` says what it is about."""

    ordinal: int
    kind: LetterKind
    administration: str
    on: date
    text: str
    due: date | None = None


@dataclass(frozen=True)
class StateSet:
    """From a day on: the state, and why."""

    state: SupervisionState
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Supervision:
    """`administrations` are codes. `states` are oldest first, the last one counts. `published_on`
    is the day on which the conclusion was made public, None where it was not."""

    subject: str
    administrations: tuple[str, ...]
    states: tuple[StateSet, ...]
    letters: tuple[Letter, ...] = ()
    conclusion: str = ""
    criticism: bool | None = None
    published_on: date | None = None

    @property
    def state(self) -> SupervisionState:
        return self.states[-1].state
