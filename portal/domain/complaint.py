"""What the citizens' adviser registers of a complaint, and what is missing of it.

It is filled in as the case goes. The account of the year counts it; nothing here is text of the
citizen's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from portal.domain.dialogue import Entry, EntryKind, Side, final_feedback_given


class Channel(StrEnum):
    """By which way it came."""

    FORM = "form"
    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    DIGITAL_POST = "digital_post"
    MEETING = "meeting"


class Nature(StrEnum):
    """What came turned out to be. Enquiries and teaching are counted beside the complaints."""

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    TEACHING = "teaching"


class ComplainedBefore(StrEnum):
    """Whether the administration has had the complaint: `cannot`: the citizen cannot carry the
    dialogue alone."""

    YES = "yes"
    NO = "no"
    CANNOT = "cannot"


class Effort(StrEnum):
    """How far the adviser went, the least first: the highest rung that was used is counted."""

    DIALOGUE = "dialogue"
    ASSISTANCE = "assistance"
    MEDIATION = "mediation"
    SUPERVISION = "supervision"


class Upheld(StrEnum):
    """Whether the citizen was found to be right; `unknown` where the adviser never learned it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Solved(StrEnum):
    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"
    UNKNOWN = "unknown"


class Learning(StrEnum):
    """What the administration takes from it."""

    CONCRETE = "concrete"
    GENERAL = "general"
    NONE = "none"
    UNKNOWN = "unknown"


class Satisfaction(StrEnum):
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ComplaintRegister:
    """The register's fields. Codes of `administration`, `want`, `about`, `sub_theme`, `gravity` and
    `discrimination` are the municipality's (copenhagen.toml); empty: not registered yet, and of
    `discrimination` also: none. `unit_name` is the unit or centre in the administration's own
    words. `wants` and `sub_themes` may be several.

    `entered_into`: the adviser looked into it, so that it can be upheld or not.
    `forwarded_on_word`: the citizen had it sent straight to the administration.
    """

    channel: Channel = Channel.FORM
    nature: Nature = Nature.COMPLAINT
    complained_before: ComplainedBefore | None = None
    administration: str = ""
    unit_name: str = ""
    wants: tuple[str, ...] = ()
    about: str = ""
    sub_themes: tuple[str, ...] = ()
    gravity: str = ""
    discrimination: str = ""
    effort: Effort = Effort.DIALOGUE
    entered_into: bool | None = None
    upheld: Upheld | None = None
    solved: Solved | None = None
    learning: Learning | None = None
    satisfaction: Satisfaction | None = None
    forwarded_on_word: bool = False


# Without these a complaint is not closed: the account would have a hole.
ASKED_AT_CLOSING = (
    "administration",
    "wants",
    "about",
    "sub_themes",
    "gravity",
    "entered_into",
    "solved",
    "learning",
    "satisfaction",
)


def missing_at_closing(register: ComplaintRegister) -> tuple[str, ...]:
    """The names of the fields that are still to be filled in before a complaint is closed.

    Of an enquiry or of teaching nothing but what it is. Whether a complaint was upheld is asked
    only where it was entered into.
    """
    if register.nature is not Nature.COMPLAINT:
        return ()
    missing = [name for name in ASKED_AT_CLOSING if getattr(register, name) in ("", (), None)]
    if register.entered_into and register.upheld is None:
        missing.append("upheld")
    return tuple(missing)


def field_names() -> tuple[str, ...]:
    """Every field of the register, in its order."""
    return tuple(field.name for field in fields(ComplaintRegister))


def running_promise(answer_due: date, entries: Sequence[Entry], *, pending: bool) -> date | None:
    """The day by which the citizen is to have heard something, for as long as she has not; an
    interim word keeps the promise too. Kept once it is kept for good: a complaint that was opened
    again is owed an answer, and no date."""
    heard = any(
        entry.side is Side.UNIT and entry.kind in (EntryKind.MESSAGE, EntryKind.FEEDBACK)
        for entry in entries
    )
    return answer_due if pending and not heard else None


def is_answered(entries: Sequence[Entry]) -> bool:
    """Whether the unit has answered the citizen since the case was last opened: by a message, or by
    feedback that is not interim. A question is none, nor is a note. What was said by telephone is
    written to her in a message, so that it stands where she can find it again.
    """
    begins = max(
        (index for index, entry in enumerate(entries) if entry.kind is EntryKind.REOPENING),
        default=0,
    )
    written = any(
        entry.kind is EntryKind.MESSAGE and entry.side is Side.UNIT for entry in entries[begins:]
    )
    return written or final_feedback_given(entries)
