"""What the statistics are to know of a complaint: its register in codes, and when it was closed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import takewhile

from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState
from portal.domain.complaint import (
    Channel,
    ComplainedBefore,
    ComplaintRegister,
    Effort,
    Learning,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
)

_ENDED = (CaseState.CLOSED, CaseState.ERASED)


@dataclass(frozen=True)
class ComplaintFacts:
    """The fields of complaint.py:ComplaintRegister under their own names, without those that are
    not counted. `closed_on` (a Copenhagen date) is the last closing; None while it is open.

    `mediated`: a formal mediation began in it. `merged`: it goes on in another complaint, which is
    counted in its stead.
    """

    channel: Channel
    nature: Nature
    complained_before: ComplainedBefore | None
    administration: str
    wants: tuple[str, ...]
    about: str
    sub_themes: tuple[str, ...]
    gravity: str
    discrimination: str
    effort: Effort
    entered_into: bool | None
    upheld: Upheld | None
    solved: Solved | None
    learning: Learning | None
    satisfaction: Satisfaction | None
    forwarded_on_word: bool
    closed_on: date | None = None
    mediated: bool = False
    merged: bool = False


_OF_THE_CASE = ("closed_on", "mediated", "merged")


def complaint_facts(
    register: ComplaintRegister,
    turns: Sequence[Turn],
    *,
    mediated: bool = False,
    merged: bool = False,
) -> ComplaintFacts:
    """The facts of a complaint as it is registered now; `turns` are its case's, oldest first."""
    names = [field.name for field in fields(ComplaintFacts) if field.name not in _OF_THE_CASE]
    return ComplaintFacts(
        **{name: getattr(register, name) for name in names},
        closed_on=closed_on(turns),
        mediated=mediated,
        merged=merged,
    )


def closed_on(turns: Sequence[Turn]) -> date | None:
    """The day from which on a case has been closed, by its turns, oldest first; None while it is
    open, and again once it was opened again."""
    ended = takewhile(lambda turn: turn.state in _ENDED, reversed(turns))
    return min((turn.on for turn in ended), default=None)
