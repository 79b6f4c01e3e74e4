"""The plain facts of cases, and the worklist over them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, insert, select, update

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.storage.tables import case_keys, cases


@dataclass(frozen=True)
class WorklistQuery:
    """What of the worklist is wanted. `sort` is `urgent`, `newest` or `due`; `page` counts from
    1."""

    state: CaseState | None = None
    rests_with: RestsWith | None = None
    kind: CaseKind | None = None
    number: str | None = None
    sort: str = "urgent"
    today: date | None = None
    page: int = 1
    page_size: int = 50


class CaseStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, facts: CaseFacts, *, locator: bytes, reporter_public_key: bytes) -> None:
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
                reporter_public_key=reporter_public_key,
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

    def by_number(self, number: str, *, lock: bool = False) -> CaseFacts | None:
        """The case with this number; `lock` makes other writers wait until this unit ends."""
        # Numbers come from addresses, and PostgreSQL fails where a NUL is looked for.
        if "\0" in number:
            return None
        return self._one(select(cases).where(cases.c.number == number), lock)

    def by_locator(self, locator: bytes, *, lock: bool = False) -> CaseFacts | None:
        return self._one(select(cases).where(cases.c.locator == locator), lock)

    def worklist(self, member: bytes, wanted: WorklistQuery) -> tuple[list[CaseFacts], int]:
        """One page of the cases a member holds a key to, and how many there are in all."""
        query = _filtered(member, wanted)
        count = self._connection.execute(
            select(func.count()).select_from(query.subquery())
        ).scalar_one()
        page = query.order_by(*_order(wanted))
        page = page.limit(wanted.page_size).offset((wanted.page - 1) * wanted.page_size)
        return [_facts(row) for row in self._connection.execute(page)], count

    def erased(self) -> list[CaseFacts]:
        """What is left of erased cases: number and dates."""
        query = select(cases).where(cases.c.state == CaseState.ERASED).order_by(cases.c.number)
        return [_facts(row) for row in self._connection.execute(query)]

    def _one(self, query: Select[Any], lock: bool) -> CaseFacts | None:
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        return _facts(row) if row else None


def _filtered(member: bytes, wanted: WorklistQuery) -> Select[Any]:
    holds_key = (
        select(case_keys.c.case_id)
        .where(case_keys.c.case_id == cases.c.id, case_keys.c.holder == member)
        .exists()
    )
    query = select(cases).where(holds_key)
    for column, value in (
        (cases.c.state, wanted.state),
        (cases.c.rests_with, wanted.rests_with),
        (cases.c.kind, wanted.kind),
        (cases.c.number, wanted.number),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def _order(wanted: WorklistQuery) -> tuple[Any, ...]:
    if wanted.sort == "newest":
        return (cases.c.received_on.desc(), cases.c.number)
    if wanted.sort == "due":
        return (cases.c.feedback_due, cases.c.number)
    # Urgent: what is overdue, then what the unit itself has to move; what is over comes last.
    whose = case(
        (cases.c.due < (wanted.today or date.min), 0),
        (cases.c.rests_with == RestsWith.UNIT, 1),
        (cases.c.rests_with.is_not(None), 2),
        else_=3,
    )
    return (whose, cases.c.feedback_due, cases.c.number)


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
