"""What a page of the worklist costs with few cases, with many, and with a million."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert

from crypto.identifiers import new_id, new_secret
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.deadlines import feedback_limit
from portal.services.casework.list_cases import list_cases
from portal.services.casework.list_today import list_today
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys, cases
from tests.bench.measuring import report, seconds
from tests.support.office import Office

AT_A_TIME = 20_000
# Of 40 cases one is pending: a unit closes what it opens.
PENDING_ONE_IN = 40


def _facts(office: Office, number: int) -> CaseFacts:
    received = office.workplace.today() - timedelta(days=number % 3650)
    due = feedback_limit(received, received).statutory
    pending = number % PENDING_ONE_IN == 0
    facts = CaseFacts(
        id=new_id(),
        number=f"{number:012}",
        kind=CaseKind.REPORT,
        state=CaseState.CLOSED,
        rests_with=None,
        received_on=received,
        acknowledged_on=received,
        feedback_due=due,
    )
    if not pending:
        return facts
    return replace(
        facts, state=CaseState.OPEN, rests_with=RestsWith.UNIT, due=due, act_from=received
    )


def _fill(office: Office, begin: int, end: int) -> None:
    """Cases as the database has them, each with one member's key, without content."""
    holder = office.anders.account.id
    columns = [name for name in CaseFacts.__dataclass_fields__ if name in cases.c]
    unused = {"reporter_public_key": b""}
    key = {"holder": holder, "generation": 1, "box": b"", "seen": b""}
    for first in range(begin, end, AT_A_TIME):
        some = [_facts(office, number) for number in range(first, min(first + AT_A_TIME, end))]
        rows = [
            {name: getattr(one, name) for name in columns} | unused | {"locator": new_secret()}
            for one in some
        ]
        with office.database.engine.begin() as connection:
            connection.execute(insert(cases), rows)
            connection.execute(insert(case_keys), [{"case_id": one.id, **key} for one in some])


def test_the_worklist_costs_the_same_however_many_cases_there_are(office: Office) -> None:
    def first_page() -> None:
        list_cases(office.workplace, office.anders, WorklistQuery())

    def today() -> None:
        list_today(office.workplace, office.anders)

    _fill(office, 0, 200)
    few, day = seconds(first_page), seconds(today)
    engine = office.database.engine.dialect.name
    filled = 200
    for count in (2_000, 20_000, 200_000):
        _fill(office, filled, count)
        filled = count
        if engine == "postgresql":
            with office.database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("ANALYZE cases")
                connection.exec_driver_sql("ANALYZE case_keys")
        said = f"the worklist over {count:,} cases ({engine})"
        report(said, seconds(first_page), "the same over 200", few)
        report(f"today over {count:,} cases ({engine})", seconds(today), "the same over 200", day)
