"""The log of a case, in the order in which things were done."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import LogLine
from portal.services.case_work import CaseWork
from portal.storage import record_shapes as shapes


def read_log(work: CaseWork) -> list[LogLine]:
    """The case's log, oldest first; within a day the reporter's lines come first, the receipt
    before any other."""
    contents = work.unit.records.log_of(work.facts, work.keys)
    lines: list[LogLine] = [shapes.read(shapes.LOG, content) for content in contents]
    return sorted(lines, key=_when)


def _when(line: LogLine) -> tuple[date, bool, str, bool]:
    """The order of the log: of the reporter's own acts the day alone is known."""
    later = line.event is not CaseEvent.REPORT_RECEIVED
    return line.on, line.at is not None, str(line.at), later
