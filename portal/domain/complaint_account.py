"""What the account says of the complaints of a period: the tables, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.domain.account_figures import (
    UNSTATED,
    Duration,
    Share,
    UpheldIn,
    duration_of,
    mentions,
    share_of,
)
from portal.domain.account_parts import NO, NOT_ENTERED, RATIOS, YES, AccountPart, ShareKind
from portal.domain.breakdown import Breakdown, breakdown
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
from portal.domain.municipality import Municipality
from portal.domain.statistics import StatisticalFacts

# A complaint with the day of its receipt.
Received = tuple[date, ComplaintFacts]

_WHETHER: Final = (YES, NO)


@dataclass(frozen=True)
class Results:
    """What came of the complaints of one period: by administration, how many were received; by
    result; upheld as a share, of all and of each administration."""

    administrations: Breakdown
    upheld: Breakdown
    share: Share
    by_administration: tuple[UpheldIn, ...]


def complaints_of(received: Sequence[StatisticalFacts]) -> list[Received]:
    """The day of receipt and the facts of each that is a complaint of its own."""
    return [
        (case.received_on, one)
        for case in received
        if (one := case.complaint) and one.nature is Nature.COMPLAINT and not one.merged
    ]


def durations_by(
    name: str, codes: Sequence[str], complaints: Sequence[Received]
) -> dict[str, Duration]:
    """How long complaints took, for each code of one field of their register."""
    return {
        code: duration_of(
            (day, one.closed_on) for day, one in complaints if getattr(one, name) == code
        )
        for code in codes
    }


def results_of(received: Sequence[Received], municipality: Municipality) -> Results:
    """What came of the complaints of a period."""
    complaints = [complaint for _, complaint in received]
    tables = complaint_tables(complaints, municipality)
    return Results(
        tables[AccountPart.ADMINISTRATIONS],
        tables[AccountPart.UPHELD],
        share_in(tables, ShareKind.UPHELD),
        upheld_by_administration(complaints, tables),
    )


def share_in(tables: Mapping[AccountPart, Breakdown], kind: ShareKind) -> Share:
    """One of the shares, worked out from its table."""
    ratio = RATIOS[kind]
    counts = tables[ratio.table].counts
    return share_of(
        sum(counts[code] or 0 for code in ratio.count), sum(counts[code] or 0 for code in ratio.of)
    )


def complaint_tables(
    complaints: Sequence[ComplaintFacts], municipality: Municipality
) -> dict[AccountPart, Breakdown]:
    """Every table of the complaints. Codes come in the municipality's order."""
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
            _WHETHER,
            [YES if one.forwarded_on_word else NO for one in complaints],
        ),
        AccountPart.MEDIATED: (
            _WHETHER,
            [YES if one.mediated else NO for one in complaints],
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


def upheld_by_administration(
    complaints: Sequence[ComplaintFacts], tables: Mapping[AccountPart, Breakdown]
) -> tuple[UpheldIn, ...]:
    """What was upheld in each administration that the table of them has."""
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
