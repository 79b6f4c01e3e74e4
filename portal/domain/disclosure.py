"""The lock of WBL § 26: when something may go out that tells, or may tell, who the reporter is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.dialogue import Consent, Entry, EntryKind, Side, consents
from portal.domain.errors import ForbiddenMove, LockedByLaw
from portal.domain.matter import Matter, PassOn


class DisclosureGround(StrEnum):
    """The two purposes for which identity may be told without consent (WBL § 26(2))."""

    ADDRESS_BREACH = "address_breach"
    RIGHT_OF_DEFENCE = "right_of_defence"


class Obstacle(StrEnum):
    """Why something may not go out: as to the consent one of five, as to the ground the rest."""

    NO_CONSENT = "no_consent"
    CONSENT_OPEN = "consent_open"
    CONSENT_CLOSED = "consent_closed"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NOT_ANOTHER_AUTHORITY = "not_another_authority"
    NO_GROUND = "no_ground"
    NOT_TOLD_BEFORE = "not_told_before"


class BasisKind(StrEnum):
    NONE_NEEDED = "none_needed"
    CONSENT = "consent"
    GROUND = "ground"
    OWN_WORD = "own_word"
    SPOKEN_WORD = "spoken_word"


@dataclass(frozen=True)
class Basis:
    """What a disclosure rests on, for the register: the entry (its id) of the consent that was
    given, or the ground with the entry of the notice or the exception's reason.

    Of a complaint also the citizen's word: `own_word` where she sent it herself, `spoken_word`
    where she told the unit, and `word` is what she said and when."""

    kind: BasisKind
    consent: str | None = None
    ground: DisclosureGround | None = None
    notice: str | None = None
    exception: str = ""
    word: str = ""


# A citizen may let her complaint go in her own words. What is sealed to protect a whistleblower
# goes on her consent by code alone.
CITIZENS_WORD = (BasisKind.OWN_WORD, BasisKind.SPOKEN_WORD)


@dataclass(frozen=True)
class Disclosure:
    """What is about to go out, as the lock sees it.

    `matter` is the matter's id (32 hex), `recipient` the code of an administration or of another
    body. `other_authority`: the recipient is another public authority, which an administration of
    the same municipality never is. `may_reveal`: a caseworker marked it as able to reveal the
    reporter, directly or indirectly. `unannounced_because` is the reasoned exception of § 26(4):
    telling the reporter would endanger the examination or a court case. `word` is what a citizen
    said; of a report there is none.
    """

    matter: str
    recipient: str
    other_authority: bool
    contains_identity: bool
    may_reveal: bool
    ground: DisclosureGround | None = None
    unannounced_because: str = ""
    word: Basis | None = None

    @property
    def locked(self) -> bool:
        """Whether it needs a basis at all."""
        return self.contains_identity or self.may_reveal


def is_disclosable(matter: Matter) -> bool:
    """Whether anything of a matter may go out: it is in scope and has no outcome yet, or was
    rejected and the reporter agreed that it is passed on (WBL § 26(3), travaux to § 12(3))."""
    return matter.pass_on is PassOn.ACCEPTED or (matter.in_scope and not matter.finished)


def require_disclosable(matter: Matter) -> None:
    """Raises ForbiddenMove unless something of the matter may go out."""
    if not is_disclosable(matter):
        raise ForbiddenMove("nothing of this matter may go out")


def basis_of(disclosure: Disclosure, entries: Sequence[Entry], on: date) -> Basis:
    """What lets something go out on a day, from the entries of its case, oldest first.

    What neither contains identity nor may reveal the reporter needs no basis. Anything else rests
    on her explicit consent to this matter and this recipient (WBL § 26(1)); or on one of the two
    grounds, another public authority as recipient, and that she was told before, unless that would
    endanger the examination or a court case (§ 26(2) and (4)). A consent that was withdrawn stops
    what has not gone yet, and nothing else. A complaint goes on the citizen's word too. Raises
    LockedByLaw.
    """
    if not disclosure.locked:
        return Basis(BasisKind.NONE_NEEDED)
    if disclosure.word is not None and disclosure.word.kind in CITIZENS_WORD:
        return disclosure.word
    consent = consents(entries).get((disclosure.matter, disclosure.recipient))
    missing = _without_consent(consent, on)
    if missing is None and consent and consent.answered:
        return Basis(BasisKind.CONSENT, consent=consent.answered.id)
    notice = _notice(disclosure, entries, on)
    obstacles = _without_ground(disclosure, notice)
    if obstacles:
        raise LockedByLaw([*([missing] if missing else []), *obstacles])
    return Basis(
        BasisKind.GROUND,
        ground=disclosure.ground,
        notice=notice.id if notice else None,
        exception="" if notice else disclosure.unannounced_because.strip(),
    )


def _without_consent(consent: Consent | None, on: date) -> Obstacle | None:
    if consent is None:
        return Obstacle.NO_CONSENT
    if consent.answer is None:
        return Obstacle.CONSENT_CLOSED if consent.closed else Obstacle.CONSENT_OPEN
    if consent.withdrawn:
        return Obstacle.CONSENT_WITHDRAWN
    if not consent.answer:
        return Obstacle.CONSENT_REFUSED
    given_later = consent.answered is not None and consent.answered.on > on
    return Obstacle.CONSENT_OPEN if given_later else None


def _without_ground(disclosure: Disclosure, notice: Entry | None) -> list[Obstacle]:
    # Whom no ground lets in is not asked for one: the unit should seek consent, not a reason.
    if not disclosure.other_authority:
        return [Obstacle.NOT_ANOTHER_AUTHORITY]
    missing = []
    if disclosure.ground is None:
        missing.append(Obstacle.NO_GROUND)
    if notice is None and not disclosure.unannounced_because.strip():
        missing.append(Obstacle.NOT_TOLD_BEFORE)
    return missing


def _notice(disclosure: Disclosure, entries: Sequence[Entry], on: date) -> Entry | None:
    """The newest notice of this disclosure. One that gave another ground told her other reasons
    than those it now rests on (directive (EU) 2019/1937 art. 16(3))."""
    return next(
        (
            entry
            for entry in reversed(entries)
            if entry.kind is EntryKind.DISCLOSURE_NOTICE
            and entry.side is Side.UNIT
            and entry.matter == disclosure.matter
            and entry.facts.get("recipient") == disclosure.recipient
            and entry.facts.get("ground") == disclosure.ground
            and entry.on <= on
        ),
        None,
    )
