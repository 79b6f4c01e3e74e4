"""A report goes out, and is frozen."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import AlreadyPublished
from portal.domain.publication import PublishedReport, ReportKind
from portal.services.publishing.build_documents import files_of
from portal.services.publishing.keep_edition import keep_edition, printed_in, ready_to_go_out
from portal.services.workplace import Member, Workplace


def publish_report(
    workplace: Workplace, member: Member, kind: ReportKind, first: date, last: date, *, version: int
) -> PublishedReport:
    """Publish the report of a period that is over, with the draft whose `version` the head of unit
    saw, and return the edition. Sent twice, or by two at once, it goes out once.

    Raises DraftChanged, NotReadyToPublish, AlreadyPublished (with other figures or words: correct
    it), DoesNotReconcile, AccountDoesNotReconcile, NotPermitted, NotFound, CannotOpen, BrokenList.
    """
    ready = ready_to_go_out(workplace, member, kind, first, last, version)
    if ready.newest is None:
        files = files_of(workplace, ready.counted, ready.draft)
        return keep_edition(workplace, member, ready, files, event=SystemEvent.REPORT_PUBLISHED)
    with workplace.open_unit() as unit:
        printed = printed_in(unit, ready.newest)
    if not ready.is_told_by(ready.newest, printed):
        raise AlreadyPublished
    return ready.newest
