"""The wish that a small figure be told is taken back."""

from datetime import date

from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import without_exact
from portal.services.publishing.change_draft import change_draft
from portal.services.workplace import Member, Workplace


def withdraw_exact(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    *,
    figure: str,
    version: int,
) -> ReportDraft:
    """Take the wish back, whoever asked and whether it was confirmed; one that nobody has is no
    error. Raises DraftChanged, and what `read_draft` raises."""
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda draft: without_exact(draft, figure),
        version=version,
    )
