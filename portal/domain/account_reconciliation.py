"""Whether the figures of an account of complaints fit together, as reconciliation.py does it for
reports: an account that does not is not printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.account_figures import Duration, Natures, mean
from portal.domain.annual_account import SEVERAL, AccountPart, AnnualAccount, ShareKind, share_in
from portal.domain.complaint import Effort, Upheld
from portal.domain.complaint_facts import closed_on
from portal.domain.distribution import percent
from portal.domain.statistics import StatisticalFacts


class AccountMisfit(StrEnum):
    """What does not fit: of one case first, then of the sums."""

    CLOSED_ELSEWHERE = "closed_elsewhere"
    RECEIVED = "received"
    STOCK = "stock"
    TABLE = "table"
    SHARE = "share"
    UPHELD_BY_ADMINISTRATION = "upheld_by_administration"
    DAYS = "days"


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
    periods = [account.received, *(one.natures for one in account.earlier if one.natures)]
    held = {
        AccountMisfit.RECEIVED: all(map(_natures_hold, periods)),
        AccountMisfit.STOCK: _stock_holds(account),
        AccountMisfit.UPHELD_BY_ADMINISTRATION: _administrations_hold(account),
        AccountMisfit.DAYS: _days_hold(account),
    }
    return [AccountFinding(misfit) for misfit, holds in held.items() if not holds] + [
        *(AccountFinding(AccountMisfit.TABLE, part) for part in _wrong_tables(account)),
        *(AccountFinding(AccountMisfit.SHARE, kind) for kind in _wrong_shares(account)),
    ]


def _natures_hold(natures: Natures) -> bool:
    parts = (natures.complaint, natures.enquiry, natures.teaching, natures.unstated)
    return natures.total == sum(parts)


def _stock_holds(account: AnnualAccount) -> bool:
    stock = account.stock
    came = stock.received == account.received.total
    return came and stock.opening + stock.received == stock.closed + stock.closing


def _wrong_tables(account: AnnualAccount) -> Iterator[AccountPart]:
    for part, table in account.tables.items():
        counts = [cell.count or 0 for cell in table.cells]
        total = table.total or 0
        whole = account.complaints
        if part is AccountPart.DISCRIMINATION:
            fits, whole = total <= whole, total
        elif part in SEVERAL:
            fits = total >= whole and max(counts, default=0) <= whole
        else:
            fits = total == whole
        shares = all(cell.percent == percent(cell.count or 0, whole) for cell in table.cells)
        if not (fits and shares and sum(counts) == total):
            yield part


def _wrong_shares(account: AnnualAccount) -> Iterator[ShareKind]:
    for kind in ShareKind:
        if account.shares[kind] != share_in(account.tables, kind):
            yield kind


def _administrations_hold(account: AnnualAccount) -> bool:
    """By administration they sum to the whole, and no administration has more than its own."""
    received = account.tables[AccountPart.ADMINISTRATIONS].counts
    counts = account.tables[AccountPart.UPHELD].counts
    yes, no = counts[Upheld.YES] or 0, counts[Upheld.NO] or 0
    shares = [one.share for one in account.upheld_by_administration]
    upheld, known = (
        sum(one.count or 0 for one in shares),
        sum(one.of or 0 for one in shares),
    )
    each = all(
        (one.share.of or 0) <= (received.get(one.administration) or 0)
        and one.share.percent == percent(one.share.count or 0, one.share.of or 0)
        for one in account.upheld_by_administration
    )
    return each and (upheld, known) == (yes, yes + no)


def _days_hold(account: AnnualAccount) -> bool:
    """The rungs sum to the whole, each mean is that of its sum, and none has more than its own."""
    efforts = account.tables[AccountPart.EFFORTS].counts
    rungs = account.duration_by_effort
    summed = (
        sum(one.closed or 0 for one in rungs.values()),
        sum(one.days or 0 for one in rungs.values()),
    )
    return (
        (account.duration.closed, account.duration.days) == summed
        and all(map(_mean_holds, (account.duration, *rungs.values())))
        and all((rungs[effort].closed or 0) <= (efforts[effort] or 0) for effort in Effort)
    )


def _mean_holds(duration: Duration) -> bool:
    return duration.mean == mean(duration.days or 0, duration.closed or 0)
