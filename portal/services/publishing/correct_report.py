"""A published report is corrected: another edition goes out beside it, and the first one stays."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import NothingToCorrect
from portal.domain.municipality import LocalText
from portal.domain.publication import (
    LANGUAGES,
    Correction,
    PublishedReport,
    ReportKind,
    changed_figures,
)
from portal.domain.report_draft import correction_reason
from portal.services.publishing.build_documents import files_of
from portal.services.publishing.keep_edition import keep_edition, printed_in, ready_to_go_out
from portal.services.workplace import Member, Workplace


def correct_report(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    because: LocalText,
    *,
    version: int,
) -> PublishedReport:
    """Publish the next edition of a report, if its figures or words have changed, and return it;
    its documents tell the reason and each figure as it was and as it is. Sent twice it goes out
    once.

    Raises NothingToCorrect, InvalidInput (`because_da`: `too_short`, `too_long`; `because_en`,
    `too_long`), and what `publish_report` raises but AlreadyPublished.
    """
    because = correction_reason(because)
    ready = ready_to_go_out(workplace, member, kind, first, last, version)
    newest = ready.newest
    if newest is None:
        raise NothingToCorrect
    with workplace.open_unit() as unit:
        printed = printed_in(unit, newest)
    if ready.is_told_by(newest, printed):
        if newest.corrects and newest.because == because:
            return newest
        raise NothingToCorrect
    changes = {
        language: changed_figures(printed[language], ready.printed[language])
        for language in LANGUAGES
    }
    files = files_of(workplace, ready.counted, ready.draft, Correction(newest, because, changes))
    return keep_edition(
        *(workplace, member, ready, files), event=SystemEvent.REPORT_CORRECTED, because=because
    )
