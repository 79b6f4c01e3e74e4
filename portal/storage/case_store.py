"""The plain facts of cases, and the worklist over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, update

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.priority import SOON_DAYS
from portal.storage.tables import case_keys, cases

# A list is counted no further: counting a million rows would cost more than showing them.
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class WorklistQuery:
    """What of the worklist is wanted. `sort` is `urgent` (as of `today`), `newest` or `due`; `page`
    counts from 1."""

    state: CaseState | None = None
    rests_with: RestsWith | None = None
    kind: CaseKind | None = None
    number: str | None = None
    sort: str = "urgent"
    today: date | None = None
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True)
class ReporterKeys:
    """The public halves of a reporter's key pair (1,216 bytes) and signing pair (1,984 bytes; empty
    in a case from before there were signatures)."""

    key: bytes
    signing_key: bytes


class CaseStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, facts: CaseFacts, *, locator: bytes, reporter: ReporterKeys) -> None:
        """Register a case. Raises sqlalchemy.exc.IntegrityError when the locator or number is
        taken."""
        self._connection.execute(
            insert(cases).values(
                id=facts.id,
                number=facts.number,
                kind=facts.kind,
                state=facts.state,
                rests_with=facts.rests_with,
                received_on=facts.received_on,
                acknowledged_on=facts.acknowledged_on,
                feedback_due=facts.feedback_due,
                extended_due=facts.extended_due,
                due=facts.due,
                act_from=facts.act_from,
                handler=facts.handler,
                generation=facts.generation,
                locator=locator,
                reporter_public_key=reporter.key,
                reporter_signing_key=reporter.signing_key,
            )
        )

    def save(self, facts: CaseFacts) -> None:
        """Write the columns that a move changes. Number, kind, the days of receipt and
        acknowledgement and the statutory date never do."""
        self._connection.execute(
            update(cases)
            .where(cases.c.id == facts.id)
            .values(
                state=facts.state,
                rests_with=facts.rests_with,
                closed_on=facts.closed_on,
                extended_due=facts.extended_due,
                due=facts.due,
                act_from=facts.act_from,
                handler=facts.handler,
                erased_on=facts.erased_on,
            )
        )

    def turn(self, case_id: bytes, rests_with: RestsWith, begins: date | None) -> None:
        """Write whose move it is and from which day, for who holds no key to the case."""
        self._connection.execute(
            update(cases)
            .where(cases.c.id == case_id)
            .values(rests_with=rests_with, act_from=begins)
        )

    def reporter_keys(self, case_id: bytes) -> ReporterKeys:
        """The public keys of a case's reporter."""
        row = self._connection.execute(select(cases).where(cases.c.id == case_id)).one()
        return ReporterKeys(row.reporter_public_key, row.reporter_signing_key or b"")

    def locator(self, case_id: bytes) -> bytes:
        """What the case is found by when its code is typed, 32 bytes."""
        query = select(cases.c.locator).where(cases.c.id == case_id)
        found: bytes = self._connection.execute(query).scalar_one()
        return found

    def begin_generation(self, case_id: bytes, generation: int) -> None:
        """From here on the case's keys are those of another generation."""
        self._connection.execute(
            update(cases).where(cases.c.id == case_id).values(generation=generation)
        )

    def restore(self, facts: CaseFacts, locator: bytes) -> None:
        """Write every plain column back to what it was."""
        self.blur(facts)
        self._connection.execute(
            update(cases)
            .where(cases.c.id == facts.id)
            .values(
                number=facts.number,
                kind=facts.kind,
                generation=facts.generation,
                locator=locator,
            )
        )

    def blur(self, facts: CaseFacts) -> None:
        """Write what is left of an erased case, the dates that `save` never touches included."""
        self.save(facts)
        self._connection.execute(
            update(cases)
            .where(cases.c.id == facts.id)
            .values(
                received_on=facts.received_on,
                acknowledged_on=facts.acknowledged_on,
                feedback_due=facts.feedback_due,
            )
        )

    def by_number(self, number: str, *, lock: bool = False) -> CaseFacts | None:
        """The case with this number; `lock` makes other writers wait until this unit ends."""
        # Numbers come from addresses, and PostgreSQL fails where a NUL is looked for.
        if "\0" in number:
            return None
        return self._one(select(cases).where(cases.c.number == number), lock)

    def by_id(self, case_id: bytes, *, lock: bool = False) -> CaseFacts | None:
        """The case with this id; `lock` as in `by_number`."""
        return self._one(select(cases).where(cases.c.id == case_id), lock)

    def by_locator(self, locator: bytes, *, lock: bool = False) -> CaseFacts | None:
        return self._one(select(cases).where(cases.c.locator == locator), lock)

    def worklist(self, member: bytes, wanted: WorklistQuery) -> tuple[list[CaseFacts], int]:
        """One page of the cases a member holds a key to, and how many there are in all, counted to
        one more than COUNTED_AT_MOST."""
        query = _filtered(member, wanted)
        found: list[CaseFacts] = []
        skipped = (wanted.page - 1) * wanted.page_size
        for part in _parts(query, wanted):
            missing = wanted.page_size - len(found)
            if missing == 0:
                break
            rows = self._connection.execute(part.limit(missing).offset(skipped)).all()
            found += [_facts(row) for row in rows]
            skipped = 0 if rows else skipped - self._count(part, skipped)
        return found, self._count(_counted(member, wanted), COUNTED_AT_MOST + 1)

    def held_among(self, member: bytes, numbers: Sequence[str]) -> list[CaseFacts]:
        """Of the cases with these numbers those a member holds a key to, the newest first."""
        query = _holding_key(member).where(cases.c.number.in_(numbers))
        newest = query.order_by(cases.c.received_on.desc(), cases.c.number.desc())
        return [_facts(row) for row in self._connection.execute(newest)]

    def pending_of(self, member: bytes, today: date, limit: int) -> list[CaseFacts]:
        """The cases a member holds a key to in which somebody has a move left, the most pressing
        first; `limit` at the most."""
        query = _holding_key(member).where(cases.c.act_from.is_not(None))
        found: list[CaseFacts] = []
        for part in _parts(query, WorklistQuery(today=today)):
            rows = self._connection.execute(part.limit(limit - len(found)))
            found += [_facts(row) for row in rows]
        return found

    def pending(self) -> list[CaseFacts]:
        """Every case in which somebody has a move left, for the jobs, which hold no key."""
        query = select(cases).where(cases.c.act_from.is_not(None)).order_by(cases.c.number)
        return [_facts(row) for row in self._connection.execute(query)]

    def _count(self, query: Select[Any], at_most: int) -> int:
        counted = query.order_by(None).limit(at_most).subquery()
        return self._connection.execute(select(func.count()).select_from(counted)).scalar_one()

    def erased(self) -> list[CaseFacts]:
        """What is left of erased cases: number, kind and the day of the erasure."""
        query = select(cases).where(cases.c.state == CaseState.ERASED).order_by(cases.c.number)
        return [_facts(row) for row in self._connection.execute(query)]

    def _one(self, query: Select[Any], lock: bool) -> CaseFacts | None:
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        return _facts(row) if row else None


def _holding_key(member: bytes) -> Select[Any]:
    holds_key = (
        select(case_keys.c.case_id)
        .where(case_keys.c.case_id == cases.c.id, case_keys.c.holder == member)
        .exists()
    )
    return select(cases).where(holds_key)


def _counted(member: bytes, wanted: WorklistQuery) -> Select[Any]:
    """What to count for a list. Of all cases, the keys: they lie beside one another in their index,
    and the cases are spread over the whole file."""
    if _filters(wanted):
        return _filtered(member, wanted).with_only_columns(cases.c.id)
    return select(case_keys.c.case_id).where(case_keys.c.holder == member).distinct()


def _filtered(member: bytes, wanted: WorklistQuery) -> Select[Any]:
    return _holding_key(member).where(*_filters(wanted))


def _filters(wanted: WorklistQuery) -> list[ColumnElement[bool]]:
    asked = (
        (cases.c.state, wanted.state),
        (cases.c.rests_with, wanted.rests_with),
        (cases.c.kind, wanted.kind),
        (cases.c.number, wanted.number),
    )
    return [column == value for column, value in asked if value is not None]


def _soon(today: date) -> date:
    return today + timedelta(days=SOON_DAYS)


def _parts(query: Select[Any], wanted: WorklistQuery) -> tuple[Select[Any], ...]:
    """The list in the order it is wanted, in parts of which each is read off an index.

    Urgent is domain/priority.py: limits that have passed or end soon; what else has a move left;
    what is over.
    """
    oldest = (cases.c.received_on, cases.c.number)
    newest = (cases.c.received_on.desc(), cases.c.number.desc())
    if wanted.sort == "newest":
        return (query.order_by(*newest),)
    first_due = (cases.c.due, *oldest)
    if wanted.sort == "due":
        running = query.where(cases.c.due.is_not(None)).order_by(*first_due)
        return (running, query.where(cases.c.due.is_(None)).order_by(*newest))
    pressing: ColumnElement[bool] = cases.c.due <= _soon(wanted.today or date.min)
    not_pressing = or_(cases.c.due.is_(None), ~pressing)
    return (
        query.where(pressing).order_by(*first_due),
        query.where(not_pressing, cases.c.act_from.is_not(None)).order_by(
            cases.c.act_from, *oldest
        ),
        query.where(cases.c.act_from.is_(None)).order_by(*newest),
    )


def _facts(row: Row[Any]) -> CaseFacts:
    return CaseFacts(
        id=row.id,
        number=row.number,
        kind=CaseKind(row.kind),
        state=CaseState(row.state),
        rests_with=RestsWith(row.rests_with) if row.rests_with else None,
        received_on=row.received_on,
        feedback_due=row.feedback_due,
        generation=row.generation,
        closed_on=row.closed_on,
        due=row.due,
        erased_on=row.erased_on,
        acknowledged_on=row.acknowledged_on,
        extended_due=row.extended_due,
        act_from=row.act_from,
        handler=row.handler or b"",
    )
