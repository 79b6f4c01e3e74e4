"""The consultative assistance of a year, in the cases that a member may read."""

from dataclasses import dataclass
from datetime import date

from crypto.errors import CannotOpen
from portal.domain.assistance import Assistance, AssistanceTotals, totals_of
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind
from portal.domain.errors import CaseAltered, ImpartialityNotDeclared, NotFound
from portal.services.member_work import MemberWork
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork

# It lies under each case's seal, so each case has to be opened: as with a search.
OPENED_AT_MOST = 300


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
    rows: list[AssistanceRow] = []
    undeclared: list[str] = []
    unopened: list[str] = []
    newest = WorklistQuery(kind=CaseKind.ASSISTANCE, sort="newest", page_size=OPENED_AT_MOST)
    with workplace.open_unit() as unit:
        cases, count = unit.cases.worklist(member.account.id, newest)
        # None is written down before it was asked for.
        for facts in (one for one in cases if one.received_on >= date(year, 1, 1)):
            try:
                rows += _of_year(unit, workplace, member, facts, year)
            except NotFound:
                continue
            except ImpartialityNotDeclared:
                undeclared.append(facts.number)
            except (CannotOpen, CaseAltered):
                unopened.append(facts.number)
    rows.sort(key=lambda row: (row.assistance.asked_on, row.facts.received_on), reverse=True)
    return AssistanceYear(
        rows=tuple(rows),
        totals=totals_of([row.assistance for row in rows]),
        undeclared=tuple(undeclared),
        unopened=tuple(unopened),
        everything=count <= len(cases),
    )


def _of_year(
    unit: UnitOfWork, workplace: Workplace, member: Member, facts: CaseFacts, year: int
) -> list[AssistanceRow]:
    work = MemberWork(unit, workplace, member, facts.number)
    work.require_impartial()
    assistance = work.file.assistance
    if assistance is None or assistance.asked_on.year != year:
        return []
    return [AssistanceRow(facts, assistance)]
