"""A published report is corrected: another edition goes out beside it, and the first one stays."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NothingToCorrect
from portal.domain.municipality import LocalText
from portal.domain.own_words import Telling, warnings
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
    `too_long`; either, `points_at_somebody`), and what `publish_report` raises but
    AlreadyPublished.
    """
    because = correction_reason(because)
    _check_nobody_is_pointed_at(workplace, because)
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


def _check_nobody_is_pointed_at(workplace: Workplace, because: LocalText) -> None:
    """A reason has no second reader: what he would stumble over is not in it."""
    for language, text in (("da", because.da), ("en", because.en)):
        found = warnings(text, workplace.municipality, language)
        if any(one.kind is not Telling.NUMBER for one in found):
            raise InvalidInput(f"because_{language}", "points_at_somebody")
