"""A report is counted and everything withheld that everybody may not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from crypto.derivation import derive
from crypto.labels import WITHHOLDING, bind
from portal.domain.account_disclosure import counted_account, publishable_account
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.disclosure_control import counted_figures, publishable
from portal.domain.publication import PublishedReport, ReportDraft, ReportKind
from portal.domain.withholding import told_of
from portal.services.publishing.other_editions import other_editions
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class CountedForEverybody:
    """`told` and `withheld` are the report's figures by their names in annual_figures.py or
    account_sums.py; `published` is everything of the kind that had gone out when it was counted,
    the newest first; `counts` are all its figures, those that are withheld too."""

    report: AnnualReport | AnnualAccount
    published: tuple[PublishedReport, ...]
    counts: Mapping[str, int]

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
    period, threshold = draft.period, draft.threshold
    others = partial(other_editions, workplace, member, draft.kind, period, published)
    secret = _secret_of(workplace, member, draft)
    report: AnnualReport | AnnualAccount
    if draft.kind is ReportKind.ANNUAL:
        counted = count_period(workplace, member, period.first, period.last)
        counts = told_of(counted_figures(counted).figures, frozenset())
        exact = draft.exact_now(counts)
        report = publishable(
            counted, threshold=threshold, exact=exact, others=others(), secret=secret
        )
    else:
        account = count_complaints(workplace, member, period.first, period.last)
        counts = told_of(counted_account(account).figures, frozenset())
        exact = draft.exact_now(counts)
        report = publishable_account(
            account, threshold=threshold, exact=exact, others=others(), secret=secret
        )
    return CountedForEverybody(report, published, counts)


def _secret_of(workplace: Workplace, member: Member, draft: ReportDraft) -> bytes:
    """What decides between figures that would hide a small one equally well: the same for everybody
    who counts this report, and known to nobody who reads it."""
    with workplace.open_unit() as unit:
        key_pair = open_statistics_key(workplace, unit, member)
    period = draft.period
    days = (period.first.isoformat(), period.last.isoformat())
    return derive(key_pair.seed, bind(WITHHOLDING, draft.kind, *days))
