"""A case that belongs at the other door: a report that is a complaint, or the reverse.

The two desks learn nothing of each other's cases. So nothing is moved: the person is asked whether
she will carry her own words over, and does it herself.
"""

import re
from collections.abc import Mapping, Sequence

from portal.domain.case_status import CaseKind
from portal.domain.dialogue import Consent, Entry, EntryKind, Side, consent_to
from portal.domain.errors import ForbiddenMove, InvalidInput

OTHER_DOOR: Mapping[CaseKind, CaseKind] = {
    CaseKind.REPORT: CaseKind.COMPLAINT,
    CaseKind.COMPLAINT: CaseKind.REPORT,
}

_WORD = re.compile(r"\w+")


def other_door(kind: CaseKind) -> CaseKind:
    """What a case of a kind would be at the other door. Raises ForbiddenMove for a case that
    nobody outside the unit has sent."""
    try:
        return OTHER_DOOR[kind]
    except KeyError:
        raise ForbiddenMove(f"{kind} came through no door") from None


def check_carried(carried: str, written: str) -> None:
    """Raises InvalidInput (`carried`: `missing`, `not_hers`) unless every word of what would be
    carried over stands in what the person wrote, in that order: words may be left out, none
    added."""
    words = _WORD.findall(carried.casefold())
    if not words:
        raise InvalidInput("carried", "missing")
    hers = iter(_WORD.findall(written.casefold()))
    if not all(word in hers for word in words):
        raise InvalidInput("carried", "not_hers")


def offer_of_the_other_door(entries: Sequence[Entry]) -> Consent | None:
    """The newest question whether the person goes to the other door, and what became of it; None
    when she was never asked."""
    asked = [e for e in entries if e.kind is EntryKind.OTHER_DOOR and e.side is Side.UNIT]
    return consent_to(asked[-1], entries) if asked else None


def has_agreed_to_the_other_door(entries: Sequence[Entry]) -> bool:
    """Whether the person said yes to the newest such question. What she sent there, if anything,
    is known to nobody here."""
    offer = offer_of_the_other_door(entries)
    return offer is not None and bool(offer.answer)


def may_be_offered(entries: Sequence[Entry]) -> bool:
    """Whether she may be asked now: not while a question waits, nor once she has said yes."""
    offer = offer_of_the_other_door(entries)
    return offer is None or not (offer.waits or offer.answer)
