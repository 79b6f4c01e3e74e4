"""The annual report as JSON (schemas/annual.schema.json): withheld figures are null."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from portal.domain.annual_report import AnnualReport, EarlierCount
from portal.domain.breakdown import Breakdown
from portal.domain.days_taken import DaysTaken
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.reports.annual_tables import AnnualTables
from portal.reports.tables import Chapter


def annual_json(
    report: AnnualReport,
    municipality: Municipality,
    language: str,
    *,
    chapters: Iterable[Chapter] = (),
    remarks: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The report as UTF-8 JSON. `language` is that of the labels; `chapters` and `remarks` (by the
    code of their table) are what the unit says itself."""
    told = AnnualTables(report, municipality, language)
    content = {
        "title": told.title,
        "language": language,
        "municipality": municipality.code,
        "period": period_json(report.period),
        "as_of": report.as_of.isoformat(),
        "until": report.until.isoformat(),
        "internal": report.internal,
        "received": report.received,
        "previous": [_previous(earlier) for earlier in report.earlier],
        "matters": report.matters,
        "themes": [
            {
                "code": cell.code,
                "label": told.label("themes", cell.code),
                "count": cell.count,
                "percent": number_json(cell.percent),
            }
            for cell in report.themes.cells
        ],
        "decisions": report.decisions.counts,
        "grounds": report.grounds.counts,
        "outcomes": report.outcomes.counts,
        "police_reports": report.police_reports,
        "passed_on": report.passed_on,
        "followed_up": report.followed_up,
        "stock": {
            "opening": report.stock.opening,
            "received": report.stock.received,
            "closed": report.stock.closed,
            "closing": report.stock.closing,
            "reopened": report.stock.reopened,
        },
        "pending": report.pending.counts,
        "days": {
            "acknowledgement": _days(report.acknowledgement),
            "feedback": _days(report.feedback) | {"extended": report.extended},
        },
        "percent": {
            name: {cell.code: number_json(cell.percent) for cell in table.cells}
            for name, table in _shared(report).items()
        },
        "labels": {
            name: {cell.code: told.label(name, cell.code) for cell in table.cells}
            for name, table in _labelled(report).items()
        },
        "threshold": report.threshold,
        "withheld": [
            {"part": part, "reason": dict(report.withheld)[part], "text": text}
            for part, text in told.withheld_notes()
        ],
        **own_words_json(chapters, remarks),
    }
    if report.by_administration is not None:
        content["by_administration"] = report.by_administration.counts
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _shared(report: AnnualReport) -> dict[str, Breakdown]:
    tables = {
        "decisions": report.decisions,
        "grounds": report.grounds,
        "outcomes": report.outcomes,
    }
    if report.by_administration is not None:
        tables["by_administration"] = report.by_administration
    return tables


def _labelled(report: AnnualReport) -> dict[str, Breakdown]:
    return _shared(report) | {"pending": report.pending}


def _previous(earlier: EarlierCount) -> dict[str, Any]:
    return {
        "period": period_json(earlier.period),
        "received": earlier.received,
        "matters": earlier.matters,
        "closed": earlier.closed,
        "closing": earlier.closing,
        "imported": earlier.imported,
    }


def own_words_json(chapters: Iterable[Chapter], remarks: Mapping[str, str]) -> dict[str, Any]:
    """What the unit says itself."""
    told = [
        {"code": one.code, "title": one.title, "language": one.language, "lines": one.lines}
        for one in chapters
    ]
    return {"chapters": told, "remarks": dict(remarks)}


def period_json(period: Period) -> dict[str, str]:
    """Its first and last day, ISO 8601."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _days(taken: DaysTaken) -> dict[str, Any]:
    return {
        "count": taken.given,
        "median": number_json(taken.median),
        "percentile_90": taken.ninetieth,
        "within": taken.within,
        "judged": taken.judged,
        "percent": number_json(taken.percent),
    }


def number_json(value: Decimal | None) -> float | None:
    """JSON knows no decimals; one place of them survives the way through a float."""
    return None if value is None else float(value)
