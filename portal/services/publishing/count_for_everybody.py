"""A report is counted and everything withheld that everybody may not know."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.account_disclosure import publishable_account
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.disclosure_control import publishable
from portal.domain.publication import PublishedReport, ReportDraft, ReportKind
from portal.services.publishing.other_editions import other_editions
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class CountedForEverybody:
    """`told` and `withheld` are the report's figures by their names in annual_figures.py or
    account_sums.py; `published` is everything of the kind that had gone out when it was counted,
    the newest first."""

    report: AnnualReport | AnnualAccount
    published: tuple[PublishedReport, ...]

    @property
    def told(self) -> Mapping[str, int]:
        return self.report.told

    @property
    def withheld(self) -> frozenset[str]:
        return self.report.withheld_figures


def count_for_everybody(
    workplace: Workplace, member: Member, draft: ReportDraft
) -> CountedForEverybody:
    """The report of a draft's period as it may be published: by the draft's threshold, with the
    figures that two persons wanted told, and so that what was published before gives nothing back.

    Raises DoesNotReconcile, AccountDoesNotReconcile, InvalidInput (`first`, `not_begun`), NotFound,
    NotPermitted, CannotOpen, BrokenList.
    """
    with workplace.open_unit() as unit:
        published = tuple(unit.publications.of_kind(draft.kind))
    period, threshold, exact = draft.period, draft.threshold, draft.granted
    report: AnnualReport | AnnualAccount
    if draft.kind is ReportKind.ANNUAL:
        counted = count_period(workplace, member, period.first, period.last)
        others = other_editions(workplace, member, draft.kind, period, published)
        report = publishable(counted, threshold=threshold, exact=exact, others=others)
    else:
        account = count_complaints(workplace, member, period.first, period.last)
        others = other_editions(workplace, member, draft.kind, period, published)
        report = publishable_account(account, threshold=threshold, exact=exact, others=others)
    return CountedForEverybody(report, published)
