"""The year's account of complaints, or that of any other period.

Counted is what was received in the period, as it is known on the day of counting; the stock is that
of the period itself. Enquiries and teaching are counted by their number alone, and so is what went
on through the other door or in another complaint: the tables are of complaints, and of the
adviser's own work (adviser_account.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from portal.domain.account_figures import (
    Duration,
    Everything,
    Natures,
    Share,
    UpheldIn,
    duration_of,
    everything_of,
    natures_of,
)
from portal.domain.account_parts import (
    AccountPart,
    ShareKind,
)
from portal.domain.adviser_account import (
    Assisted,
    SupervisionStock,
    adviser_tables,
    asked_on,
    assistance_in,
    assisted,
    supervision_stock,
)
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Breakdown
from portal.domain.case_status import CaseKind
from portal.domain.complaint import (
    Channel,
    Effort,
)
from portal.domain.complaint_account import (
    Results,
    complaint_tables,
    complaints_of,
    durations_by,
    results_of,
    share_in,
    upheld_by_administration,
)
from portal.domain.earlier_totals import NO_TOTALS, EarlierAccount, EarlierTotals
from portal.domain.errors import InvalidInput
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts
from portal.domain.stock import Stock, stock_of
from portal.domain.withholding import THRESHOLD

_YEARS_BESIDE: Final = (1, 2)


@dataclass(frozen=True)
class EarlierPeriod:
    """What came in the same part of an earlier year, and with what result; None from before the
    portal had any. Of that time there may be `imported`, as it was published then."""

    period: Period
    natures: Natures | None
    everything: Everything | None
    results: Results | None
    imported: EarlierAccount | None = None


@dataclass(frozen=True)
class AnnualAccount:
    """Everything counted. `as_of` is the day of counting, `until` the last day that is in it.

    `tables` has each part that is a table of its own, up to STANDINGS. `internal` says that every
    cell stands; a published one has None where something is withheld, with the parts it is in and
    the reason in `withheld`; `told` and `withheld_figures` are its figures by their names in
    account_sums.py, `exact` those that are small and told all the same.
    """

    period: Period
    as_of: date
    until: date
    received: Natures
    everything: Everything
    earlier: tuple[EarlierPeriod, ...]
    stock: Stock
    tables: Mapping[AccountPart, Breakdown]
    shares: Mapping[ShareKind, Share]
    upheld_by_administration: tuple[UpheldIn, ...]
    duration: Duration
    duration_by_effort: Mapping[str, Duration]
    duration_by_channel: Mapping[str, Duration]
    assistance: Assisted
    supervision: SupervisionStock
    internal: bool = True
    withheld: tuple[tuple[AccountPart, Reason], ...] = ()
    threshold: int = THRESHOLD
    told: Mapping[str, int] = field(default_factory=dict)
    withheld_figures: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    @property
    def complaints(self) -> int:
        """How many complaints were received: what every table of them is of."""
        return self.received.complaint

    @property
    def results(self) -> Results:
        """What came of the complaints of the period."""
        return Results(
            self.tables[AccountPart.ADMINISTRATIONS],
            self.tables[AccountPart.UPHELD],
            self.shares[ShareKind.UPHELD],
            self.upheld_by_administration,
        )

    def whole_of(self, part: AccountPart) -> int:
        """What the percentages of a table are of."""
        if part in _OF_THEIR_OWN:
            return self.tables[part].total or 0
        of_another = {
            AccountPart.COMPETENCE: self.everything.assistance,
            AccountPart.PRACTICE: self.everything.assistance,
            AccountPart.SUPERVISIONS_BEGUN: self.tables[AccountPart.SUPERVISIONS].total,
            AccountPart.RECOMMENDATION_ADMINISTRATIONS: self.tables[
                AccountPart.RECOMMENDATIONS
            ].total,
        }
        return of_another.get(part, self.complaints) or 0


_OF_THEIR_OWN: Final = (
    AccountPart.DISCRIMINATION,
    AccountPart.ASSISTANCE_ADMINISTRATIONS,
    AccountPart.SUPERVISIONS,
    AccountPart.SUPERVISIONS_IN_COMPLAINTS,
    AccountPart.CRITICISM,
    AccountPart.RECOMMENDATIONS,
    AccountPart.STANDINGS,
)


def count_account(
    cases: Sequence[StatisticalFacts],
    period: Period,
    today: date,
    municipality: Municipality,
    earlier: EarlierTotals = NO_TOTALS,
) -> AnnualAccount:
    """The count of a period from the facts of every case. Codes come in the municipality's order.
    `earlier` is what was imported of the time before the portal.

    Raises InvalidInput (`first`, `not_begun`) for a period that lies ahead.
    """
    if period.first > today:
        raise InvalidInput("first", "not_begun")
    filed = [case for case in cases if case.kind is CaseKind.COMPLAINT]
    received = [case for case in filed if case.received_on in period]
    pairs = complaints_of(received)
    complaints = [complaint for _, complaint in pairs]
    tables = complaint_tables(complaints, municipality)
    tables |= adviser_tables(cases, period, municipality)
    assistance = assistance_in(cases, period)
    natures = natures_of(received)
    return AnnualAccount(
        period=period,
        as_of=today,
        until=min(period.last, today),
        received=natures,
        everything=everything_of(natures, [case.assistance for case in assistance]),
        earlier=_earlier(cases, period, municipality, earlier),
        stock=stock_of(filed, period),
        tables=tables,
        shares={kind: share_in(tables, kind) for kind in ShareKind},
        upheld_by_administration=upheld_by_administration(complaints, tables),
        duration=duration_of((day, one.closed_on) for day, one in pairs),
        duration_by_effort=durations_by("effort", tuple(Effort), pairs),
        duration_by_channel=durations_by("channel", tuple(Channel), pairs),
        assistance=assisted(assistance),
        supervision=supervision_stock(cases, period),
    )


def first_asked(cases: Iterable[StatisticalFacts]) -> date:
    """The day on which the adviser was first asked anything; the last of all days while nobody
    has."""
    days = (
        asked_on(case) if case.kind is CaseKind.ASSISTANCE else case.received_on
        for case in cases
        if case.kind in (CaseKind.COMPLAINT, CaseKind.ASSISTANCE)
    )
    return min(days, default=date.max)


def _earlier(
    cases: Sequence[StatisticalFacts],
    period: Period,
    municipality: Municipality,
    totals: EarlierTotals,
) -> tuple[EarlierPeriod, ...]:
    beginning = first_asked(cases)
    told = []
    for before in map(period.years_before, _YEARS_BESIDE):
        imported = totals.account_of(before, beginning)
        if imported is not None or before.last < beginning:
            told.append(EarlierPeriod(before, None, None, None, imported))
        else:
            told.append(_counted_before(cases, before, municipality))
    return tuple(told)


def _counted_before(
    cases: Sequence[StatisticalFacts], period: Period, municipality: Municipality
) -> EarlierPeriod:
    filed = [case for case in cases if case.kind is CaseKind.COMPLAINT]
    received = [case for case in filed if case.received_on in period]
    natures = natures_of(received)
    return EarlierPeriod(
        period,
        natures,
        everything_of(natures, [case.assistance for case in assistance_in(cases, period)]),
        results_of(complaints_of(received), municipality),
    )
