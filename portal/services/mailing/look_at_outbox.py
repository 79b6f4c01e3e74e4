"""The outbox, for whoever looks after it: how many and how they fare, and not who was told when.

A report is told of to everybody it was sealed to. A list of names and days would tell a member that
others were written to and she was not: that the reporter had left her out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.mail import MailState
from portal.services.workplace import Workplace


@dataclass(frozen=True)
class Outbox:
    """`counts` of the last 90 days by state; `waiting_since` is the day of the longest waiting one;
    `refused` are the names of whose address no mail server takes."""

    counts: Mapping[MailState, int]
    waiting_since: date | None
    refused: tuple[str, ...]


def look_at_outbox(workplace: Workplace) -> Outbox:
    """The outbox as it is now."""
    with workplace.open_unit() as unit:
        counts = unit.mails.counts(workplace.now())
        return Outbox(counts, unit.mails.waiting_since(), tuple(unit.mails.refused()))
