"""What the citizens' adviser registers of a complaint, and what is missing of it.

It is filled in as the case goes. The account of the year counts it; nothing here is text of the
citizen's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.dialogue import Entry, EntryKind, Side, final_feedback_given
from portal.domain.errors import InvalidInput
from portal.domain.mediation import Mediation
from portal.domain.supervision import Supervision


class Channel(StrEnum):
    """By which way it came."""

    FORM = "form"
    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    DIGITAL_POST = "digital_post"
    MEETING = "meeting"


class Nature(StrEnum):
    """What came turned out to be. Enquiries and teaching are counted beside the complaints, and so
    is what turned out to be a report, which the citizen agreed to carry to the other door."""

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    TEACHING = "teaching"
    REPORT = "report"


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
    `discrimination` are the municipality's, also those that the unit has taken out of use since
    (register_lists.py); empty: not registered yet, and of `discrimination` also: none. `unit_name`
    is the unit or centre in the administration's own words. `wants` and `sub_themes` may be
    several.

    `entered_into`: the adviser looked into it, so that it can be upheld or not.
    `forwarded_on_word`: the citizen had it sent straight to the administration; it stands as the
    complaint was filed, so that the number that is counted is exact.
    `power_of_attorney`: whether one was seen, where the complaint is made for somebody else.
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
    power_of_attorney: bool | None = None


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


def missing_at_closing(register: ComplaintRegister, *, on_behalf: bool = False) -> tuple[str, ...]:
    """The names of the fields that are still to be filled in before a complaint is closed.

    Of what is no complaint nothing but what it is. Whether a complaint was upheld is asked
    only where it was entered into; whether a power of attorney was seen, only of one that is made
    for somebody else (`on_behalf`).
    """
    if register.nature is not Nature.COMPLAINT:
        return ()
    missing = [name for name in ASKED_AT_CLOSING if getattr(register, name) in ("", (), None)]
    if register.entered_into and register.upheld is None:
        missing.append("upheld")
    if on_behalf and register.power_of_attorney is None:
        missing.append("power_of_attorney")
    return tuple(missing)


def is_on_behalf(entries: Sequence[Entry]) -> bool:
    """Whether a complaint, by its entries, was made for somebody else."""
    return bool(entries and entries[0].facts.get("on_behalf_of", ""))


def lifted(register: ComplaintRegister, effort: Effort) -> ComplaintRegister:
    """The register where the adviser went at least this far; a higher rung stands."""
    rungs = list(Effort)
    return replace(register, effort=max(register.effort, effort, key=rungs.index))


def check_effort(
    register: ComplaintRegister, supervision: Supervision | None, mediation: Mediation | None
) -> None:
    """Raises InvalidInput (`effort`, `used_more`) where the register says less than was used in the
    case: any supervision, or a formal mediation that both sides agreed to."""
    used = Effort.DIALOGUE
    if supervision is not None:
        used = Effort.SUPERVISION
    elif mediation is not None and mediation.has_begun:
        used = Effort.MEDIATION
    if lifted(register, used) != register:
        raise InvalidInput("effort", "used_more")


def may_go_straight(
    *,
    complained_before: ComplainedBefore,
    administration: str,
    own_workplace: bool,
    on_behalf_of: str,
) -> bool:
    """Whether a complaint may go straight to the administration it is about, on the citizen's word.

    Only one that has not been there, from who can carry the dialogue alone. Never what is about the
    sender's own workplace: it could give away who works there. Whoever acts for somebody else shows
    the unit a power of attorney first.
    """
    first_time = complained_before is ComplainedBefore.NO
    return first_time and bool(administration) and not own_workplace and not on_behalf_of


def keeps_the_promise(entry: Entry) -> bool:
    """Whether an entry keeps the day that the municipality promises a citizen: an answer, an
    interim one too, or closing, which takes one. A complaint that is closed because it goes on in
    another is answered there."""
    if entry.kind is EntryKind.CLOSING:
        return entry.facts.get("merged") != "yes"
    return entry.kind is EntryKind.FEEDBACK


def running_promise(answer_due: date, entries: Sequence[Entry], *, pending: bool) -> date | None:
    """The day by which the citizen is to have an answer, for as long as she has none; an interim
    one keeps the promise too, a message that it is being looked at does not. Kept once it is kept
    for good: a complaint that was opened again is owed an answer, and no date."""
    answered = any(map(keeps_the_promise, entries))
    return answer_due if pending and not answered else None


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
