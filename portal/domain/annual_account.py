"""The year's account of complaints, or that of any other period.

Counted is what was received in the period, as it is known on the day of counting; the stock is that
of the period itself. Enquiries and teaching are counted by their number alone: every table is of
complaints.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from portal.domain.account_figures import (
    UNSTATED,
    Duration,
    EarlierNatures,
    Natures,
    Share,
    UpheldIn,
    duration_of,
    mentions,
    natures_of,
    share_of,
)
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Breakdown, breakdown
from portal.domain.case_status import CaseKind
from portal.domain.complaint import (
    Channel,
    Effort,
    Learning,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
)
from portal.domain.complaint_facts import ComplaintFacts
from portal.domain.errors import InvalidInput
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts
from portal.domain.stock import Stock, stock_of

NOT_ENTERED: Final = "not_entered"
FORWARDED: Final = "yes"
NOT_FORWARDED: Final = "no"

_YEARS_BESIDE = (1, 2)


class AccountPart(StrEnum):
    """What of an account can be withheld by itself; the tables first."""

    ADMINISTRATIONS = "administrations"
    CHANNELS = "channels"
    WANTS = "wants"
    ABOUTS = "abouts"
    SUB_THEMES = "sub_themes"
    GRAVITIES = "gravities"
    EFFORTS = "efforts"
    UPHELD = "upheld"
    SOLVED = "solved"
    LEARNING = "learning"
    SATISFACTION = "satisfaction"
    DISCRIMINATION = "discrimination"
    FORWARDED = "forwarded"
    UPHELD_BY_ADMINISTRATION = "upheld_by_administration"
    DAYS = "days"
    DAYS_BY_EFFORT = "days_by_effort"
    REOPENED = "reopened"


# Of these a complaint may have several; all other tables have it in one cell, or in none.
SEVERAL: Final = (AccountPart.WANTS, AccountPart.SUB_THEMES)


class ShareKind(StrEnum):
    UPHELD = "upheld"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    SATISFIED_OF_KNOWN = "satisfied_of_known"


@dataclass(frozen=True)
class Ratio:
    """A share of some cells of a table in others."""

    table: AccountPart
    count: tuple[str, ...]
    of: tuple[str, ...]


# The published shares of satisfied and dissatisfied citizens leave 14 % over (2023: 82 and 4): they
# are of everybody whose answer was registered, `unknown` included.
RATIOS: Final[Mapping[ShareKind, Ratio]] = {
    ShareKind.UPHELD: Ratio(AccountPart.UPHELD, (Upheld.YES,), (Upheld.YES, Upheld.NO)),
    ShareKind.SOLVED: Ratio(
        AccountPart.SOLVED,
        (Solved.WHOLLY, Solved.PARTLY),
        (Solved.WHOLLY, Solved.PARTLY, Solved.NOT),
    ),
    ShareKind.SATISFIED: Ratio(
        AccountPart.SATISFACTION, (Satisfaction.SATISFIED,), tuple(Satisfaction)
    ),
    ShareKind.NOT_SATISFIED: Ratio(
        AccountPart.SATISFACTION, (Satisfaction.NOT_SATISFIED,), tuple(Satisfaction)
    ),
    ShareKind.SATISFIED_OF_KNOWN: Ratio(
        AccountPart.SATISFACTION,
        (Satisfaction.SATISFIED,),
        (Satisfaction.SATISFIED, Satisfaction.NOT_SATISFIED),
    ),
}


@dataclass(frozen=True)
class AnnualAccount:
    """Everything counted. `as_of` is the day of counting, `until` the last day that is in it.

    `tables` has each part that is a table of its own, up to FORWARDED. `internal` says that every
    cell stands; a published one has `withheld` instead, and None in the cells it names.
    """

    period: Period
    as_of: date
    until: date
    received: Natures
    earlier: tuple[EarlierNatures, ...]
    stock: Stock
    tables: Mapping[AccountPart, Breakdown]
    shares: Mapping[ShareKind, Share]
    upheld_by_administration: tuple[UpheldIn, ...]
    duration: Duration
    duration_by_effort: Mapping[Effort, Duration]
    internal: bool = True
    withheld: tuple[tuple[AccountPart, Reason], ...] = ()

    @property
    def complaints(self) -> int:
        """How many complaints were received: what every table is of."""
        return self.received.complaint


def count_account(
    cases: Sequence[StatisticalFacts], period: Period, today: date, municipality: Municipality
) -> AnnualAccount:
    """The count of a period from the facts of every case. Codes come in the municipality's order.

    Raises InvalidInput (`first`, `not_begun`) for a period that lies ahead.
    """
    if period.first > today:
        raise InvalidInput("first", "not_begun")
    all_of_them = [case for case in cases if case.kind is CaseKind.COMPLAINT]
    received = [case for case in all_of_them if case.received_on in period]
    pairs = [
        (case.received_on, case.complaint)
        for case in received
        if case.complaint is not None and case.complaint.nature is Nature.COMPLAINT
    ]
    complaints = [complaint for _, complaint in pairs]
    tables = _tables(complaints, municipality)
    return AnnualAccount(
        period=period,
        as_of=today,
        until=min(period.last, today),
        received=natures_of(received),
        earlier=_earlier(all_of_them, period),
        stock=stock_of(all_of_them, period),
        tables=tables,
        shares={kind: share_in(tables, kind) for kind in ShareKind},
        upheld_by_administration=_upheld_by_administration(complaints, tables),
        duration=duration_of((day, one.closed_on) for day, one in pairs),
        duration_by_effort={
            effort: duration_of((day, one.closed_on) for day, one in pairs if one.effort is effort)
            for effort in Effort
        },
    )


def share_in(tables: Mapping[AccountPart, Breakdown], kind: ShareKind) -> Share:
    """One of the shares, worked out from its table."""
    ratio = RATIOS[kind]
    counts = tables[ratio.table].counts
    return share_of(
        sum(counts[code] or 0 for code in ratio.count), sum(counts[code] or 0 for code in ratio.of)
    )


def _tables(
    complaints: Sequence[ComplaintFacts], municipality: Municipality
) -> dict[AccountPart, Breakdown]:
    whole = len(complaints)
    codes = municipality.codes
    grounds = [one.discrimination for one in complaints if one.discrimination]
    one_each: Mapping[AccountPart, tuple[Sequence[str], list[str | None]]] = {
        AccountPart.ADMINISTRATIONS: (
            codes("administration"),
            [one.administration for one in complaints],
        ),
        AccountPart.CHANNELS: (tuple(Channel), [one.channel for one in complaints]),
        AccountPart.ABOUTS: (codes("about"), [one.about for one in complaints]),
        AccountPart.GRAVITIES: (codes("gravity"), [one.gravity for one in complaints]),
        AccountPart.EFFORTS: (tuple(Effort), [one.effort for one in complaints]),
        AccountPart.UPHELD: ((*Upheld, NOT_ENTERED), [_result(one) for one in complaints]),
        AccountPart.SOLVED: (tuple(Solved), [one.solved for one in complaints]),
        AccountPart.LEARNING: (tuple(Learning), [one.learning for one in complaints]),
        AccountPart.SATISFACTION: (tuple(Satisfaction), [one.satisfaction for one in complaints]),
        AccountPart.FORWARDED: (
            (FORWARDED, NOT_FORWARDED),
            [FORWARDED if one.forwarded_on_word else NOT_FORWARDED for one in complaints],
        ),
    }
    return {
        part: breakdown(order, [code or UNSTATED for code in found], whole)
        for part, (order, found) in one_each.items()
    } | {
        AccountPart.WANTS: mentions(codes("want"), [one.wants for one in complaints], whole),
        AccountPart.SUB_THEMES: mentions(
            codes("sub_theme"), [one.sub_themes for one in complaints], whole
        ),
        AccountPart.DISCRIMINATION: breakdown(codes("discrimination"), grounds, len(grounds)),
    }


def _result(complaint: ComplaintFacts) -> str | None:
    """What came of it: only what was entered into can be upheld."""
    if complaint.entered_into is None:
        return None
    return complaint.upheld if complaint.entered_into else NOT_ENTERED


def _upheld_by_administration(
    complaints: Sequence[ComplaintFacts], tables: Mapping[AccountPart, Breakdown]
) -> tuple[UpheldIn, ...]:
    known = [(one.administration, _result(one)) for one in complaints]
    return tuple(
        UpheldIn(
            code,
            share_of(
                known.count((code, Upheld.YES)),
                known.count((code, Upheld.YES)) + known.count((code, Upheld.NO)),
            ),
        )
        for code in tables[AccountPart.ADMINISTRATIONS].counts
    )


def _earlier(cases: Sequence[StatisticalFacts], period: Period) -> tuple[EarlierNatures, ...]:
    beginning = min((case.received_on for case in cases), default=date.max)
    told = []
    for known in map(period.years_before, _YEARS_BESIDE):
        received = [case for case in cases if case.received_on in known]
        told.append(
            EarlierNatures(known, natures_of(received) if known.last >= beginning else None)
        )
    return tuple(told)
