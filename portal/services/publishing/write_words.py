"""The unit's own words of a report are written."""

from datetime import date

from portal.domain.publication import OwnWords, ReportDraft, ReportKind
from portal.domain.report_draft import with_written
from portal.services.publishing.change_draft import change_draft
from portal.services.workplace import Member, Workplace


def write_words(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    words: OwnWords,
    *,
    version: int,
) -> ReportDraft:
    """Put words in the place of those in the draft whose `version` the member saw; other words
    than were read have to be read again. Returns the draft as it is now.

    Raises DraftChanged, InvalidInput (the field with `_da` or `_en`, `too_long`; `remarks`,
    `no_such_table`), and what `read_draft` raises.
    """
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda draft: with_written(draft, words, member.id),
        version=version,
    )
