"""What of an account of complaints may be published, by the rules of disclosure_control.py."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from portal.domain.account_figures import Duration, Hours, Share, UpheldIn, share_of
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.account_sums import (
    ANSWERED,
    NOT_ADDED,
    UNANSWERED,
    account_figures,
    account_sums,
    upheld_name,
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
from portal.domain.withholding import THRESHOLD, is_small, small_told, told_of, withhold

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
    secret: bytes = b"",
) -> AnnualAccount:
    """The account as it may be printed for everybody: None in what is withheld, with the reasons.

    `threshold`, `exact`, `others` and `secret` are those of disclosure_control.publishable.
    Percentages of fewer than 100 are whole.
    """
    own, others = counted_account(account), others or Others()
    counted = with_others(account.period, own, others, NOT_ADDED)
    withheld = withhold(counted.figures, counted.sums, threshold, exact, secret)
    few = _few(account, withheld, threshold)
    earlier = tuple(_before(one, others.printed.get(one.period)) for one in account.earlier)
    told = told_of(own.figures, withheld)
    assistance = account.assistance
    return replace(
        account,
        earlier=earlier,
        stock=replace(account.stock, reopened=told.get(AccountPart.REOPENED)),
        tables={part: _table(account, part, withheld) for part in account.tables},
        shares={
            kind: _share(share, f"shares.{kind}.count", f"shares.{kind}.of", withheld)
            for kind, share in account.shares.items()
        },
        upheld_by_administration=_upheld_in(account.upheld_by_administration, withheld),
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
        exact=small_told(own.figures, exact, threshold),
        withheld=tuple(_reasons(withheld, few, earlier)),
    )


def _reasons(
    withheld: Withheld, few: Collection[AccountPart], earlier: Iterable[EarlierPeriod]
) -> Iterator[tuple[AccountPart, Reason]]:
    """Each part in which something is withheld, with the reason, which does not say whether a
    figure is small itself or would give back one that is."""
    assistance = {ANSWERED: AccountPart.ASSISTANCE_DAYS, UNANSWERED: AccountPart.ASSISTANCE_DAYS}
    some = {assistance.get(name.split(".")[0], name.split(".")[0]) for name in withheld}
    if not all(_tells_all(one.results) for one in earlier if one.results):
        some.add(AccountPart.UPHELD_BEFORE)
    for part in AccountPart:
        if part in some:
            yield part, Reason.SMALL_FIGURES
        elif part in few:
            yield part, Reason.FEW_CASES


def _tells_all(results: Results) -> bool:
    shares = (results.share, *(one.share for one in results.by_administration))
    return all(None not in (one.count, one.of) for one in shares)


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


def _before(earlier: EarlierPeriod, printed: Mapping[str, int] | None) -> EarlierPeriod:
    """What was upheld in an earlier period, as the account of that very period told it: any other
    choice of figures could give back what it withheld. Nothing where none was published."""
    if earlier.results is None or printed is None:
        return replace(earlier, results=None)
    upheld = f"shares.{ShareKind.UPHELD}"
    whole = _printed_share(printed, f"{upheld}.count", f"{upheld}.of")
    each = tuple(
        UpheldIn(
            one.administration,
            _printed_share(printed, f"{upheld_name(one)}.yes", f"{upheld_name(one)}.known"),
        )
        for one in earlier.results.by_administration
    )
    return replace(earlier, results=Results(_NOT_TOLD, _NOT_TOLD, whole, each))


def _printed_share(printed: Mapping[str, int], count: str, of: str) -> Share:
    if count in printed and of in printed:
        return _rounded(printed[count], printed[of])
    return Share(printed.get(count), printed.get(of), None)


def _upheld_in(shares: Iterable[UpheldIn], withheld: Withheld) -> tuple[UpheldIn, ...]:
    names = ((one, upheld_name(one)) for one in shares)
    return tuple(
        UpheldIn(one.administration, _share(one.share, f"{name}.yes", f"{name}.known", withheld))
        for one, name in names
    )


def _share(share: Share, count: str, of: str, withheld: Withheld) -> Share:
    """A share without what is withheld; it takes both to tell a percentage."""
    if withheld.isdisjoint((count, of)):
        return _rounded(share.count or 0, share.of or 0)
    return Share(
        None if count in withheld else share.count, None if of in withheld else share.of, None
    )


def _rounded(count: int, of: int) -> Share:
    return share_of(count, of, WHOLE if of < _TENTHS_FROM else TENTH)


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
