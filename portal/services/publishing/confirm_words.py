"""A second person has read the words of a report and found that nobody can be recognised."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import with_read
from portal.services.publishing.change_draft import change_draft
from portal.services.workplace import Member, Workplace


def confirm_words(
    workplace: Workplace, member: Member, kind: ReportKind, first: date, last: date, *, version: int
) -> ReportDraft:
    """Confirm the words of the draft whose `version` the member read, with every warning that they
    gave. Who wrote any of them cannot.

    Raises DraftChanged, InvalidInput (`words`: `nothing_written`, `own_words`), and what
    `read_draft` raises.
    """
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda draft: with_read(draft, member.id, workplace.today()),
        version=version,
        event=SystemEvent.WORDS_CONFIRMED,
    )
