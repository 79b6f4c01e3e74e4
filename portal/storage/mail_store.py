"""The outbox. A mail has no stored text: every mail says the same."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from crypto.identifiers import new_id
from portal.domain.access import AccountState
from portal.domain.mail import LONGEST_WAIT, MailState, Step, shown_as
from portal.storage.tables import accounts, mails


@dataclass(frozen=True)
class Mail:
    """`id` and `recipient` (an account) are 16 bytes. `next_try_at` says when one that waits is
    due, and of every other when it was last in hand."""

    id: bytes
    recipient: bytes
    written_on: date
    state: MailState
    attempts: int
    next_try_at: datetime


class MailStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_if_none_waiting(self, recipient: bytes, on: date, now: datetime) -> bool:
        """Write a mail, due at once, unless one waits for the same account; says whether it was."""
        self._keep_others_from_adding()
        if self._connection.execute(select(mails.c.id).where(_waits_for(recipient))).first():
            return False
        self._connection.execute(
            insert(mails).values(
                id=new_id(),
                recipient=recipient,
                written_on=on,
                state=MailState.WAITING,
                attempts=0,
                next_try_at=now,
            )
        )
        return True

    def due(self, now: datetime) -> list[Mail]:
        """What waits and is to be tried now, the longest due first.

        A wait that is longer than any there can be was begun before the clock was set back.
        """
        due = or_(mails.c.next_try_at <= now, mails.c.next_try_at > now + LONGEST_WAIT)
        query = (
            select(mails)
            .where(mails.c.state == MailState.WAITING, due)
            .order_by(mails.c.next_try_at, mails.c.id)
        )
        return [_mail(row) for row in self._connection.execute(query)]

    def claim(self, mail_id: bytes, attempts: int, now: datetime) -> bool:
        """Take a mail that waits in hand, for its try number `attempts`; True for one caller
        only, once this unit is committed."""
        done = self._connection.execute(
            update(mails)
            .where(mails.c.id == mail_id, mails.c.state == MailState.WAITING)
            .values(state=MailState.SENDING, attempts=attempts, next_try_at=now)
        )
        return done.rowcount == 1

    def settle(self, mail_id: bytes, held: MailState, attempts: int, step: Step) -> None:
        """Write down what came of a try, unless the mail has left the state it was `held` in:
        `waiting` before it was claimed, `sending` after.

        One that waits again takes in a newer one for the same account, written meanwhile.
        """
        if step.state is MailState.WAITING:
            self._keep_others_from_adding()
        done = self._connection.execute(
            update(mails)
            .where(mails.c.id == mail_id, mails.c.state == held)
            .values(state=step.state, attempts=attempts, next_try_at=step.next_try_at)
        )
        if step.state is MailState.WAITING and done.rowcount == 1:
            recipient = select(mails.c.recipient).where(mails.c.id == mail_id).scalar_subquery()
            self._connection.execute(
                delete(mails).where(_waits_for(recipient), mails.c.id != mail_id)
            )

    def drop_for_disabled(self) -> int:
        """Delete what waits for accounts that are not active; returns how many."""
        active = select(accounts.c.id).where(accounts.c.state == AccountState.ACTIVE)
        return self._connection.execute(
            delete(mails).where(
                mails.c.state == MailState.WAITING, mails.c.recipient.not_in(active)
            )
        ).rowcount

    def refused(self) -> list[str]:
        """The names of those of whom a mail server said that there is no such address."""
        query = (
            select(accounts.c.name)
            .join(mails, mails.c.recipient == accounts.c.id)
            .where(mails.c.state == MailState.REFUSED)
            .distinct()
            .order_by(accounts.c.name)
        )
        return list(self._connection.execute(query).scalars())

    def counts(self, now: datetime) -> dict[MailState, int]:
        """How many mails there are in each state, as it is shown at a moment."""
        counts = Counter(dict.fromkeys(MailState, 0))
        settled = (
            select(mails.c.state, func.count())
            .where(mails.c.state != MailState.SENDING)
            .group_by(mails.c.state)
        )
        for state, count in self._connection.execute(settled):
            counts[MailState(state)] += count
        on_their_way = select(mails.c.next_try_at).where(mails.c.state == MailState.SENDING)
        for taken_at in self._connection.execute(on_their_way).scalars():
            counts[shown_as(MailState.SENDING, taken_at, now)] += 1
        return dict(counts)

    def waiting_since(self) -> date | None:
        """The day the longest waiting mail was written, or None when none waits."""
        query = select(func.min(mails.c.written_on)).where(mails.c.state == MailState.WAITING)
        since: date | None = self._connection.execute(query).scalar_one()
        return since

    def sweep(self, before: date) -> int:
        """Delete what was written before a day and does not wait; returns how many."""
        return self._connection.execute(
            delete(mails).where(mails.c.state != MailState.WAITING, mails.c.written_on < before)
        ).rowcount

    def _keep_others_from_adding(self) -> None:
        # Two that look at the same time would both see none waiting. SQLite has one writer anyway.
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql("LOCK TABLE mails IN SHARE ROW EXCLUSIVE MODE")


def _waits_for(recipient: object) -> ColumnElement[bool]:
    return and_(mails.c.recipient == recipient, mails.c.state == MailState.WAITING)


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        id=row.id,
        recipient=row.recipient,
        written_on=row.written_on,
        state=MailState(row.state),
        attempts=row.attempts,
        next_try_at=row.next_try_at,
    )
