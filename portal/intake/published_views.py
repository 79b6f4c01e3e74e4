"""What the unit has published, for everybody: no form, no cookie, nothing that is counted anew."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from flask import Response, current_app, render_template, request

from portal.domain.municipality import LocalText
from portal.domain.publication import FORMS, PublishedReport, ReportKind, file_name
from portal.reports.media_types import MEDIA_TYPES
from portal.reports.period_words import short_name
from portal.services.publishing.list_file_digests import list_file_digests
from portal.services.publishing.list_file_sizes import list_file_sizes
from portal.services.publishing.list_published import list_published
from portal.services.publishing.read_publication import read_publication, read_publication_file
from portal.web.language import chosen_language
from portal.web.workplace import workplace

_NAMES: Final = {ReportKind.ANNUAL: "whistleblowerordning", ReportKind.ACCOUNT: "klager"}
_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class ShownEdition:
    """`newer` is the edition that has taken its place, if one has; `because` says what a correction
    is of, in the reader's language, and `because_language` in which that is when it is another."""

    report: PublishedReport
    period: str
    because: str
    because_language: str
    newer: PublishedReport | None


def published() -> str:
    reports = list_published(workplace())
    shown = [_shown(report, reports) for report in reports]
    return render_template(
        "intake/published.html",
        groups=[(kind, [one for one in shown if one.report.kind is kind]) for kind in ReportKind],
        files=_files(),
    )


def published_edition(published_id: str) -> str:
    report = read_publication(workplace(), published_id)
    return render_template(
        "intake/published_edition.html",
        edition=_shown(report, list_published(workplace())),
        digests=list_file_digests(workplace(), report.id),
        files=_files(),
    )


def published_file(published_id: str, name: str) -> Response:
    """A file as it went out. The web page is shown, anything else is kept."""
    report = read_publication(workplace(), published_id)
    content = read_publication_file(workplace(), published_id, name)
    language, _dot, form = name.partition(".")
    answer = Response(content, content_type=MEDIA_TYPES[form])
    answer.content_language.add(language)
    if form == "html":
        answer.headers["Content-Security-Policy"] = _policy_of(content)
    else:
        called = _called(report, name)
        answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    answer.set_etag(sha256(content).hexdigest())
    answer.make_conditional(request)
    return answer


def _shown(report: PublishedReport, reports: list[PublishedReport]) -> ShownEdition:
    editions = [one for one in reports if (one.kind, one.period) == (report.kind, report.period)]
    newest = max(editions, key=lambda one: one.number)
    because, language = _told(report.because)
    return ShownEdition(
        report=report,
        period=short_name(report.period, _language()),
        because=because,
        because_language=language,
        newer=newest if newest.number > report.number else None,
    )


def _files() -> dict[str, Any]:
    """What the lists of files are made of."""
    return {
        "sizes": list_file_sizes(workplace()),
        "forms": FORMS,
        "file_name": file_name,
    }


def _told(text: LocalText) -> tuple[str, str]:
    """A text in the reader's language, or in the one it was written in, and which that is."""
    language = _language()
    written = text.text(language)
    if written or language == "da":
        return written, language
    return text.da, "da"


def _language() -> str:
    return chosen_language(current_app.config["PORTAL_LANGUAGES"])


def _called(report: PublishedReport, name: str) -> str:
    """What a file is called where it is kept (ASCII)."""
    period = report.period
    days = str(period.calendar_year or f"{period.first.isoformat()}-{period.last.isoformat()}")
    edition = f"-{report.number}" if report.corrects else ""
    return f"{_NAMES[report.kind]}-{days}{edition}-{name}"


def _policy_of(page: bytes) -> str:
    """The page brings a style of its own: that one is let in by its hash, and nothing else."""
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(style).digest()).decode('ascii')}'"
        for style in _STYLE.findall(page)
    )
    return (
        f"default-src 'none'; style-src {hashes}; form-action 'none'; frame-ancestors 'none';"
        " base-uri 'none'"
    )
