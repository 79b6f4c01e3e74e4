"""What the attacker learns from a published annual report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from portal.domain.annual_report import AnnualReport
from portal.domain.disclosure_control import publishable
from portal.domain.withholding import THRESHOLD
from portal.municipality import load_municipality
from portal.reports.as_json import annual_json
from tests.support.attacker import Attacker, read_annual

COPENHAGEN = load_municipality()


def as_json(report: AnnualReport) -> dict[str, Any]:
    return json.loads(annual_json(report, COPENHAGEN, "en"))  # type: ignore[no-any-return]


def truth_of(report: AnnualReport, place: str = "") -> dict[str, int]:
    """Every small figure by the attacker's name for it."""
    knowing = Attacker()
    read_annual(knowing, as_json(report), place)
    return {
        name: count
        for name, count in knowing.known().items()
        if 0 < count < THRESHOLD and not name.startswith(("received", "matters", "closing"))
    }


def all_withheld(report: AnnualReport) -> AnnualReport:
    """The report with nothing told but what the law wants told."""
    return publishable(report, threshold=10**6)


def learned(
    attacker: Attacker, blind: Attacker, small: Iterable[str]
) -> dict[str, tuple[int, int]]:
    """The small figures of which he learns more than from a report that tells nothing, and more
    than that they are small."""
    found = {}
    for name in small:
        least, most = attacker.range_of(name)
        at_least, at_most = blind.range_of(name)
        if least > max(1, at_least) or most < min(THRESHOLD - 1, at_most):
            found[name] = (least, most)
    return found


def learned_of_report(report: AnnualReport) -> dict[str, tuple[int, int]]:
    """The same of one report, once it is published as it may be."""
    attacker, blind = Attacker(), Attacker()
    read_annual(attacker, as_json(publishable(report)))
    read_annual(blind, as_json(all_withheld(report)))
    return learned(attacker, blind, truth_of(report))
