"""The cases in which there is supervision: on the adviser's own initiative, and in complaints."""

from dataclasses import dataclass, field

from portal.domain.case_file import CaseFile
from portal.domain.case_status import CaseKind
from portal.domain.errors import NotFound
from portal.services.casework.open_cases import OPENED_AT_MOST, open_cases
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork

_KINDS = (CaseKind.OWN_MOTION, CaseKind.COMPLAINT)


@dataclass(frozen=True)
class SupervisedCases:
    """The newest case first. `undeclared` counts cases the member has not declared herself
    impartial in; `unopened` are the numbers of those that were altered; `everything` is False when
    there are more cases than were opened. `complaints`: those in complaints are among them, which
    takes the statistics key that a new member waits for."""

    files: tuple[CaseFile, ...] = field(repr=False)
    undeclared: int
    unopened: tuple[str, ...]
    everything: bool
    complaints: bool


def supervised_cases(workplace: Workplace, member: Member) -> SupervisedCases:
    """The cases with supervision that a member holds a key to and has declared herself impartial
    in.

    In which complaints there is any stands in no plain column. The statistical facts tell, so no
    other case is opened. Raises CannotOpen, BrokenList.
    """
    with workplace.open_unit() as unit:
        numbers = _numbers_by_facts(workplace, unit, member)
        if numbers is None:
            own = WorklistQuery(kind=CaseKind.OWN_MOTION, sort="newest", page_size=OPENED_AT_MOST)
            cases, count = unit.cases.worklist(member.account.id, own)
        else:
            cases = unit.cases.held_among(member.account.id, numbers)
            count = len(cases)
        opened = open_cases(unit, workplace, member, cases[:OPENED_AT_MOST])
    return SupervisedCases(
        files=tuple(file for file in opened.files if file.supervision is not None),
        undeclared=len(opened.undeclared),
        unopened=opened.unopened,
        everything=count <= OPENED_AT_MOST,
        complaints=numbers is not None,
    )


def _numbers_by_facts(workplace: Workplace, unit: UnitOfWork, member: Member) -> list[str] | None:
    try:
        key_pair = open_statistics_key(workplace, unit, member)
    except NotFound:
        return None
    counted = unit.facts.of_kinds(key_pair, _KINDS)
    return [case.number for case in counted if case.facts.supervision is not None]
