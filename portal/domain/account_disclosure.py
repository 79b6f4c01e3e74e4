"""What of an account of complaints may be published, by the rules of disclosure_control.py.

A table with a cell that is not zero and below the threshold is withheld as a whole, with everything
from which its cells could be worked out. Totals stay: what came in, by its nature, all that was
asked, the stock, how many are closed or answered, and how much supervision on her own initiative
and how many recommendations there were: those are the adviser's own acts. Differences between the
accounts of two periods are not looked at here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from portal.domain.account_figures import Duration, Hours, Share, UpheldIn, share_of
from portal.domain.account_parts import RATIOS, SEVERAL, YES, AccountPart
from portal.domain.annual_account import AnnualAccount, EarlierPeriod
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.complaint import Effort
from portal.domain.complaint_account import Results
from portal.domain.disclosure_control import THRESHOLD
from portal.domain.distribution import TENTH, WHOLE, percent

# Below this many the tenth of a per cent gives back the count behind it.
_TENTHS_FROM: Final = 100

_NOTHING: Final = Share(None, None, None)
_NO_DURATION: Final = Duration(None, None, None)
_NO_TABLE: Final = Breakdown(None, ())


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
    assistance, reopened = account.assistance, account.stock.reopened
    told = AccountPart.UPHELD_BY_ADMINISTRATION not in judged
    return replace(
        account,
        earlier=tuple(_before(one, judged) for one in account.earlier),
        stock=replace(account.stock, reopened=None if AccountPart.REOPENED in judged else reopened),
        tables={part: _table(account, part, judged) for part in account.tables},
        shares={
            kind: _NOTHING if RATIOS[kind].table in judged else _rounded(share)
            for kind, share in account.shares.items()
        },
        upheld_by_administration=_upheld_in(account.upheld_by_administration, told=told),
        duration=_duration(account.duration, AccountPart.DAYS, judged),
        duration_by_effort=_rungs(account.duration_by_effort, AccountPart.DAYS_BY_EFFORT, judged),
        duration_by_channel=_rungs(
            account.duration_by_channel, AccountPart.DAYS_BY_CHANNEL, judged
        ),
        assistance=replace(
            assistance,
            duration=_duration(assistance.duration, AccountPart.ASSISTANCE_DAYS, judged),
            hours=Hours(None, None, None, None)
            if AccountPart.HOURS in judged
            else assistance.hours,
        ),
        internal=False,
        withheld=judged.parts,
    )


def _withheld(account: AnnualAccount) -> Iterator[tuple[AccountPart, Reason]]:
    small = [part for part in account.tables if _has_small_cells(account, part)]
    for part in account.tables:
        if part in small:
            yield part, Reason.SMALL_CELLS
        elif part is AccountPart.CRITICISM and _gives_back_supervision(account, small):
            # It is of those that are closed: a cell of each table of them.
            yield part, Reason.GIVES_BACK
    if AccountPart.UPHELD in small:
        # Their sums would be two of its cells.
        yield AccountPart.UPHELD_BY_ADMINISTRATION, Reason.GIVES_BACK
    elif _small_administrations(account.results):
        yield AccountPart.UPHELD_BY_ADMINISTRATION, Reason.SMALL_CELLS
    if any(_small_results(one.results) for one in account.earlier if one.results):
        yield AccountPart.UPHELD_BEFORE, Reason.SMALL_CELLS
    yield from _withheld_days(account)
    if _is_small(account.stock.reopened):
        yield AccountPart.REOPENED, Reason.SMALL_COUNT


def _withheld_days(account: AnnualAccount) -> Iterator[tuple[AccountPart, Reason]]:
    if _is_small(account.duration.closed):
        yield AccountPart.DAYS, Reason.FEW_CASES
    efforts = account.tables[AccountPart.EFFORTS].counts
    if _small_rungs(account.duration_by_effort, efforts):
        yield AccountPart.DAYS_BY_EFFORT, Reason.SMALL_CELLS
    channels = account.tables[AccountPart.CHANNELS].counts
    if _small_rungs(account.duration_by_channel, channels):
        yield AccountPart.DAYS_BY_CHANNEL, Reason.SMALL_CELLS
    if _is_small(account.assistance.duration.closed):
        yield AccountPart.ASSISTANCE_DAYS, Reason.FEW_CASES
    if _is_small(account.assistance.hours.known):
        yield AccountPart.HOURS, Reason.FEW_CASES


def _has_small_cells(account: AnnualAccount, part: AccountPart) -> bool:
    table, whole = account.tables[part], account.complaints
    cells = [cell.count or 0 for cell in table.cells]
    if part is AccountPart.DISCRIMINATION:
        return any(map(_is_small, cells)) or _is_small_part(table.total or 0, whole)
    if part is AccountPart.MEDIATED:
        return any(map(_is_small, cells)) or _is_small(_mediated_besides(account))
    if part in SEVERAL:
        # Those who did not name it are no cell here, nor are those who named one more.
        left = any(_is_small(whole - cell) for cell in cells)
        return left or any(map(_is_small, cells)) or _is_small((table.total or 0) - whole)
    return any(map(_is_small, cells))


def _mediated_besides(account: AnnualAccount) -> int:
    """How many were mediated and went on to a higher rung: told by the two tables together."""
    mediated = account.tables[AccountPart.MEDIATED].counts[YES] or 0
    return mediated - (account.tables[AccountPart.EFFORTS].counts[Effort.MEDIATION] or 0)


def _gives_back_supervision(account: AnnualAccount, small: list[AccountPart]) -> bool:
    total = account.tables[AccountPart.CRITICISM].total
    tables = (AccountPart.SUPERVISIONS, AccountPart.SUPERVISIONS_IN_COMPLAINTS)
    return bool(total) and any(part in small for part in tables)


def _small_results(results: Results) -> bool:
    """Whether the account of their own period would withhold them."""
    few = any(_is_small(cell.count) for cell in results.upheld.cells)
    return few or _small_administrations(results)


def _small_administrations(results: Results) -> bool:
    """Whether few were upheld in an administration, few were not, or of few it is not known: what
    it had in all stands in another table."""
    received = results.administrations.counts
    for one in results.by_administration:
        upheld, known = one.share.count or 0, one.share.of or 0
        unknown = (received[one.administration] or 0) - known
        if any(map(_is_small, (upheld, known - upheld, unknown))):
            return True
    return False


def _small_rungs(rungs: Mapping[str, Duration], counts: Mapping[str, int | None]) -> bool:
    """Whether few are closed on one rung, or few still open."""
    return any(_is_small_part(one.closed or 0, counts[code] or 0) for code, one in rungs.items())


def _table(account: AnnualAccount, part: AccountPart, judged: _Judged) -> Breakdown:
    table, whole = account.tables[part], account.whole_of(part)
    if part not in judged:
        return replace(
            table,
            cells=tuple(
                replace(cell, percent=percent(cell.count or 0, whole, _step(whole)))
                for cell in table.cells
            ),
        )
    total = None if _total_gives_back(account, part, judged) else table.total
    return Breakdown(total, tuple(Cell(cell.code, None) for cell in table.cells))


def _total_gives_back(account: AnnualAccount, part: AccountPart, judged: _Judged) -> bool:
    """Whether the sum of a table that is withheld has to go with it."""
    total = account.tables[part].total or 0
    if part is AccountPart.DISCRIMINATION:
        return _is_small_part(total, account.complaints)
    if part is AccountPart.SUPERVISIONS_IN_COMPLAINTS:
        # Each is of one citizen, and a rung of the ladder of efforts.
        return _is_small(total) or AccountPart.EFFORTS in judged
    if part is AccountPart.CRITICISM:
        tables = (AccountPart.SUPERVISIONS, AccountPart.SUPERVISIONS_IN_COMPLAINTS)
        return any(one in judged for one in tables)
    return part in SEVERAL


def _before(earlier: EarlierPeriod, judged: _Judged) -> EarlierPeriod:
    results = earlier.results
    if results is None:
        return earlier
    told = AccountPart.UPHELD_BEFORE not in judged
    printed = Results(
        _NO_TABLE,
        _NO_TABLE,
        _rounded(results.share) if told else _NOTHING,
        _upheld_in(results.by_administration, told=told),
    )
    return replace(earlier, results=printed)


def _upheld_in(shares: tuple[UpheldIn, ...], *, told: bool) -> tuple[UpheldIn, ...]:
    return tuple(
        UpheldIn(one.administration, _rounded(one.share) if told else _NOTHING) for one in shares
    )


def _duration(duration: Duration, part: AccountPart, judged: _Judged) -> Duration:
    return replace(duration, days=None, mean=None) if part in judged else duration


def _rungs(
    rungs: Mapping[str, Duration], part: AccountPart, judged: _Judged
) -> dict[str, Duration]:
    return {code: _NO_DURATION if part in judged else one for code, one in rungs.items()}


def _rounded(share: Share) -> Share:
    return share_of(share.count or 0, share.of or 0, _step(share.of or 0))


def _step(of: int) -> Decimal:
    return WHOLE if of < _TENTHS_FROM else TENTH


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < THRESHOLD


def _is_small_part(count: int, whole: int) -> bool:
    """Whether a part of a whole that is told, or what is left of it, is small."""
    return _is_small(count) or _is_small(whole - count)
