"""What was published of the same days, and what is counted now in the pieces between."""

from collections.abc import Sequence

from portal.domain.account_disclosure import counted_account
from portal.domain.annual_account import count_account
from portal.domain.annual_report import count_reports
from portal.domain.disclosure_control import counted_figures
from portal.domain.overlapping import (
    Counted,
    Edition,
    Others,
    hanging_together,
    pieces_of,
    printed_by_period,
)
from portal.domain.period import Period
from portal.domain.publication import PublishedReport, ReportKind
from portal.domain.statistics import StatisticalFacts
from portal.services.statistics.checked_facts import checked_facts
from portal.services.workplace import Member, Workplace


def other_editions(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    period: Period,
    published: Sequence[PublishedReport],
) -> Others:
    """The published editions of a kind (the newest first) whose days hang together with a period,
    the figures of each piece that they cut it into, as they are counted now, and all that was
    printed.

    Raises what `checked_facts` raises.
    """
    told = [Edition(report.period, report.told) for report in reversed(published)]
    editions, printed = hanging_together(period, told), printed_by_period(told)
    if not editions:
        return Others(printed=printed)
    facts = [case.facts for case in checked_facts(workplace, member)]
    pieces = {
        piece: _counted(workplace, kind, facts, piece) for piece in pieces_of(period, editions)
    }
    return Others(editions, pieces, printed)


def _counted(
    workplace: Workplace, kind: ReportKind, facts: Sequence[StatisticalFacts], piece: Period
) -> Counted:
    today, municipality = workplace.today(), workplace.municipality
    if kind is ReportKind.ANNUAL:
        return counted_figures(count_reports(facts, piece, today, municipality))
    return counted_account(count_account(facts, piece, today, municipality))
