"""A report is written in all formats and both languages, as everybody may read it."""

from collections.abc import Sequence
from datetime import date

from portal.domain.publication import (
    FORMS,
    LANGUAGES,
    Correction,
    ReportDraft,
    ReportKind,
    file_name,
)
from portal.reports.edition import Edition, edition_file
from portal.services.publishing.count_for_everybody import CountedForEverybody, count_for_everybody
from portal.services.publishing.read_draft import read_draft
from portal.services.workplace import Member, Workplace


def build_documents(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    draft: ReportDraft | None = None,
    *,
    forms: Sequence[str] = FORMS,
    languages: Sequence[str] = LANGUAGES,
) -> dict[str, bytes]:
    """The files of a report as it would go out now, by their names (`da.pdf`): with a draft of it,
    or the one that is kept.

    Raises what `read_draft` and `count_for_everybody` raise.
    """
    draft = draft or read_draft(workplace, member, kind, first, last)
    counted = count_for_everybody(workplace, member, draft)
    return files_of(workplace, counted, draft, forms=forms, languages=languages)


def files_of(
    workplace: Workplace,
    counted: CountedForEverybody,
    draft: ReportDraft,
    correction: Correction | None = None,
    *,
    forms: Sequence[str] = FORMS,
    languages: Sequence[str] = LANGUAGES,
) -> dict[str, bytes]:
    """The files of a report that was counted, with the words of its draft."""
    edition = Edition(counted.report, draft.words, correction)
    return {
        file_name(language, form): edition_file(edition, workplace.municipality, language, form)
        for language in languages
        for form in forms
    }
