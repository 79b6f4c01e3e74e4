"""Whose move a case is, set by hand: for what happened outside the portal, until the next act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.case_status import RestsWith
from portal.domain.dialogue import Entry
from portal.domain.dossier import STAGES, Dossier
from portal.domain.errors import InvalidInput
from portal.domain.matter import Forwarding, Matter

# That a dossier is opened or handed over leaves it where it stands.
_MOVING = frozenset(kind for _stage, kind in STAGES)


@dataclass(frozen=True)
class MoveCorrected:
    """A member's word for whose move a case is, from the day `since` on; `by` is her account id in
    hex, `on` the day she said it. `heard` is how much had been done in the case by then
    (`acts_in`): once anybody does more, what follows from that counts again."""

    by: str
    on: date
    since: date
    rests_with: RestsWith
    reason: str
    heard: int


def acts_in(
    entries: Sequence[Entry], matters: Iterable[Matter], dossiers: Iterable[Dossier]
) -> int:
    """How much has been done in a case that could make it somebody else's move. It never falls."""
    in_dossiers = sum(act.kind in _MOVING for one in dossiers for act in one.acts)
    return len(entries) + in_dossiers + sum(_acts_in_matter(matter) for matter in matters)


def check_correction(
    corrected: RestsWith, now: RestsWith | None, since: date, reason: str, *, known: date, on: date
) -> None:
    """Raises InvalidInput unless whose move it is may be set so.

    `rests_with`: `unchanged`; `since`: `before_last_turn` (`known` is the day of the last turn that
    is known: what was counted for days before it stays), `in_future` (later than `on`); `reason`:
    `missing`.
    """
    if corrected is now:
        raise InvalidInput("rests_with", "unchanged")
    if since < known:
        raise InvalidInput("since", "before_last_turn")
    if since > on:
        raise InvalidInput("since", "in_future")
    if not reason.strip():
        raise InvalidInput("reason", "missing")


def _acts_in_matter(matter: Matter) -> int:
    done = [matter.triage, matter.outcome]
    return (
        1
        + sum(one is not None for one in done)
        + sum(_acts_in_forwarding(sent) for sent in matter.forwardings)
    )


def _acts_in_forwarding(sent: Forwarding) -> int:
    """Of what went out as a dossier, what came of it is counted there."""
    if sent.dossier:
        return 1
    ended = sum(day is not None for day in (sent.answered_on, sent.called_off_on))
    return 1 + ended + len(sent.postponed)
