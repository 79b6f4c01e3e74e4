"""Whether the reporter's own case is a report or a complaint."""

from portal.domain.case_status import CaseKind
from portal.domain.dialogue import EntryKind
from portal.services.reporting.read_dialogue import Dialogue


def case_kind(case: Dialogue) -> CaseKind:
    """Said by its first entry, which is sealed: no column is believed for it."""
    first = case.entries[0].kind
    return CaseKind.COMPLAINT if first is EntryKind.COMPLAINT else CaseKind.REPORT
