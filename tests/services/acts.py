"""What people do with files and cases again and again in the tests of the services."""

from __future__ import annotations

from datetime import date

from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.matter import Outcome
from portal.services.casework.close_case import close_case
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.set_outcome import set_outcome
from portal.services.files.receive_file import FileIntake
from portal.services.reporting.read_dialogue import read_dialogue
from tests.support.office import Office
from tests.support.portal import FiledReport

PIECE = 50_000
DUE = date(2026, 3, 31)


def received(office: Office, content: bytes, name: str = "bilag.pdf") -> AttachedFile:
    """A file that arrived in pieces and waits for its report or message."""
    intake = FileIntake(office.workplace, name, "application/pdf")
    for start in range(0, len(content), PIECE):
        intake.write(content[start : start + PIECE])
    return intake.finish()


def closed(office: Office, outcome: Outcome = Outcome.CONFIRMED) -> FiledReport:
    """A report with one matter that was examined, answered and closed."""
    report = office.taken_up()
    finish(office, report, office.in_scope(report.number), outcome)
    return report


def finish(
    office: Office, report: FiledReport, ordinal: int, outcome: Outcome = Outcome.CONFIRMED
) -> None:
    """Give a matter its outcome, the reporter her feedback, and close the case."""
    workplace, member = office.workplace, office.anders
    set_outcome(workplace, member, report.number, ordinal, outcome=outcome, police_report=False)
    give_feedback(workplace, member, report.number, done="Rettet.", why="Fejl.", interim=False)
    close_case(workplace, member, report.number, reason="Undersøgt")


def open_offer(office: Office, report: FiledReport) -> str:
    """The id of the one offer that waits for the reporter."""
    waiting = read_dialogue(office.workplace, report.reporter).waiting
    [offer] = [entry for entry in waiting if entry.kind is EntryKind.OFFER]
    return offer.id
