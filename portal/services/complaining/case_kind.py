"""Of which kind a case is: which pages it has."""

from portal.domain.case_status import CaseKind
from portal.services.workplace import Workplace


def kind_of_case(workplace: Workplace, number: str) -> CaseKind | None:
    """The kind of the case with a number, None where there is no such case. It stands in a plain
    column and opens nothing."""
    with workplace.open_unit() as unit:
        facts = unit.cases.by_number(number)
    return facts.kind if facts else None
