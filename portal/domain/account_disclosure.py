"""What of an account of complaints may be published, by the rules of disclosure_control.py."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from portal.domain.account_figures import Duration, Hours, Share, UpheldIn, share_of
from portal.domain.account_parts import AccountPart
from portal.domain.account_sums import (
    ANSWERED,
    NOT_ADDED,
    UNANSWERED,
    account_figures,
    account_sums,
    before_name,
    whole_name,
)
from portal.domain.annual_account import AnnualAccount, EarlierPeriod
from portal.domain.annual_figures import cell_name
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Breakdown
from portal.domain.complaint_account import Results
from portal.domain.disclosure_control import without
from portal.domain.distribution import TENTH, WHOLE
from portal.domain.overlapping import Counted, Others, with_others
from portal.domain.withholding import THRESHOLD, is_small, told_of, withhold

# Below this many a tenth of a per cent pretends to more than is known.
_TENTHS_FROM: Final = 100

_NOT_TOLD: Final = Breakdown(None, ())

Withheld = frozenset[str]


def counted_account(account: AnnualAccount) -> Counted:
    """The figures of an account with every cell, and their sums."""
    return Counted(account_figures(account), account_sums(account))


def publishable_account(
    account: AnnualAccount,
    *,
    threshold: int = THRESHOLD,
    exact: Collection[str] = (),
    others: Others | None = None,
) -> AnnualAccount:
    """The account as it may be printed for everybody: None in what is withheld, with the reasons.

    `threshold`, `exact` and `others` are those of disclosure_control.publishable. Percentages of
    fewer than 100 are whole.
    """
    own = counted_account(account)
    counted = with_others(account.period, own, others or Others(), NOT_ADDED)
    withheld = withhold(counted.figures, counted.sums, threshold, exact)
    few = _few(account, withheld, threshold)
    told = told_of(own.figures, withheld)
    assistance = account.assistance
    return replace(
        account,
        earlier=tuple(
            _before(one, before_name(years), withheld)
            for years, one in enumerate(account.earlier, start=1)
        ),
        stock=replace(account.stock, reopened=told.get(AccountPart.REOPENED)),
        tables={part: _table(account, part, withheld) for part in account.tables},
        shares={
            kind: _share(share, f"shares.{kind}.count", f"shares.{kind}.of", withheld)
            for kind, share in account.shares.items()
        },
        upheld_by_administration=_upheld_in(
            AccountPart.UPHELD_BY_ADMINISTRATION, account.upheld_by_administration, withheld
        ),
        duration=_duration(account.duration, AccountPart.DAYS, withheld, threshold),
        duration_by_effort=_rungs(
            AccountPart.DAYS_BY_EFFORT, account.duration_by_effort, withheld, threshold
        ),
        duration_by_channel=_rungs(
            AccountPart.DAYS_BY_CHANNEL, account.duration_by_channel, withheld, threshold
        ),
        assistance=replace(
            assistance,
            duration=_duration(assistance.duration, ANSWERED, withheld, threshold),
            unanswered=told.get(UNANSWERED),
            hours=_hours(assistance.hours, told, told_too=AccountPart.HOURS not in few),
        ),
        internal=False,
        threshold=threshold,
        told=told,
        withheld_figures=withheld,
        withheld=tuple(_reasons(withheld, few)),
    )


def _reasons(
    withheld: Withheld, few: Collection[AccountPart]
) -> Iterator[tuple[AccountPart, Reason]]:
    """Each part in which something is withheld, with the reason, which does not say whether a
    figure is small itself or would give back one that is."""
    assistance = {ANSWERED: AccountPart.ASSISTANCE_DAYS, UNANSWERED: AccountPart.ASSISTANCE_DAYS}
    some = {assistance.get(name.split(".")[0], name.split(".")[0]) for name in withheld}
    for part in AccountPart:
        if part in some:
            yield part, Reason.SMALL_FIGURES
        elif part in few:
            yield part, Reason.FEW_CASES


def _few(account: AnnualAccount, withheld: Withheld, threshold: int) -> list[AccountPart]:
    """Of what there are too few for a mean or a sum to be told."""
    assistance = account.assistance
    counts = {
        AccountPart.DAYS: account.duration.closed,
        AccountPart.ASSISTANCE_DAYS: assistance.duration.closed,
        AccountPart.HOURS: assistance.hours.known,
    }
    names = {
        AccountPart.DAYS: AccountPart.DAYS,
        AccountPart.ASSISTANCE_DAYS: ANSWERED,
        AccountPart.HOURS: cell_name(AccountPart.HOURS, "known"),
    }
    few = [
        part
        for part, count in counts.items()
        if names[part] in withheld or is_small(count, threshold)
    ]
    rungs = {
        AccountPart.DAYS_BY_EFFORT: account.duration_by_effort,
        AccountPart.DAYS_BY_CHANNEL: account.duration_by_channel,
    }
    # A small number told exactly is still too small for a mean.
    few += [
        part
        for part, durations in rungs.items()
        if any(is_small(one.closed, threshold) for one in durations.values())
    ]
    return few


def _table(account: AnnualAccount, part: AccountPart, withheld: Withheld) -> Breakdown:
    table, whole = account.tables[part], whole_name(part)
    return without(
        part,
        table,
        withheld,
        total_told=whole not in withheld,
        of=account.whole_of(part) if whole != part or part not in withheld else None,
    )


def _before(earlier: EarlierPeriod, name: str, withheld: Withheld) -> EarlierPeriod:
    results = earlier.results
    if results is None:
        return earlier
    printed = Results(
        _NOT_TOLD,
        _NOT_TOLD,
        _share(results.share, f"{name}.yes", f"{name}.known", withheld),
        _upheld_in(name, results.by_administration, withheld),
    )
    return replace(earlier, results=printed)


def _upheld_in(table: str, shares: Iterable[UpheldIn], withheld: Withheld) -> tuple[UpheldIn, ...]:
    names = ((one, cell_name(table, one.administration)) for one in shares)
    return tuple(
        UpheldIn(one.administration, _share(one.share, f"{name}.yes", f"{name}.known", withheld))
        for one, name in names
    )


def _share(share: Share, count: str, of: str, withheld: Withheld) -> Share:
    """A share without what is withheld; it takes both to tell a percentage."""
    if withheld.isdisjoint((count, of)):
        whole = share.of or 0
        return share_of(share.count or 0, whole, WHOLE if whole < _TENTHS_FROM else TENTH)
    return Share(
        None if count in withheld else share.count, None if of in withheld else share.of, None
    )


def _rungs(
    part: AccountPart, rungs: Mapping[str, Duration], withheld: Withheld, threshold: int
) -> dict[str, Duration]:
    return {
        code: _duration(one, cell_name(part, code), withheld, threshold)
        for code, one in rungs.items()
    }


def _duration(duration: Duration, name: str, withheld: Withheld, threshold: int) -> Duration:
    """How long it took: told with how many it was, and of no fewer than the threshold."""
    if name in withheld:
        return Duration(None, None, None)
    if is_small(duration.closed, threshold):
        return replace(duration, days=None, mean=None)
    return duration


def _hours(hours: Hours, told: Mapping[str, int], *, told_too: bool) -> Hours:
    return Hours(
        told.get(cell_name(AccountPart.HOURS, "known")),
        told.get(cell_name(AccountPart.HOURS, "unstated")),
        hours.quarters if told_too else None,
        hours.hours if told_too else None,
    )
