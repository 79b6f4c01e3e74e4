"""Reports that were published, made up for the tests of where they are read."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from portal.domain.municipality import LocalText
from portal.domain.period import Period, year_of
from portal.domain.publication import (
    FORMS,
    LANGUAGES,
    PublishedReport,
    ReportKind,
    file_name,
    files_digest,
)
from portal.reports.as_html import document_html
from portal.reports.tables import Document, Table
from portal.services.workplace import Workplace

BECAUSE = LocalText("En sag var talt <b>to</b> gange.", "")


def files_of(text: str) -> dict[str, bytes]:
    """A file in each format and language; the web page is one, the others only say their names."""
    made = {
        file_name(language, form): f"{text} {language} {form}".encode()
        for language in LANGUAGES
        for form in FORMS
    }
    table = Table("totals", "Tal", ("Tal", "Antal"), (("Modtaget", 104),))
    for language in LANGUAGES:
        made[file_name(language, "html")] = document_html(Document(language, text, (), (table,)))
    return made


def publish(
    workplace: Workplace,
    by: str,
    kind: ReportKind = ReportKind.ANNUAL,
    period: Period | None = None,
    number: int = 1,
    on: date = date(2026, 2, 2),
) -> PublishedReport:
    """An edition of a report, the year 2025 if not said, as the account `by` (hex) published it."""
    files = files_of(f"Rapport {number}")
    report = PublishedReport(
        id=sha256(f"{kind} {period} {number}".encode()).hexdigest()[:32],
        kind=kind,
        period=period or year_of(2025),
        number=number,
        published_on=on,
        published_by=by,
        digest=files_digest(files),
        threshold=3,
        told={"received": 104},
        withheld=frozenset(),
        words="0" * 64,
        because=BECAUSE if number > 1 else LocalText("", ""),
    )
    with workplace.open_unit(write=True) as unit:
        unit.publications.add(report, {}, files)
        unit.commit()
    return report
