"""A report whose case was erased when its time had come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal.domain.matter import Outcome
from portal.domain.triage import Decision
from portal.services.casework.close_case import close_case
from portal.services.casework.erase_case import erase_case
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from tests.support.office import ALL_YES

if TYPE_CHECKING:
    from tests.support.portal import FiledReport, Portal

LONGER_THAN_ANY_CASE_IS_KEPT = timedelta(days=800)


def erased_report(portal: Portal) -> FiledReport:
    """File a report, see it through, and erase it; the portal's clock is then two years on."""
    report = portal.taken_up()
    case = (portal.workplace, portal.birgitte, report.number)
    ordinal = split_matter(*case, summary="Penge", theme="finance", administration="SUF").ordinal
    triage_matter(*case, ordinal, assessment=ALL_YES, decision=Decision.IN_SCOPE, ground=None)
    set_outcome(*case, ordinal, outcome=Outcome.CONFIRMED, police_report=False)
    give_feedback(*case, done="Kassen er talt.", why="Den passede ikke.", interim=False)
    close_case(*case, reason="Færdig")
    portal.clock.advance(LONGER_THAN_ANY_CASE_IS_KEPT)
    erase_case(*case, journal_answered=True)
    return report
