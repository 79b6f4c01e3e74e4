"""The report or the account of a period that was imported, where the portal has none of its own."""

from datetime import date

from portal.domain.access import Permission
from portal.domain.annual_account import first_asked
from portal.domain.annual_report import first_report
from portal.domain.earlier_totals import EarlierAccount
from portal.domain.errors import NotPermitted
from portal.domain.imported_report import ImportedReport, imported_report
from portal.domain.period import Period
from portal.services.statistics.checked_facts import checked_facts
from portal.services.statistics.earlier_totals_of import earlier_totals_of
from portal.services.workplace import Member, Workplace


def read_imported(
    workplace: Workplace, member: Member, first: date, last: date
) -> ImportedReport | None:
    """What was imported of a period (Copenhagen dates, both included), with every cell; None where
    nothing was, or the portal had reports from its beginning on.

    Raises InvalidInput (`last`, `before_first`), and what `checked_facts` raises.
    """
    if not member.account.may(Permission.STATISTICS_READ):
        raise NotPermitted
    period, totals = Period(first, last), earlier_totals_of(workplace)
    if all(report.period != period for report in totals.reports):
        return None
    facts = [case.facts for case in checked_facts(workplace, member)]
    known = totals.report_of(period, first_report(facts))
    return None if known is None else imported_report(known, workplace.municipality)


def read_imported_account(
    workplace: Workplace, member: Member, first: date, last: date
) -> EarlierAccount | None:
    """The same of an account of complaints. Raises as `read_imported` does."""
    if not member.account.may(Permission.STATISTICS_READ):
        raise NotPermitted
    period, totals = Period(first, last), earlier_totals_of(workplace)
    if all(account.period != period for account in totals.accounts):
        return None
    facts = [case.facts for case in checked_facts(workplace, member)]
    return totals.account_of(period, first_asked(facts))
