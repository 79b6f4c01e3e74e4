"""What the statistics are to know of how administrations were heard about a matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.dossier import ActKind, Dossier
from portal.domain.matter import Forwarding, Matter

_ENDS = frozenset({ActKind.ANSWER, ActKind.CALLED_OFF})


@dataclass(frozen=True)
class HearingFacts:
    """`rounds` is how often an answer was asked for, `days` how many it was waited for in all,
    without what is waited for still."""

    rounds: int
    days: int
    follow_up_told: bool


def hearing_facts(matter: Matter, dossiers: Sequence[Dossier]) -> HearingFacts:
    """The facts of one matter; `dossiers` are those of its case. What was passed on outside the
    scheme is no hearing."""
    heard = [sent for sent in matter.forwardings if not sent.outside_scheme]
    ids = {sent.dossier for sent in heard if sent.dossier}
    sent_in_portal = [dossier for dossier in dossiers if dossier.id in ids]
    by_other_means = [sent for sent in heard if not sent.dossier]
    return HearingFacts(
        rounds=len(by_other_means) + sum(dossier.round for dossier in sent_in_portal),
        days=sum(map(_days_of_forwarding, by_other_means))
        + sum(map(_days_of_dossier, sent_in_portal)),
        follow_up_told=any(dossier.follow_ups for dossier in sent_in_portal),
    )


def _days_of_forwarding(sent: Forwarding) -> int:
    ended = sent.answered_on or sent.called_off_on
    return (ended - sent.sent_on).days if ended else 0


def _days_of_dossier(dossier: Dossier) -> int:
    """Each round from the day it was asked for to its first answer."""
    days = 0
    asked_on: date | None = dossier.sent_on
    for act in dossier.acts:
        if act.kind is ActKind.ASKED_AGAIN:
            asked_on = act.on
        elif act.kind in _ENDS and asked_on is not None:
            days += (act.on - asked_on).days
            asked_on = None
    return days
