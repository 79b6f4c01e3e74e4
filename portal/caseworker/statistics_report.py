"""The report that an address of the statistics asks for: counted, worded, and as a file."""

from flask import Response

from portal.caseworker.document_files import attached_file
from portal.caseworker.statistics_choice import Choice, Edition
from portal.domain.access import Permission
from portal.domain.publication import THRESHOLDS, ReportDraft, ReportKind
from portal.reports import edition
from portal.reports.media_types import MEDIA_TYPES
from portal.reports.tables import Document
from portal.services.publishing.count_shown import Shown, count_shown
from portal.services.publishing.read_draft import read_draft
from portal.staff.access import member
from portal.web.workplace import municipality, workplace

_NAMES = {ReportKind.ANNUAL: "whistleblowerordning", ReportKind.ACCOUNT: "klager"}
_WORDS_OF = {Edition.INTERNAL: "intern", Edition.PUBLIC: "til-offentliggoerelse"}


def counted(choice: Choice) -> Shown:
    """What was asked for, in its edition. Raises as `count_shown` does."""
    internal = choice.edition is Edition.INTERNAL
    return count_shown(workplace(), member(), _draft(choice), internal=internal)


def _draft(choice: Choice) -> ReportDraft:
    """The draft that says what may be told; who writes none is shown what is told without one."""
    kind, period = choice.kind, choice.period
    if not member().account.may(Permission.REPORT_WRITE):
        return ReportDraft(kind, period, THRESHOLDS[0])
    return read_draft(workplace(), member(), kind, period.first, period.last)


def document_of(report: Shown, language: str) -> Document:
    """The report as tables in a language."""
    return edition.edition_document(edition.Edition(report), municipality(), language)


def report_file(choice: Choice, form: str, language: str) -> Response:
    """The answer with the report in one of publication.FORMS. Raises as `counted` does."""
    whole = edition.Edition(counted(choice))
    content = edition.edition_file(whole, municipality(), language, form)
    days = f"{choice.period.first.isoformat()}-{choice.period.last.isoformat()}"
    name = f"{_NAMES[choice.kind]}-{days}-{_WORDS_OF[choice.edition]}-{language}.{form}"
    return attached_file(content, MEDIA_TYPES[form], name)
