"""What was imported of a year as JSON (schemas/imported.schema.json): withheld figures are null."""

import json
from typing import Any

from portal.domain.annual_report import Part
from portal.domain.breakdown import Breakdown
from portal.domain.imported_report import ImportedReport
from portal.domain.municipality import Municipality
from portal.reports.as_json import number_json, period_json
from portal.reports.imported_tables import ImportedTables


def imported_json(report: ImportedReport, municipality: Municipality, language: str) -> bytes:
    """The report as UTF-8 JSON. `language` is that of the labels."""
    told = ImportedTables(report, municipality, language)
    content = {
        "title": told.title,
        "language": language,
        "municipality": municipality.code,
        "period": period_json(report.period),
        "imported": True,
        "internal": report.internal,
        "received": report.received,
        "matters": report.matters,
        "closed": report.closed,
        "closing": report.closing,
        "themes": _rows(told, Part.THEMES, report.themes),
        "pending": _rows(told, Part.PENDING, report.pending),
        "threshold": report.threshold,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _rows(told: ImportedTables, part: Part, table: Breakdown | None) -> list[dict[str, Any]] | None:
    if table is None:
        return None
    return [
        {
            "code": cell.code,
            "label": told.label(part, cell.code),
            "count": cell.count,
            "percent": number_json(cell.percent),
        }
        for cell in table.cells
    ]
