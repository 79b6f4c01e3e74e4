"""The consultative assistance of a year, in the cases that a member may read."""

from dataclasses import dataclass
from datetime import date

from portal.domain.assistance import Assistance, AssistanceTotals, totals_of
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind
from portal.services.casework.open_cases import OPENED_AT_MOST, open_cases
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery


@dataclass(frozen=True)
class AssistanceRow:
    """One case of assistance."""

    facts: CaseFacts
    assistance: Assistance


@dataclass(frozen=True)
class AssistanceYear:
    """The rows of a year, the one asked for last first, and what they come to. `undeclared` are the
    numbers of cases that the member has not declared herself impartial in, `unopened` of those that
    were altered; both may be of another year. `everything` is False when there are more cases than
    were opened: the newest OPENED_AT_MOST."""

    rows: tuple[AssistanceRow, ...]
    totals: AssistanceTotals
    undeclared: tuple[str, ...]
    unopened: tuple[str, ...]
    everything: bool


def list_assistance(workplace: Workplace, member: Member, year: int) -> AssistanceYear:
    """The assistance that was asked for in a calendar year, in the cases that the member holds a
    key to and has declared herself impartial in: nothing is read behind a declaration's back."""
    newest = WorklistQuery(kind=CaseKind.ASSISTANCE, sort="newest", page_size=OPENED_AT_MOST)
    with workplace.open_unit() as unit:
        cases, count = unit.cases.worklist(member.account.id, newest)
        # None is written down before it was asked for.
        since = [one for one in cases if one.received_on >= date(year, 1, 1)]
        opened = open_cases(unit, workplace, member, since)
    rows = [
        AssistanceRow(file.facts, file.assistance)
        for file in opened.files
        if file.assistance is not None and file.assistance.asked_on.year == year
    ]
    rows.sort(key=lambda row: (row.assistance.asked_on, row.facts.received_on), reverse=True)
    return AssistanceYear(
        rows=tuple(rows),
        totals=totals_of([row.assistance for row in rows]),
        undeclared=opened.undeclared,
        unopened=opened.unopened,
        everything=count <= len(cases),
    )
