"""Totals of years from before the portal had any cases, as they were published then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from portal.domain.distribution import percent
from portal.domain.errors import DomainError
from portal.domain.period import Period


class Slip(StrEnum):
    """Why totals are refused."""

    UNKNOWN_THEME = "unknown_theme"
    THEMES_WITHOUT_MATTERS = "themes_without_matters"
    THEMES_DO_NOT_SUM = "themes_do_not_sum"
    PENDING_DOES_NOT_SUM = "pending_does_not_sum"
    TOTAL_DOES_NOT_SUM = "total_does_not_sum"
    UPHELD_WITHOUT_KNOWN = "upheld_without_known"
    MORE_UPHELD_THAN_KNOWN = "more_upheld_than_known"
    SHARE_TWICE = "share_twice"
    OVERLAPS = "overlaps"
    OVERLAPS_STORED = "overlaps_stored"
    OWN_CASES = "own_cases"


class TotalsRefused(DomainError):
    """Totals that do not hold. `place` names the first of them (`reports[2].themes.law`, counted
    from 1), `slip` says why."""

    def __init__(self, place: str, slip: Slip) -> None:
        super().__init__(f"{place}: {slip}")
        self.place = place
        self.slip = slip


@dataclass(frozen=True)
class EarlierReport:
    """What is known of the whistleblower scheme in an earlier period; None is not known.

    `themes` are counts of matters by the municipality's codes, empty where they are not known.
    `pending` are cases by whom they rested with (case_status.RestsWith) at the end.
    """

    period: Period
    received: int
    matters: int | None = None
    closed: int | None = None
    closing: int | None = None
    themes: Mapping[str, int] = field(default_factory=dict)
    pending: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class EarlierAccount:
    """What is known of the complaints of an earlier period; None is not known.

    `complaints` include enquiries. `upheld` and `known` are what the share of upheld complaints is
    made of; where it was published as a share alone, in per cent, it is `upheld_percent`.
    """

    period: Period
    complaints: int
    assistance: int | None = None
    teaching: int | None = None
    total: int | None = None
    upheld: int | None = None
    known: int | None = None
    upheld_percent: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        """Upheld complaints in per cent of those whose result is known; None is not known."""
        if self.upheld is None:
            return self.upheld_percent
        return percent(self.upheld, self.known or 0)


_One = TypeVar("_One", EarlierReport, EarlierAccount)


@dataclass(frozen=True)
class EarlierTotals:
    """Everything that a file tells, or that was imported."""

    reports: tuple[EarlierReport, ...] = ()
    accounts: tuple[EarlierAccount, ...] = ()

    def report_of(self, period: Period, beginning: date) -> EarlierReport | None:
        """The import that stands for a period: none once the portal had cases of its own, the
        first on the day `beginning`, when that period began."""
        return _of(self.reports, period, beginning)

    def account_of(self, period: Period, beginning: date) -> EarlierAccount | None:
        """The same of an account of complaints."""
        return _of(self.accounts, period, beginning)


NO_TOTALS: Final = EarlierTotals()


def check_totals(totals: EarlierTotals, themes: Sequence[str]) -> None:
    """Raises TotalsRefused for the first of the totals that does not hold in itself, names a theme
    that is not one of the municipality's codes `themes`, or overlaps another."""
    for place, report in _placed(totals.reports, "reports"):
        _check_report(place, report, themes)
    for place, account in _placed(totals.accounts, "accounts"):
        _check_account(place, account)
    _check_apart("reports", totals.reports)
    _check_apart("accounts", totals.accounts)


def check_beside(
    totals: EarlierTotals, stored: EarlierTotals, own_reports: date, own_complaints: date
) -> None:
    """Raises TotalsRefused for the first period that overlaps another one than itself of those
    `stored`, or begins on or after the day of the portal's own first case of that kind: its own
    facts tell more."""
    _check_new("reports", totals.reports, stored.reports, own_reports)
    _check_new("accounts", totals.accounts, stored.accounts, own_complaints)


def _of(totals: Sequence[_One], period: Period, beginning: date) -> _One | None:
    if beginning <= period.first:
        return None
    return next((one for one in totals if one.period == period), None)


def _placed(totals: Sequence[_One], named: str) -> Iterator[tuple[str, _One]]:
    for place, one in enumerate(totals, start=1):
        yield f"{named}[{place}]", one


def _check_report(place: str, report: EarlierReport, themes: Sequence[str]) -> None:
    for code in report.themes:
        if code not in themes:
            raise TotalsRefused(f"{place}.themes.{code}", Slip.UNKNOWN_THEME)
    if report.themes and report.matters is None:
        raise TotalsRefused(f"{place}.themes", Slip.THEMES_WITHOUT_MATTERS)
    if report.themes and sum(report.themes.values()) != report.matters:
        raise TotalsRefused(f"{place}.themes", Slip.THEMES_DO_NOT_SUM)
    if report.pending and sum(report.pending.values()) != report.closing:
        raise TotalsRefused(f"{place}.pending", Slip.PENDING_DOES_NOT_SUM)


def _check_account(place: str, account: EarlierAccount) -> None:
    parts = (account.complaints, account.assistance, account.teaching)
    known = [part for part in parts if part is not None]
    if account.total is not None:
        whole = len(known) == len(parts)
        if sum(known) > account.total or (whole and sum(known) != account.total):
            raise TotalsRefused(f"{place}.total", Slip.TOTAL_DOES_NOT_SUM)
    if account.upheld_percent is not None and account.known is not None:
        raise TotalsRefused(f"{place}.upheld_percent", Slip.SHARE_TWICE)
    if account.upheld is not None and account.known is None:
        raise TotalsRefused(f"{place}.upheld", Slip.UPHELD_WITHOUT_KNOWN)
    if (account.upheld or 0) > (account.known or 0):
        raise TotalsRefused(f"{place}.upheld", Slip.MORE_UPHELD_THAN_KNOWN)


def _check_apart(named: str, each: Sequence[_One]) -> None:
    before: list[Period] = []
    for place, one in _placed(each, named):
        if any(one.period.overlaps(other) for other in before):
            raise TotalsRefused(place, Slip.OVERLAPS)
        before.append(one.period)


def _check_new(named: str, each: Sequence[_One], stored: Sequence[_One], beginning: date) -> None:
    for place, one in _placed(each, named):
        if beginning <= one.period.first:
            raise TotalsRefused(place, Slip.OWN_CASES)
        others = (other.period for other in stored if other.period != one.period)
        if any(one.period.overlaps(other) for other in others):
            raise TotalsRefused(place, Slip.OVERLAPS_STORED)
