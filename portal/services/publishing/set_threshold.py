"""The smallest figure that a report tells is chosen."""

from datetime import date

from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import with_threshold
from portal.services.publishing.change_draft import change_draft
from portal.services.workplace import Member, Workplace


def set_threshold(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    threshold: int,
    *,
    version: int,
) -> ReportDraft:
    """Choose 3 or 5. Raises DraftChanged, InvalidInput (`threshold`, `not_offered`), and what
    `read_draft` raises."""
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda draft: with_threshold(draft, threshold),
        version=version,
    )
