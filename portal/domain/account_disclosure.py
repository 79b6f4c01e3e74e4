"""What of an account of complaints may be published, by the rules of disclosure_control.py.

A table with a cell that is not zero and below the threshold is withheld as a whole, with everything
from which its cells could be worked out. Totals stay: what came in, by its nature, the stock, and
how many are closed. Differences between the accounts of two periods are not looked at here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from portal.domain.account_figures import Duration, Share, UpheldIn, share_of
from portal.domain.annual_account import RATIOS, SEVERAL, AccountPart, AnnualAccount
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.disclosure_control import THRESHOLD
from portal.domain.distribution import TENTH, WHOLE, percent

# Below this many the tenth of a per cent gives back the count behind it.
_TENTHS_FROM: Final = 100

_NOTHING: Final = Share(None, None, None)


@dataclass(frozen=True)
class _Judged:
    """Which parts are withheld, in the order in which they are told."""

    parts: tuple[tuple[AccountPart, Reason], ...]

    def __contains__(self, part: AccountPart) -> bool:
        return any(part is one for one, _ in self.parts)


def publishable_account(account: AnnualAccount) -> AnnualAccount:
    """The account as it may be printed for everybody: None in what is withheld, with the reasons.

    Percentages of fewer than 100 are whole.
    """
    judged = _Judged(tuple(_withheld(account)))
    by_administration = AccountPart.UPHELD_BY_ADMINISTRATION in judged
    by_effort = AccountPart.DAYS_BY_EFFORT in judged
    few = AccountPart.DAYS in judged
    reopened = None if AccountPart.REOPENED in judged else account.stock.reopened
    return replace(
        account,
        stock=replace(account.stock, reopened=reopened),
        tables={part: _table(account, part, judged) for part in account.tables},
        shares={
            kind: _NOTHING if RATIOS[kind].table in judged else _rounded(share)
            for kind, share in account.shares.items()
        },
        upheld_by_administration=tuple(
            UpheldIn(one.administration, _NOTHING if by_administration else _rounded(one.share))
            for one in account.upheld_by_administration
        ),
        duration=replace(account.duration, days=None, mean=None) if few else account.duration,
        duration_by_effort={
            effort: Duration(None, None, None) if by_effort else duration
            for effort, duration in account.duration_by_effort.items()
        },
        internal=False,
        withheld=judged.parts,
    )


def _withheld(account: AnnualAccount) -> Iterator[tuple[AccountPart, Reason]]:
    small = [part for part in account.tables if _has_small_cells(account, part)]
    for part in AccountPart:
        if part in small:
            yield part, Reason.SMALL_CELLS
    if AccountPart.UPHELD in small:
        # Their sums would be two of its cells.
        yield AccountPart.UPHELD_BY_ADMINISTRATION, Reason.GIVES_BACK
    elif _small_administrations(account):
        yield AccountPart.UPHELD_BY_ADMINISTRATION, Reason.SMALL_CELLS
    if _is_small(account.duration.closed):
        yield AccountPart.DAYS, Reason.FEW_CASES
    if _small_rungs(account):
        yield AccountPart.DAYS_BY_EFFORT, Reason.SMALL_CELLS
    if _is_small(account.stock.reopened):
        yield AccountPart.REOPENED, Reason.SMALL_COUNT


def _has_small_cells(account: AnnualAccount, part: AccountPart) -> bool:
    table, whole = account.tables[part], account.complaints
    cells = [cell.count or 0 for cell in table.cells]
    if part is AccountPart.DISCRIMINATION:
        return any(map(_is_small, cells)) or _is_small_part(table.total or 0, whole)
    if part in SEVERAL:
        # Those who did not name it are no cell here, nor are those who named one more.
        left = any(_is_small(whole - cell) for cell in cells)
        return left or any(map(_is_small, cells)) or _is_small((table.total or 0) - whole)
    return any(map(_is_small, cells))


def _small_administrations(account: AnnualAccount) -> bool:
    """Whether few were upheld in an administration, few were not, or of few it is not known: what
    it had in all stands in another table."""
    received = account.tables[AccountPart.ADMINISTRATIONS].counts
    for one in account.upheld_by_administration:
        upheld, known = one.share.count or 0, one.share.of or 0
        unknown = (received[one.administration] or 0) - known
        if any(map(_is_small, (upheld, known - upheld, unknown))):
            return True
    return False


def _small_rungs(account: AnnualAccount) -> bool:
    """Whether few are closed on one rung, or few still open."""
    efforts = account.tables[AccountPart.EFFORTS].counts
    return any(
        _is_small_part(duration.closed or 0, efforts[effort] or 0)
        for effort, duration in account.duration_by_effort.items()
    )


def _table(account: AnnualAccount, part: AccountPart, judged: _Judged) -> Breakdown:
    table, whole = account.tables[part], account.complaints
    total, named = table.total or 0, part is AccountPart.DISCRIMINATION
    if part not in judged:
        of = total if named else whole
        return replace(
            table,
            cells=tuple(
                replace(cell, percent=percent(cell.count or 0, of, _step(of)))
                for cell in table.cells
            ),
        )
    gives_back = part in SEVERAL or (named and _is_small_part(total, whole))
    return Breakdown(
        None if gives_back else total, tuple(Cell(cell.code, None) for cell in table.cells)
    )


def _rounded(share: Share) -> Share:
    return share_of(share.count or 0, share.of or 0, _step(share.of or 0))


def _step(of: int) -> Decimal:
    return WHOLE if of < _TENTHS_FROM else TENTH


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < THRESHOLD


def _is_small_part(count: int, whole: int) -> bool:
    """Whether a part of a whole that is told, or what is left of it, is small."""
    return _is_small(count) or _is_small(whole - count)
