"""Rows as the tests of the storage need them, and what the database says it holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Table, func, select

from crypto.identifiers import new_case_number, new_id, new_secret
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.storage.case_store import ReporterKeys
from portal.storage.database import Database

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def case_facts(
    *,
    state: CaseState = CaseState.OPEN,
    rests_with: RestsWith | None = RestsWith.UNIT,
    kind: CaseKind = CaseKind.REPORT,
    received_on: date = TODAY,
    feedback_due: date = date(2026, 6, 2),
) -> CaseFacts:
    """Facts with a random id and number."""
    return CaseFacts(
        id=new_id(),
        number=new_case_number(2026),
        kind=kind,
        state=state,
        rests_with=rests_with,
        received_on=received_on,
        feedback_due=feedback_due,
    )


def keep_case(database: Database, facts: CaseFacts) -> CaseFacts:
    with database.open_unit(write=True) as unit:
        unit.cases.add(facts, locator=new_secret(), reporter=ReporterKeys(b"public", b""))
        unit.commit()
    return facts


def kept_case(database: Database) -> CaseFacts:
    """An open case with nothing in it."""
    return keep_case(database, case_facts())


def count_of(database: Database, table: Table) -> int:
    """How many rows a table has, asked apart from every unit of work."""
    with database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
