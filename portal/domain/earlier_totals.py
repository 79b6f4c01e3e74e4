"""Totals of years from before the portal had any cases, as they were published then."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.domain.period import Period


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

    `upheld` and `known` are what the share of upheld complaints is made of.
    """

    period: Period
    complaints: int
    assistance: int | None = None
    teaching: int | None = None
    total: int | None = None
    upheld: int | None = None
    known: int | None = None


@dataclass(frozen=True)
class EarlierTotals:
    """Everything that was imported, oldest period first."""

    reports: tuple[EarlierReport, ...] = ()
    accounts: tuple[EarlierAccount, ...] = ()
