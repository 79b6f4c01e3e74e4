"""A second reading of WBL § 26, and of what the state of a case allows, for the test that nothing
finds a way around the lock.

Written from the law's words, kept in plain attributes, and deliberately simple: it calls none of
the rules that it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

# How many contact persons an administration has.
CONTACTS = {"BUF": 2, "SUF": 1}
BODIES = ("police", "internal_audit")
# The municipality's own audit and administrations are no other authority (§ 26(2)).
OTHER_AUTHORITIES = ("police",)


class Way(Enum):
    EXAMINED = auto()
    PASSED_ON = auto()
    MOVED = auto()
    WRITTEN_IN = "written in"


@dataclass(eq=False)
class Wrong:
    """A matter. `offer` is open, yes, no or used, and `asked` the id of its entry; `with_` are the
    administrations that owe an answer."""

    ordinal: int
    decision: str = ""
    offer: str = ""
    asked: str = ""
    settled: bool = False
    was_sent: bool = False
    with_: set[str] = field(default_factory=set)

    @property
    def is_examined(self) -> bool:
        return self.decision == "in scope" and not self.settled

    @property
    def is_over(self) -> bool:
        if self.decision == "rejected":
            return self.offer not in ("open", "yes")
        return self.settled


@dataclass(eq=False)
class Asked:
    """A question of consent; `answer` is yes, no, taken back or closed, empty while it waits."""

    id: str
    matter: Wrong
    recipient: str
    answer: str = ""


@dataclass(frozen=True)
class Gone:
    """What went out. `line` is what the register must say of it: the recipient, both marks, and
    what it rested on."""

    way: Way
    dossier: bool
    line: tuple[str, bool, bool, str]


@dataclass
class Reading:
    """A case. `told` are the notices that the reporter got: of which matter, to whom, on which of
    the two grounds."""

    is_open: bool = True
    matters: list[Wrong] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    told: list[tuple[Wrong, str, str]] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)

    def last_asked(self, matter: Wrong, recipient: str) -> Asked | None:
        """What she was asked last takes the place of what she was asked before."""
        asked = [
            one for one in self.questions if one.matter is matter and one.recipient == recipient
        ]
        return asked[-1] if asked else None

    def basis(
        self,
        matter: Wrong,
        recipient: str,
        *,
        tells: bool,
        ground: str | None = None,
        unannounced_because: str = "",
    ) -> str:
        """What lets something go, empty where the law holds it back."""
        # (1) speaks of her identity and of what it can be deduced from, directly or not.
        if not tells:
            return "none_needed"
        # (1) To nobody but the unit without her explicit consent; one she took back is none.
        asked = self.last_asked(matter, recipient)
        if asked is not None and asked.answer == "yes":
            return "consent"
        # (2) Without it to another public authority alone, and for two purposes alone.
        if recipient not in OTHER_AUTHORITIES or not ground:
            return ""
        # (4) She is told before, with the reasons, unless that would endanger the examination.
        was_told = (matter, recipient, ground) in self.told
        return "ground" if was_told or unannounced_because.strip() else ""

    def may_go_out(self, matter: Wrong) -> bool:
        """(3) Other than for what follows up a report, or addresses a breach, nothing goes out."""
        return self.is_open and (matter.is_examined or matter.offer == "yes")

    def allows(self, matter: Wrong, recipient: str, way: Way) -> bool:
        """Whether the case is such that a matter can go this way."""
        if not self.may_go_out(matter):
            return False
        if way is Way.MOVED:
            # She agreed to its being passed on to one administration, and to no other body.
            return matter.is_examined and recipient in BODIES
        if way is Way.PASSED_ON:
            return matter.offer == "yes" and recipient == "BUF"
        owes = recipient in matter.with_
        return matter.is_examined and recipient in CONTACTS and not owes

    def went(
        self,
        matter: Wrong,
        recipient: str,
        way: Way,
        basis: str,
        *,
        dossier: bool,
        contains_identity: bool,
        may_reveal: bool,
    ) -> None:
        line = (recipient, contains_identity, may_reveal, basis)
        self.gone.append(Gone(way, dossier, line))
        if way is Way.EXAMINED:
            matter.was_sent = True
            matter.with_.add(recipient)
        if way is Way.PASSED_ON:
            matter.offer = "used"

    def close(self) -> None:
        self.is_open = False
        for asked in self.questions:
            asked.answer = asked.answer or "closed"
