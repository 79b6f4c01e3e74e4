"""Mails to staff: what becomes of one, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address


class MailState(StrEnum):
    """`sending` lasts from the last moment before the server can have the mail until its answer.

    `unsure`: the server may have it or not, and nobody can tell. It is never sent again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"


class Answer(StrEnum):
    """What came of giving one mail to the mail server."""

    TAKEN = "taken"
    # For now, or for good: a definite no, after which the server has nothing.
    PUT_OFF = "put_off"
    REFUSED = "refused"
    # The whole mail went out and no answer came back.
    UNKNOWN = "unknown"
    # Somebody else has this mail in hand; the server was not given the end of ours.
    LEFT_TO_ANOTHER = "left_to_another"


@dataclass(frozen=True)
class Step:
    """What to write down of a try: the state, and when the next try is due if it waits."""

    state: MailState
    next_try_at: datetime


REFUSALS_AT_MOST = 3
UNSURE_AFTER = timedelta(minutes=15)

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
LONGEST_WAIT = timedelta(hours=3)
_IPV6 = 6


def next_try(attempts: int, now: datetime) -> datetime:
    """When to try again after this many tries (1 or more): after 1, 5, 15 and 60 minutes, then
    every 3 hours, for as long as it takes.

    A server is down for a day now and then; what waits then holds no content that could grow old.
    """
    return now + (_WAITS[attempts - 1] if attempts <= len(_WAITS) else LONGEST_WAIT)


def step_after(answer: Answer, attempts: int, now: datetime) -> Step:
    """What becomes of a mail after an answer to its try number `attempts`, counted from 1.

    A refusal for good (RFC 5321, 4.2.1: 5yz) is believed from the third try on: servers that are
    set up wrong say so too, and are set right within the hour. ValueError for LEFT_TO_ANOTHER,
    after which there is nothing to write down.
    """
    if answer is Answer.LEFT_TO_ANOTHER:
        raise ValueError("it is another's mail")
    if answer is Answer.TAKEN:
        return Step(MailState.SENT, now)
    if answer is Answer.UNKNOWN:
        return Step(MailState.UNSURE, now)
    if answer is Answer.REFUSED and attempts >= REFUSALS_AT_MOST:
        return Step(MailState.REFUSED, now)
    return Step(MailState.WAITING, next_try(attempts, now))


def mail_domain(host: str) -> str:
    """A host (a name or an address, no port) as it stands in a mail address: addresses are written
    in brackets (RFC 5321, 4.1.3)."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return f"[IPv6:{address}]" if address.version == _IPV6 else f"[{address}]"


def shown_as(state: MailState, taken_at: datetime, now: datetime) -> MailState:
    """The state people are told: one that has been on its way for 15 minutes is `unsure`.

    Each step of a delivery ends after 20 seconds; who had it in hand is gone.
    """
    overdue = state is MailState.SENDING and now - taken_at >= UNSURE_AFTER
    return MailState.UNSURE if overdue else state
