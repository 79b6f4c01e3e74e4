"""Why a report cannot be published yet, or at all."""

from portal.domain.annual_account import first_asked
from portal.domain.annual_report import first_report
from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import Unready, unready
from portal.services.statistics.checked_facts import checked_facts
from portal.services.statistics.earlier_totals_of import earlier_totals_of
from portal.services.workplace import Member, Workplace


def what_is_missing(
    workplace: Workplace, member: Member, draft: ReportDraft
) -> tuple[Unready, ...]:
    """What has to be done, or waited for, before a draft's report may be published; empty: nothing.

    Of days from before the portal had cases, or that imported totals tell of, it would count next
    to nothing, and its report would say so. Raises what `checked_facts` raises.
    """
    missing = unready(draft, workplace.today())
    if _is_before_portal(workplace, member, draft):
        return (Unready.BEFORE_PORTAL, *missing)
    return missing


def _is_before_portal(workplace: Workplace, member: Member, draft: ReportDraft) -> bool:
    facts = [case.facts for case in checked_facts(workplace, member)]
    totals = earlier_totals_of(workplace)
    annual = draft.kind is ReportKind.ANNUAL
    first = first_report(facts) if annual else first_asked(facts)
    imported = totals.reports if annual else totals.accounts
    # An import that begins after the first case does not stand: the portal counts those days.
    return draft.period.last < first or any(
        one.period.overlaps(draft.period) for one in imported if one.period.first < first
    )
