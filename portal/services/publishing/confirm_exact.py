"""A second person agrees that a small figure is told."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import with_exact_confirmed
from portal.services.publishing.change_draft import change_draft
from portal.services.workplace import Member, Workplace


def confirm_exact(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    *,
    figure: str,
    version: int,
) -> ReportDraft:
    """Confirm that a figure is told exactly. Who asked for it cannot.

    Raises DraftChanged, InvalidInput (`figure`, `own_wish`), NotFound for a figure nobody asked
    for, and what `read_draft` raises.
    """
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda draft: with_exact_confirmed(draft, figure, member.id, workplace.today()),
        version=version,
        event=SystemEvent.EXACT_FIGURE_CONFIRMED,
    )
