"""Whether the figures of an account of complaints fit together, as reconciliation.py does it for
reports: an account that does not is not printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.account_figures import (
    Duration,
    Everything,
    Natures,
    in_hours,
    mean,
    share_of,
)
from portal.domain.account_parts import SEVERAL, AccountPart, ShareKind
from portal.domain.annual_account import AnnualAccount
from portal.domain.breakdown import Breakdown
from portal.domain.complaint import Upheld
from portal.domain.complaint_account import Results, share_in
from portal.domain.complaint_facts import closed_on
from portal.domain.distribution import percent
from portal.domain.statistics import StatisticalFacts
from portal.domain.supervision import SupervisionState


class AccountMisfit(StrEnum):
    """What does not fit: of one case first, then of the sums."""

    CLOSED_ELSEWHERE = "closed_elsewhere"
    RECEIVED = "received"
    EVERYTHING = "everything"
    STOCK = "stock"
    TABLE = "table"
    SHARE = "share"
    UPHELD_BY_ADMINISTRATION = "upheld_by_administration"
    DAYS = "days"
    ASSISTANCE = "assistance"
    SUPERVISION = "supervision"


@dataclass(frozen=True)
class AccountFinding:
    """`where` is the number of the case (empty for an erased one), or the code of the table or
    share; empty where `misfit` says it all."""

    misfit: AccountMisfit
    where: str = ""


def complaint_findings(number: str, case: StatisticalFacts) -> list[AccountFinding]:
    """What is wrong with the facts of one complaint: it is closed when its history says so."""
    if case.complaint is None or case.complaint.closed_on == closed_on(case.turns):
        return []
    return [AccountFinding(AccountMisfit.CLOSED_ELSEWHERE, number)]


def reconcile_account(account: AnnualAccount) -> list[AccountFinding]:
    """Which sums and percentages do not hold; the account is the internal one, with every cell."""
    came: list[tuple[Natures, Everything | None]] = [(account.received, account.everything)]
    came += [(one.natures, one.everything) for one in account.earlier if one.natures]
    held = {
        AccountMisfit.RECEIVED: all(_natures_hold(natures) for natures, _ in came),
        AccountMisfit.EVERYTHING: all(_everything_holds(*one) for one in came),
        AccountMisfit.STOCK: _stock_holds(account),
        AccountMisfit.UPHELD_BY_ADMINISTRATION: all(_results_hold(account)),
        AccountMisfit.DAYS: _days_hold(account),
        AccountMisfit.ASSISTANCE: _assistance_holds(account),
        AccountMisfit.SUPERVISION: _supervision_holds(account),
    }
    return [AccountFinding(misfit) for misfit, holds in held.items() if not holds] + [
        *(AccountFinding(AccountMisfit.TABLE, part) for part in _wrong_tables(account)),
        *(AccountFinding(AccountMisfit.SHARE, kind) for kind in _wrong_shares(account)),
    ]


def _natures_hold(natures: Natures) -> bool:
    counted = (natures.complaint, natures.enquiry, natures.teaching, natures.unstated)
    return natures.total == sum(counted) + natures.report + natures.merged


def _everything_holds(natures: Natures, everything: Everything | None) -> bool:
    if everything is None:
        return False
    complaints = natures.complaint + natures.enquiry + natures.unstated
    parts = (everything.complaints, everything.assistance, everything.teaching)
    return (
        everything.complaints == complaints
        and everything.teaching >= natures.teaching
        and everything.total == sum(parts)
    )


def _stock_holds(account: AnnualAccount) -> bool:
    stock = account.stock
    came = stock.received == account.received.total
    return came and stock.opening + stock.received == stock.closed + stock.closing


def _wrong_tables(account: AnnualAccount) -> Iterator[AccountPart]:
    for part, table in account.tables.items():
        counts = [cell.count or 0 for cell in table.cells]
        total, whole = table.total or 0, account.whole_of(part)
        if part is AccountPart.DISCRIMINATION:
            fits = total <= account.complaints
        elif part in SEVERAL:
            fits = total >= whole and max(counts, default=0) <= whole
        else:
            fits = total == whole
        if not (fits and _table_holds(table, whole)):
            yield part


def _table_holds(table: Breakdown, whole: int) -> bool:
    """The cells sum to the total, and each is the share of the whole that it is said to be."""
    summed = sum(cell.count or 0 for cell in table.cells) == (table.total or 0)
    return summed and all(cell.percent == percent(cell.count or 0, whole) for cell in table.cells)


def _wrong_shares(account: AnnualAccount) -> Iterator[ShareKind]:
    for kind in ShareKind:
        if account.shares[kind] != share_in(account.tables, kind):
            yield kind


def _results_hold(account: AnnualAccount) -> Iterator[bool]:
    yield _administrations_hold(account.results)
    for before in account.earlier:
        if (before.results is None) != (before.natures is None):
            yield False
        if before.results and before.natures:
            tables = (before.results.administrations, before.results.upheld)
            whole = before.natures.complaint
            yield all(table.total == whole and _table_holds(table, whole) for table in tables)
            yield _administrations_hold(before.results)


def _administrations_hold(results: Results) -> bool:
    """By administration they sum to the whole, and no administration has more than its own."""
    received, counts = results.administrations.counts, results.upheld.counts
    yes, no = counts[Upheld.YES] or 0, counts[Upheld.NO] or 0
    shares = [one.share for one in results.by_administration]
    summed = (sum(one.count or 0 for one in shares), sum(one.of or 0 for one in shares))
    each = all(
        (one.share.of or 0) <= (received.get(one.administration) or 0)
        and one.share == share_of(one.share.count or 0, one.share.of or 0)
        for one in results.by_administration
    )
    return each and summed == (yes, yes + no) and results.share == share_of(yes, yes + no)


def _days_hold(account: AnnualAccount) -> bool:
    efforts = account.tables[AccountPart.EFFORTS].counts
    channels = account.tables[AccountPart.CHANNELS].counts
    return _rungs_hold(account.duration, account.duration_by_effort, efforts) and _rungs_hold(
        account.duration, account.duration_by_channel, channels
    )


def _rungs_hold(
    whole: Duration, rungs: Mapping[str, Duration], counts: Mapping[str, int | None]
) -> bool:
    """The rungs sum to the whole, each mean is that of its sum, and none has more than its own."""
    summed = (
        sum(one.closed or 0 for one in rungs.values()),
        sum(one.days or 0 for one in rungs.values()),
    )
    return (
        (whole.closed, whole.days) == summed
        and all(map(_mean_holds, (whole, *rungs.values())))
        and all((one.closed or 0) <= (counts[code] or 0) for code, one in rungs.items())
    )


def _mean_holds(duration: Duration) -> bool:
    closed, days = duration.closed or 0, duration.days or 0
    return duration.mean == mean(days, closed) and (closed > 0 or days == 0)


def _assistance_holds(account: AnnualAccount) -> bool:
    """Each assistance is answered or not, has its hours or not, and lies in an administration."""
    everything, assistance, hours = account.everything, account.assistance, account.assistance.hours
    number = everything.total - everything.complaints - account.received.teaching
    return (
        _mean_holds(assistance.duration)
        and (assistance.duration.closed or 0) + (assistance.unanswered or 0)
        == everything.assistance
        and (hours.known or 0) + (hours.unstated or 0) == number
        and hours.hours == in_hours(hours.quarters or 0)
        and account.tables[AccountPart.ASSISTANCE_ADMINISTRATIONS].total == number
    )


def _supervision_holds(account: AnnualAccount) -> bool:
    """What there was and what came is what there is, and criticism is of what was closed."""
    own, others = (
        account.tables[part]
        for part in (AccountPart.SUPERVISIONS, AccountPart.SUPERVISIONS_IN_COMPLAINTS)
    )
    stock = account.supervision
    closed = [table.counts[SupervisionState.CLOSED] or 0 for table in (own, others)]
    return stock.opening + stock.opened == own.total and account.tables[
        AccountPart.CRITICISM
    ].total == sum(closed)
