"""A case as a member sees it once it is open: plain facts and everything that was sealed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from portal.domain.assistance import Assistance
from portal.domain.audit_events import CaseEvent
from portal.domain.call import Call
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint import ComplaintRegister
from portal.domain.dialogue import Entry, Side
from portal.domain.disclosure_register import Disclosed
from portal.domain.dossier import AnswerKey, Dossier
from portal.domain.hearing import calls_on_the_unit
from portal.domain.linked_case import LinkedCase
from portal.domain.matter import Matter
from portal.domain.mediation import Mediation
from portal.domain.move_correction import MoveCorrected, acts_in
from portal.domain.party import Party
from portal.domain.recommendation import Recommendation
from portal.domain.supervision import Supervision


@dataclass(frozen=True)
class CaseFacts:
    """What of a case stands in plain columns (docs/threat-model.md says why).

    `id` is 16 bytes; dates are Copenhagen dates; `feedback_due` is the statutory date and
    `extended_due` the second one, after an extension. `due` is the limit that still runs: one of
    the two, or none. `act_from` is the day from which the unit has something to do (priority.py).
    `handler` is the sealed name of who works on it; the reporter's side cannot open it.
    """

    id: bytes
    number: str
    kind: CaseKind
    state: CaseState
    rests_with: RestsWith | None
    received_on: date
    feedback_due: date
    due: date | None = None
    generation: int = 1
    closed_on: date | None = None
    erased_on: date | None = None
    acknowledged_on: date | None = None
    extended_due: date | None = None
    act_from: date | None = None
    handler: bytes = field(default=b"", repr=False)


class NoteReader(StrEnum):
    """Whom a note is for: it is shown to the reporter, to the unit, or to its author alone."""

    REPORTER = "reporter"
    UNIT = "unit"
    SELF = "self"


@dataclass(frozen=True)
class Note:
    """`author` is an account id in hex. A note to oneself holds a box that only its author opens.
    `call`: it says what was said in one."""

    author: str
    reader: NoteReader
    on: date
    text: str
    ordinal: int
    call: Call | None = None


@dataclass(frozen=True)
class Declaration:
    """A member's declaration on her own impartiality (forvaltningsloven § 3)."""

    account: str
    impartial: bool
    reason: str
    on: date
    ordinal: int


@dataclass(frozen=True)
class Turn:
    """From a day on: in which state a case was, and whose move it was."""

    on: date
    state: CaseState
    rests_with: RestsWith | None


def turns_known_from(facts: CaseFacts) -> tuple[Turn, ...]:
    """What the plain facts tell of a case's turns where none were written down yet, oldest first.

    A new case begins like this; of an old one nothing else is known.
    """
    received = Turn(facts.received_on, CaseState.RECEIVED, RestsWith.UNIT)
    if facts.closed_on is None:
        return (received,)
    return (received, Turn(facts.closed_on, CaseState.CLOSED, None))


@dataclass(frozen=True)
class SetAside:
    """The unit's own decision to leave a case alone until a day, and why.

    `heard` is how much the reporter and administrations had said by then: once one of them says
    more, it has ended; so it has when a member took the case up again before its time.
    """

    by: str
    on: date
    until: date
    reason: str
    heard: int
    ended: bool = False


@dataclass(frozen=True)
class Identity:
    """Who the reporter is, where she chose to say so; empty strings where not."""

    name: str
    contact: str

    @property
    def given(self) -> bool:
        return bool(self.name or self.contact)


@dataclass(frozen=True)
class LogLine:
    """One line of a case's log.

    `by` is an account id in hex, `reporter` or `portal`. `at` is set for staff only: of a reporter
    the day is all that is kept.
    """

    event: CaseEvent
    by: str
    on: date
    at: datetime | None = None
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseFile:
    """Everything of one case that its compartments gave up to the key at hand."""

    facts: CaseFacts
    entries: tuple[Entry, ...] = ()
    matters: tuple[Matter, ...] = ()
    notes: tuple[Note, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    identity: bytes = field(default=b"", repr=False)
    excluded: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    set_aside: SetAside | None = None
    move_corrected: MoveCorrected | None = None
    dossiers: tuple[Dossier, ...] = ()
    disclosures: tuple[Disclosed, ...] = ()
    parties: tuple[Party, ...] = ()
    register: ComplaintRegister | None = None
    answer_keys: tuple[AnswerKey, ...] = ()
    assistance: Assistance | None = None
    links: tuple[LinkedCase, ...] = ()
    mediation: Mediation | None = None
    recommendations: tuple[Recommendation, ...] = ()
    supervision: Supervision | None = None

    @property
    def report(self) -> Entry:
        return self.entries[0]

    def matter(self, ordinal: int) -> Matter | None:
        return next((matter for matter in self.matters if matter.ordinal == ordinal), None)

    def party(self, ordinal: int) -> Party | None:
        """The party with this number, counted from 1, or None."""
        return next((party for party in self.parties if party.ordinal == ordinal), None)

    def recommendation(self, ordinal: int) -> Recommendation | None:
        """The recommendation with this number, counted from 1, or None."""
        return next((one for one in self.recommendations if one.ordinal == ordinal), None)

    def dossier(self, number: str) -> Dossier | None:
        """The dossier with this number, or None."""
        return next((one for one in self.dossiers if one.number == number), None)

    @property
    def words_heard(self) -> int:
        """How often others gave the unit something to do: the reporter's entries in the dialogue,
        and what administrations asked and answered."""
        hers = sum(entry.side is Side.REPORTER for entry in self.entries)
        return hers + calls_on_the_unit(self.dossiers)

    @property
    def set_aside_until(self) -> date | None:
        """The day until which the unit left the case alone, unless that has ended before."""
        aside = self.set_aside
        if aside is None or aside.ended or aside.heard != self.words_heard:
            return None
        return aside.until

    @property
    def acts_done(self) -> int:
        """How much has been done in the case that could make it somebody else's move."""
        return acts_in(self.entries, self.matters, self.dossiers)

    @property
    def move_set_by_hand(self) -> MoveCorrected | None:
        """What a member said of whose move it is, until anybody has done something since."""
        corrected = self.move_corrected
        return corrected if corrected and corrected.heard == self.acts_done else None

    def may_be_held_by(self, account: str) -> bool:
        """Whether an account (its id in hex) may have a key: neither excluded by the reporter nor
        disqualified."""
        declaration = self.declaration_of(account)
        disqualified = declaration is not None and not declaration.impartial
        return account not in self.excluded and not disqualified

    def declaration_of(self, account: str) -> Declaration | None:
        """The member's latest declaration, or None if she has made none."""
        made = [declaration for declaration in self.declarations if declaration.account == account]
        return made[-1] if made else None
