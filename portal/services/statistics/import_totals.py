"""Totals of earlier years are taken over as they were published, so that the years have their
past beside them."""

from dataclasses import dataclass
from typing import Final

from portal.domain.access import Permission
from portal.domain.annual_account import first_asked
from portal.domain.annual_report import first_report
from portal.domain.audit_events import SystemEvent
from portal.domain.earlier_totals import EarlierTotals, check_beside, check_totals
from portal.domain.errors import NotPermitted
from portal.services.statistics.checked_facts import checked_facts
from portal.services.workplace import Member, Workplace

# Two imports at once must not put periods beside each other that overlap (16 bytes).
_TOTALS: Final = b"earlier, totals."


@dataclass(frozen=True)
class Imported:
    """How many periods were imported, and how many of them had been before."""

    periods: int
    replaced: int

    @property
    def new(self) -> int:
        return self.periods - self.replaced


def import_totals(workplace: Workplace, member: Member, totals: EarlierTotals) -> Imported:
    """Keep these totals, each in the place of those of the same period: all of them or none.

    Raises NotPermitted, TotalsRefused, and what `checked_facts` raises.
    """
    if not member.account.may(Permission.STATISTICS_IMPORT):
        raise NotPermitted
    check_totals(totals, workplace.municipality.codes("theme"))
    facts = [case.facts for case in checked_facts(workplace, member)]
    with workplace.open_unit(write=True) as unit:
        unit.wait_for_others(_TOTALS)
        stored = unit.earlier_totals.every()
        check_beside(totals, stored, first_report(facts), first_asked(facts))
        for report in totals.reports:
            unit.earlier_totals.put_report(report, workplace.today())
        for account in totals.accounts:
            unit.earlier_totals.put_account(account, workplace.today())
        now, actor = workplace.now(), member.account.id
        unit.system_log.add(SystemEvent.TOTALS_IMPORTED, now, actor=actor)
        unit.commit()
    return _told(totals, stored)


def _told(totals: EarlierTotals, stored: EarlierTotals) -> Imported:
    reports = {report.period for report in totals.reports}
    accounts = {account.period for account in totals.accounts}
    replaced = reports.intersection(report.period for report in stored.reports)
    again = accounts.intersection(account.period for account in stored.accounts)
    return Imported(len(reports) + len(accounts), len(replaced) + len(again))
