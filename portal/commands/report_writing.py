"""A report or an account for whoever asks: counted in the edition she wants, and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.domain.period import Period
from portal.domain.publication import THRESHOLDS, ReportDraft, ReportKind

if TYPE_CHECKING:
    from datetime import date

    from portal.domain.municipality import Municipality
    from portal.services.publishing.count_shown import Shown
    from portal.services.workplace import Member, Workplace


def counted(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    threshold: int | None,
) -> Shown:
    """The figures of a period: all of them, or with a `threshold` (the smallest figure told) those
    that everybody may know.

    Raises DoesNotReconcile, AccountDoesNotReconcile, NotFound, NotPermitted, CannotOpen.
    """
    from portal.services.publishing.count_shown import count_shown

    draft = ReportDraft(kind, Period(first, last), threshold or THRESHOLDS[0])
    return count_shown(workplace, member, draft, internal=threshold is None)


def report_content(report: Shown, municipality: Municipality, form: str, language: str) -> bytes:
    """The report as JSON, or in one of written.FORMATS."""
    from portal.reports.edition import Edition, edition_file

    return edition_file(Edition(report), municipality, language, form)
